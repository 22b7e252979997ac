/** Lets other channels stand in for one that has given up, is stopped, or has not sent in time. */
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { Channels } from './channels.ts';
import type { StoredNotice } from './model.ts';
import type { OpenDelivery, OutboxStore } from './outbox-store.ts';
import type { ToldStore } from './told-store.ts';

/** Begins what is due, and answers when the next may be (ms UTC); `null` for never. */
export type StandIn = () => Promise<number | null>;

/** Makes it. */
export function createStandIn(deps: {
  readonly database: Database;
  readonly store: OutboxStore;
  readonly book: ToldStore;
  readonly channels: Pick<Channels, 'find'>;
  readonly clock: Clock;
}): StandIn {
  const { database, store, book, channels, clock } = deps;

  /** What the stand-in is to tell of: not what it tells of already, nor the end of what it never told. */
  async function newTo(channelId: string, tells: readonly StoredNotice[]): Promise<StoredNotice[]> {
    const found: StoredNotice[] = [];
    for (const one of tells) {
      if (one.notice.kind === 'resolved') continue;
      const told = await book.toldOf(one.notice.subject);
      const open = await store.openAbout(one.notice.subject, channelId);
      if (!told.has(channelId) && open.length === 0) found.push(one);
    }
    return found;
  }

  async function standIn(delivery: OpenDelivery): Promise<void> {
    const { fallback } = delivery;
    const index = fallback.findIndex((id) => {
      const view = channels.find(id);
      return view?.channel.enabled === true && view.standing.state !== 'stopped';
    });
    await store.set(delivery.delivery_id, { fallback_at: null });
    const channel = channels.find(fallback[index] ?? '')?.channel;
    if (!channel) return;
    const tells = await newTo(channel.channel_id, delivery.tells);
    if (tells.length === 0) return;
    const now = clock.now();
    await store.begin(
      {
        ...{ channel_id: channel.channel_id, channel_name: channel.name, channel_kind: channel.kind },
        ...{ route: delivery.route, group_key: delivery.group_key, is_digest: delivery.is_digest },
        ...{ created_at: now, due_at: now, stands_for: delivery.delivery_id },
        ...{ fallback: fallback.slice(index + 1), fallback_ms: delivery.fallback_ms },
      },
      tells,
    );
  }

  const isDue = ({ fallback_at: at, finished_at: finishedAt, channel_id: id }: OpenDelivery): boolean =>
    finishedAt !== null ||
    channels.find(id)?.standing.state === 'stopped' ||
    (at !== null && at <= clock.now());

  return () =>
    database.transact(async () => {
      const waiting = await store.withFallback();
      for (const delivery of waiting.filter(isDue)) await standIn(delivery);
      const next = waiting.filter((one) => !isDue(one)).map(({ fallback_at: at }) => at ?? Infinity);
      return next.length === 0 ? null : Math.min(...next);
    });
}
