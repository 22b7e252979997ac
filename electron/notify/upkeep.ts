/** What was left behind: by a process that was killed while it sent, by channels that never came back, by time. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { Logger } from '../kernel/logger.ts';
import type { AnyKind } from './channel-settings.ts';
import type { Channels } from './channels.ts';
import { because, type Delivery } from './model.ts';
import type { OpenDelivery, OutboxStore } from './outbox-store.ts';
import type { ToldStore } from './told-store.ts';

/** What it does. */
export interface Upkeep {
  /** Takes up what was being sent when the process ended, or its outcome could not be stored; of one channel where named. */
  recover(channelId?: string): Promise<void>;
  /** Gives up what could not be sent for two days, and forgets what is older than 90 days. */
  tidy(): Promise<void>;
  /** In the transaction of its cause: a channel sends no more. */
  drop(channelId: string, why: 'gone' | 'off'): Promise<void>;
}

const HOUR_MS = 3600_000;
/** How long a message is tried: a channel may be down for a day. */
const GIVE_UP_HOURS = 48;
/** A clock that is set right, or a machine that was off, makes things look old that were hardly tried. */
const LEAST_TRIES = 20;
const KEPT_FOR_MS = 90 * 24 * HOUR_MS;

/** Makes it. */
export function createUpkeep(deps: {
  readonly database: Database;
  readonly store: OutboxStore;
  readonly book: ToldStore;
  readonly channels: Pick<Channels, 'find'>;
  readonly kinds: ReadonlyMap<string, AnyKind>;
  readonly clock: Clock;
  readonly logger: Logger;
}): Upkeep {
  const { database, store, book, channels, kinds, clock, logger } = deps;
  const unknown = because('NOTIFY_OUTCOME_UNKNOWN');

  /** What may have arrived counts as told: whoever heard of it hears of its end. */
  async function giveUp(delivery: OpenDelivery, reason: StoredReason): Promise<void> {
    await store.finish(delivery.delivery_id, 'failed', clock.now(), reason);
    if (delivery.message !== null) await book.remember(delivery, clock.now());
  }

  async function takeUp(delivery: OpenDelivery): Promise<void> {
    const { delivery_id: id, channel_kind: kind, channel_name: channel, unknowns } = delivery;
    // Its receiver tells a second one apart; where it cannot, one may be doubled, never more.
    const isTriedAgain = kinds.get(kind)?.knows_keys === true || unknowns === 0;
    await database.transact(async () => {
      await store.endAttempt({ delivery_id: id }, 'unknown', clock.now(), unknown);
      if (isTriedAgain) {
        const values = { unknowns: unknowns + 1, reason: JSON.stringify(unknown) };
        await store.set(id, { ...values, status: 'pending' });
      } else await giveUp(delivery, unknown);
    });
    const text = isTriedAgain
      ? 'CloudCube ended while a message was sent: it is sent again'
      : 'CloudCube ended twice while a message was sent: it is given up';
    logger.warn({ channel, delivery_id: id }, text);
  }

  function isHopeless({ channel_id: id, status, attempts }: Delivery): boolean {
    const isStopped = channels.find(id)?.standing.state === 'stopped';
    return status === 'pending' && (isStopped || attempts >= LEAST_TRIES);
  }

  return {
    async recover(channelId) {
      const left = await store.sending();
      for (const one of left) {
        if (channelId === undefined || one.channel_id === channelId) await takeUp(one);
      }
    },
    async tidy() {
      const now = clock.now();
      await database.transact(async () => {
        for (const one of await store.open({ before: now - GIVE_UP_HOURS * HOUR_MS })) {
          if (!isHopeless(one)) continue;
          const last = one.reason ?? channels.find(one.channel_id)?.standing.reason;
          const problem = last?.params['problem'] ?? last?.code ?? '';
          const reason = because('NOTIFY_GAVE_UP', { hours: GIVE_UP_HOURS, problem });
          await giveUp(one, reason);
        }
        await store.prune(now - KEPT_FOR_MS);
      });
    },
    async drop(channelId, why) {
      const reason = because(why === 'gone' ? 'NOTIFY_CHANNEL_GONE' : 'NOTIFY_SWITCHED_OFF');
      for (const { delivery_id: id, status } of await store.open({ channelId })) {
        // What is just being sent ends by itself.
        if (status === 'pending') await store.finish(id, 'failed', clock.now(), reason);
      }
      await book.forget(channelId);
    },
  };
}
