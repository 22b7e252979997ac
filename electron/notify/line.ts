/**
 * Sends by one channel, one message after another. That a message is on its way is stored before it is sent: a process
 * that is killed meanwhile knows it afterwards.
 */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Language, Words } from '../../shared/i18n/index.ts';
import { sleep, type Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { OperationalError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { LONGEST_WAIT_MS } from './backoff.ts';
import { placesOf, type AnyKind } from './channel-settings.ts';
import type { Channels, ChannelView } from './channels.ts';
import { ChannelFailure, type ChannelPorts, type Message } from './channels/channel.ts';
import { because } from './model.ts';
import { ALONE, type OpenDelivery, type OutboxStore } from './outbox-store.ts';
import type { ToldStore } from './told-store.ts';
import { longestOf, waitFor } from './rate.ts';
import { settleFailure, standingWell, type Settled } from './settle.ts';
import type { OpenWay, Way } from './ways.ts';
import { compose } from './words.ts';

/** What a line stands on. */
export interface LineDeps {
  readonly database: Database;
  readonly store: OutboxStore;
  readonly book: ToldStore;
  readonly channels: Channels;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly openWay: OpenWay;
  readonly desktop: ChannelPorts['desktop'];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  /** Where the page can be opened by others; `null` where nowhere. */
  readonly pageUrl: () => string | null;
  readonly wordsOf: (language: Language) => Words;
  /** A try of a delivery has ended. */
  readonly tried: (deliveryId: string) => void;
}

/** A channel's line. */
export interface Line {
  /**
   * Sends what is due, as long as the channel takes it and the program goes on. Answers until when it can send no more (ms UTC): 0 where nothing
   * is due, and `Infinity` until somebody edits the channel.
   */
  run(ending: AbortSignal): Promise<number>;
  close(): Promise<void>;
}

/** A try that takes longer is taken for one of which nobody knows how it went. */
const PATIENCE_MS = 120_000;
/** Messages that failed so often let the others pass. */
const OFTEN = 6;
/** A box of secrets that is locked is looked at again after this. */
const LOCKED_MS = 30_000;

/** Makes the line of one channel. */
export function createLine(channelId: string, deps: LineDeps): Line {
  const { database, store, book, channels, kinds, clock, logger } = deps;
  let opened: { readonly revision: number; readonly way: Way; readonly settings: object } | null = null;
  let tries: number[] | null = null;

  async function open(view: ChannelView, kind: AnyKind) {
    const { revision } = view.channel;
    if (opened?.revision === revision) return opened;
    const settings = await channels.open(channelId);
    await opened?.way.close();
    opened = { revision, settings, way: deps.openWay(placesOf(kind, settings)) };
    return opened;
  }

  /** How long the channel's rates make the next message wait, ms. */
  async function rateWait({ channel: { rate } }: ChannelView, kind: AnyKind, now: number): Promise<number> {
    const rates = [
      ...kind.limits.rate,
      ...(rate ? [{ messages: rate.messages, per: rate.per_seconds * 1000 }] : []),
    ];
    if (rates.length === 0) return 0;
    const since = now - longestOf(rates);
    // What was sent before a restart counts as well.
    tries = (tries ?? (await store.attemptsSince(channelId, since))).filter((at) => at > since);
    return waitFor(rates, tries, now);
  }

  async function write(delivery: OpenDelivery, { channel: { language } }: ChannelView, kind: AnyKind) {
    if (delivery.message !== null) return JSON.parse(delivery.message) as Message;
    const isGroup = delivery.group_key.startsWith('[');
    const still = isGroup ? await book.toldInGroup(channelId, delivery.group_key) : [];
    const subjects = new Set(delivery.tells.map(({ notice }) => notice.subject));
    return compose(
      {
        key: delivery.delivery_id,
        notices: delivery.tells.map(({ notice }) => notice),
        still: still.map(({ notice }) => notice).filter(({ subject }) => !subjects.has(subject)),
        isDigest: delivery.is_digest,
        options: delivery.tells[0]?.timing.options ?? {},
        ...{ pageUrl: deps.pageUrl(), language, limits: kind.limits },
      },
      deps.wordsOf(language),
    );
  }

  /** Stores that a message is on its way; `null` where it is not to go any more. */
  async function begin(deliveryId: string, view: ChannelView, kind: AnyKind) {
    return database.transact(async () => {
      // It may have been withdrawn, or tell of more, since it was found.
      const delivery = await store.waiting(deliveryId);
      if (!delivery) return null;
      const message = await write(delivery, view, kind);
      await store.set(deliveryId, {
        ...{ status: 'sending', message: JSON.stringify(message), attempts: delivery.attempts + 1 },
      });
      return { delivery, message, attempt_id: await store.beginAttempt(delivery, clock.now()) };
    });
  }

  /** A message that cannot be put into words is a bug, which must not hold up the others. */
  async function giveUp(deliveryId: string, error: unknown): Promise<null> {
    if (error instanceof OperationalError) throw error;
    logger.error({ error, delivery_id: deliveryId }, 'A message could not be put into words');
    await store.finish(deliveryId, 'failed', clock.now(), because('NOTIFY_INTERNAL'));
    return null;
  }

  async function send(kind: AnyKind, settings: object, message: Message, way: Way) {
    const { ports, mayHaveArrived } = way.attempt();
    const waiting = new AbortController();
    const patience = { isOver: false };
    const late = sleep(clock, PATIENCE_MS, waiting.signal).then(() => {
      patience.isOver = true;
      throw new ChannelFailure({ failure: 'transient' }, { code: null, message: 'no end' });
    });
    late.catch(() => undefined); // The race below hears of it.
    try {
      await Promise.race([
        kind.send(settings as never, message, { ...ports, clock, desktop: deps.desktop }),
        late,
      ]);
      return null;
    } catch (error) {
      return { error, sawAway: patience.isOver || mayHaveArrived() };
    } finally {
      waiting.abort();
    }
  }

  async function succeed(delivery: OpenDelivery, attempt_id: string, view: ChannelView): Promise<void> {
    const now = clock.now();
    await database.transact(async () => {
      await store.endAttempt({ attempt_id }, 'sent', now, null);
      await store.finish(delivery.delivery_id, 'sent', now, null);
      if (channels.find(channelId)) await book.remember(delivery, now);
      await channels.saveStanding(view, standingWell(now));
    });
  }

  async function fail(delivery: OpenDelivery, attempt_id: string, settled: Settled, view: ChannelView) {
    const { isDead, mayHaveArrived, reason, standing } = settled;
    const now = clock.now();
    await database.transact(async () => {
      await store.endAttempt({ attempt_id }, mayHaveArrived ? 'unknown' : 'failed', now, reason);
      const isThere = channels.find(channelId)?.channel.enabled === true;
      // Who waits for this one alone is told that it did not go; it must not come when nobody expects it any more.
      const isAlone = standing.state === 'stopped' && delivery.group_key.startsWith(ALONE);
      if (isDead || isAlone || !isThere) {
        const why = isThere ? reason : because('NOTIFY_CHANNEL_GONE');
        await store.finish(delivery.delivery_id, 'failed', now, why);
        // Whoever may have heard of it hears of its end.
        if (isThere && delivery.message !== null) await book.remember(delivery, now);
      } else {
        await store.set(delivery.delivery_id, {
          ...{ status: 'pending', reason: JSON.stringify(reason) },
          // One that may have arrived at an earlier try still may have.
          ...(mayHaveArrived || delivery.message !== null ? {} : { message: null }),
        });
      }
      await channels.saveStanding(view, standing);
    });
  }

  /** What a thing that was thrown means. A bug is told in the log, and is of this message alone. */
  function read(error: unknown, sawAway: boolean, view: ChannelView): Settled {
    const { standing } = view;
    const facts = { now: clock.now(), random: deps.random(), sawAway };
    if (error instanceof ChannelFailure) return settleFailure(error, standing, facts);
    logger.error({ error, channel: view.channel.name }, 'A message could not be made for its channel');
    return { isDead: true, mayHaveArrived: false, reason: because('NOTIFY_INTERNAL'), standing };
  }

  async function deliver(deliveryId: string, view: ChannelView, kind: AnyKind): Promise<void> {
    const { settings, way } = await open(view, kind);
    const begun = await begin(deliveryId, view, kind).catch((error: unknown) => giveUp(deliveryId, error));
    if (!begun) return;
    const { delivery, message, attempt_id } = begun;
    tries?.push(clock.now());
    const failed = await send(kind, settings, message, way);
    if (!failed) await succeed(delivery, attempt_id, view);
    else {
      const settled = read(failed.error, failed.sawAway, view);
      await fail(delivery, attempt_id, settled, view);
      logger.debug({ channel: view.channel.name, reason: settled.reason }, 'A message was not taken');
    }
    deps.tried(delivery.delivery_id);
  }

  /** The secrets cannot be read: while the box is locked that passes; where the row was damaged, its owner mends it. */
  async function cannotOpen(error: unknown, view: ChannelView): Promise<void> {
    const isLocked = error instanceof OperationalError;
    const reason: StoredReason = isLocked ? error.reason : because('NOTIFY_SECRETS_UNREADABLE');
    if (!isLocked) logger.error({ error, channel: view.channel.name }, 'A channel could not be opened');
    const state = isLocked ? 'waiting' : 'stopped';
    const next_try = isLocked ? clock.now() + LOCKED_MS : null;
    await channels.saveStanding(view, { ...view.standing, state, next_try, reason });
  }

  return {
    async run(ending) {
      while (!ending.aborted) {
        const view = channels.find(channelId);
        const now = clock.now();
        if (!view?.channel.enabled || view.standing.state === 'stopped') return Infinity;
        const kind = kinds.get(view.channel.kind);
        if (!kind) {
          const reason = because('NOTIFY_KIND_GONE');
          await channels.saveStanding(view, { ...view.standing, state: 'stopped', reason });
          return Infinity;
        }
        const { next_try } = view.standing;
        // A clock that was set back must not keep it waiting for as long as that.
        if (next_try !== null && next_try > now && next_try - now <= LONGEST_WAIT_MS) return next_try;
        const deliveryId = await store.nextOf(channelId, now, OFTEN);
        if (deliveryId === null) return 0;
        const wait = await rateWait(view, kind, now);
        if (wait > 0) return now + wait;
        try {
          await open(view, kind);
        } catch (error) {
          await cannotOpen(error, view);
          continue;
        }
        await deliver(deliveryId, view, kind);
      }
      return 0;
    },
    async close() {
      await opened?.way.close();
      opened = null;
    },
  };
}
