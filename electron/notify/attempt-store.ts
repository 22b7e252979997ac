/** Tries of deliveries, as they are written: each verb joins the transaction it is called in. */
import type { Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Database } from '../kernel/database.ts';
import type { Attempt, Delivery } from './model.ts';
import { asJson, type NotifyTables } from './rows.ts';

/** Tries of one delivery that are kept; the oldest go first. */
const MOST_ATTEMPTS = 50;

/** The store over the state database. */
export function createAttemptStore(database: Database) {
  const db = (): Kysely<NotifyTables> => database.query<NotifyTables>();

  return {
    /** Its id. */
    async beginAttempt(delivery: Delivery, at: number): Promise<string> {
      const attempt_id = uuid();
      await db()
        .insertInto('notify_attempts')
        .values({
          ...{ attempt_id, delivery_id: delivery.delivery_id, channel_id: delivery.channel_id, at },
          outcome: 'sending',
        })
        .execute();
      if (delivery.attempts >= MOST_ATTEMPTS) {
        await db()
          .deleteFrom('notify_attempts')
          .where('delivery_id', '=', delivery.delivery_id)
          .where('attempt_id', 'not in', (query) =>
            query
              .selectFrom('notify_attempts')
              .where('delivery_id', '=', delivery.delivery_id)
              .orderBy('attempt_id', 'desc')
              .limit(MOST_ATTEMPTS)
              .select('attempt_id'),
          )
          .execute();
      }
      return attempt_id;
    },
    async endAttempt(
      which: { readonly attempt_id: string } | { readonly delivery_id: string },
      outcome: Exclude<Attempt['outcome'], 'sending'>,
      at: number,
      reason: StoredReason | null,
    ): Promise<void> {
      const update = db()
        .updateTable('notify_attempts')
        .set({ outcome, ended_at: at, reason: asJson(reason) })
        .where('outcome', '=', 'sending');
      await (
        'attempt_id' in which
          ? update.where('attempt_id', '=', which.attempt_id)
          : update.where('delivery_id', '=', which.delivery_id)
      ).execute();
    },
    /** When a channel was tried since a time, the first first. */
    async attemptsSince(channelId: string, since: number): Promise<number[]> {
      const rows = await db()
        .selectFrom('notify_attempts')
        .select('at')
        .where('channel_id', '=', channelId)
        .where('at', '>', since)
        .orderBy('at')
        .execute();
      return rows.map(({ at }) => at);
    },
  };
}
