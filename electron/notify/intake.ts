/**
 * Gives notices to channels: routed, gathered into groups, collapsed by what they are about. What is over before it was
 * told is withdrawn, and nobody hears the end of what they never heard begin.
 */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { Channels } from './channels.ts';
import { dueOf, reminderDueOf } from './due.ts';
import { because, type StoredChannel, type StoredNotice } from './model.ts';
import { ALONE, type OpenDelivery, type OutboxStore } from './outbox-store.ts';
import type { Told, ToldStore } from './told-store.ts';
import { routeNotice, type Destination } from './routing.ts';
import { isWorse } from './rows.ts';
import type { RouteList } from './route-list.ts';
import { createWithdrawing, isFixed } from './withdrawing.ts';

/** What it stands on. */
export interface IntakeDeps {
  readonly database: Database;
  readonly store: OutboxStore;
  readonly book: ToldStore;
  readonly channels: Pick<Channels, 'list' | 'find'>;
  readonly routes: Pick<RouteList, 'read'>;
  readonly clock: Clock;
}

/** Gives every waiting notice to its channels. */
export type Intake = () => Promise<void>;

/** Notices of one transaction: what else wants the database waits no longer than for these. */
const AT_ONCE = 50;

const isAlert = ({ notice }: StoredNotice): boolean => notice.kind === 'firing' || notice.kind === 'reminder';

const endOf =
  (subject: string) =>
  ({ notice }: StoredNotice): boolean =>
    notice.subject === subject && notice.kind === 'resolved';

/** Sorted, so that the same labels are the same group. */
const groupKeyOf = ({ route, group }: Pick<Destination, 'route' | 'group'>): string =>
  JSON.stringify([route, Object.entries(group).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Makes it. */
export function createIntake({ database, store, book, channels, routes, clock }: IntakeDeps): Intake {
  const { withdraw: take } = createWithdrawing({ store, clock });
  /** Takes all about a subject out of what a channel has not been sent yet. Tells whether there was anything. */
  const withdraw = (open: readonly OpenDelivery[], subject: string, why: StoredReason): Promise<boolean> =>
    take(open, ({ notice }) => notice.subject === subject, why);

  async function add(
    notice: StoredNotice,
    channel: StoredChannel,
    to: Destination,
    plan: { readonly groupKey: string; readonly due: number; readonly isDigest: boolean },
  ): Promise<void> {
    const { groupKey, due, isDigest } = plan;
    const gathering = await store.gathering(channel.channel_id, groupKey);
    if (gathering) {
      const others = gathering.tells.filter(({ notice_id: id }) => id !== notice.notice_id);
      await store.retell(gathering, [...others, notice], Math.min(gathering.due_at, due));
      // The stand-in of those before does not know of this one.
      if (gathering.attempts > 0 && gathering.fallback_at === null && gathering.fallback.length > 0) {
        await store.set(gathering.delivery_id, { fallback_at: due + gathering.fallback_ms });
      }
      return;
    }
    await store.begin(
      {
        ...{ channel_id: channel.channel_id, channel_name: channel.name, channel_kind: channel.kind },
        ...{ route: to.route, group_key: groupKey, is_digest: isDigest },
        ...{ created_at: clock.now(), due_at: due, stands_for: null },
        ...{ fallback: to.fallback, fallback_ms: to.fallback_ms },
      },
      [notice],
    );
  }

  /** Gives a notice to one channel. Answers why not, where it does not. */
  async function give(
    stored: StoredNotice,
    to: Destination,
    told: Told | undefined,
  ): Promise<StoredReason | null> {
    const view = channels.find(to.channel_id);
    if (!view) return because('NOTIFY_CHANNEL_GONE');
    const { notice, timing } = stored;
    const { channel } = view;
    const now = clock.now();
    const open = await store.openAbout(notice.subject, channel.channel_id);

    if (notice.kind === 'resolved') {
      // Who reads a digest wants to know what came and went meanwhile.
      const digest = open.find((one) => one.is_digest && !isFixed(one));
      if (digest) {
        const rest = digest.tells.filter(({ notice: other }) => other.subject !== notice.subject);
        await store.retell(digest, [...rest, stored], digest.due_at);
        const others = open.filter((one) => one !== digest);
        await withdraw(others, notice.subject, because('NOTIFY_REPLACED'));
        return null;
      }
      const isKnown = told !== undefined || open.some((one) => isFixed(one) && one.tells.some(isAlert));
      const wasWithdrawn = await withdraw(
        open,
        notice.subject,
        because(isKnown ? 'NOTIFY_REPLACED' : 'NOTIFY_OVER_BEFORE'),
      );
      if (!isKnown) return because(wasWithdrawn ? 'NOTIFY_OVER_BEFORE' : 'NOTIFY_NEVER_TOLD');
    } else if (notice.kind === 'firing' || notice.kind === 'reminder') {
      const isBack = open.some((one) => !isFixed(one) && one.tells.some(endOf(notice.subject)));
      await withdraw(open, notice.subject, because('NOTIFY_REPLACED'));
      // Its end was never sent: for who reads the channel it has gone on.
      if (notice.kind === 'firing' && isBack && told && !isWorse(notice.severity, told.severity)) {
        await book.toldAgain(channel.channel_id, notice.subject, stored.notice_id);
        return because('NOTIFY_TOLD_BEFORE');
      }
    }

    if (timing.digest) {
      const { key, at } = timing.digest;
      await add(stored, channel, to, { groupKey: `digest:${key}`, due: Math.max(now, at), isDigest: true });
      return null;
    }
    if (timing.options !== undefined) {
      // What a caller asked for beyond the words is of this message alone, which waits for nobody.
      await add(stored, channel, to, { groupKey: ALONE + notice.key, due: now, isDigest: false });
      return null;
    }
    // What is over is told where its beginning was, whatever the routes are by now.
    const isOfGroup = notice.kind === 'resolved' && told?.group_key.startsWith('[') === true;
    const groupKey = isOfGroup ? told.group_key : groupKeyOf(to);
    const flushedAt = await book.flushedAt(channel.channel_id, groupKey);
    const due = dueOf(notice.severity, to.gathering, flushedAt, now);
    const isRepeat = notice.kind === 'reminder' && told !== undefined;
    await add(stored, channel, to, {
      groupKey,
      due: isRepeat ? reminderDueOf(due, told.told_at, to.gathering.repeat, now) : due,
      isDigest: false,
    });
    return null;
  }

  /** Who knows that something began hears of its end, whatever the routes say by now. */
  async function whoKnows(
    notice: StoredNotice,
    routed: readonly Destination[],
    told: ReadonlyMap<string, Told>,
  ) {
    const open = await store.openAbout(notice.notice.subject);
    const ids = new Set([...told.keys(), ...open.map(({ channel_id: id }) => id)]);
    const standard = routeNotice(notice.notice, [...ids], { routes: [], unmatched: 'nobody' }, [
      ...channels.list().map(({ channel }) => channel),
    ]);
    return standard.destinations
      .filter(({ channel_id: id }) => ids.has(id))
      .map((one) => routed.find(({ channel_id: id }) => id === one.channel_id) ?? one);
  }

  async function route(stored: StoredNotice): Promise<void> {
    const { notice, timing } = stored;
    const all = channels.list().map(({ channel }) => channel);
    const { destinations, verdicts } = routeNotice(notice, timing.channels ?? [], routes.read(), all);
    const told = await book.toldOf(notice.subject);
    const goesTo = notice.kind === 'resolved' ? await whoKnows(stored, destinations, told) : destinations;
    let reason: StoredReason | null = goesTo.length === 0 ? (verdicts.at(-1)?.reason ?? null) : null;
    if (notice.kind === 'resolved' && goesTo.length === 0) reason = because('NOTIFY_NEVER_TOLD');
    for (const to of goesTo) {
      reason = (await give(stored, to, told.get(to.channel_id))) ?? reason;
    }
    await store.routed(stored.notice_id, reason);
  }

  return async () => {
    for (;;) {
      const count = await database.transact(async () => {
        const waiting = await store.unrouted(AT_ONCE);
        for (const notice of waiting) await route(notice);
        return waiting.length;
      });
      if (count < AT_ONCE) return;
    }
  };
}
