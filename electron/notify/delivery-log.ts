/** What was sent, waits or failed, for whoever reads it. */
import type { Kysely } from 'kysely';
import type { StoredReason } from '../../shared/api/common.ts';
import type { NotifyDeliveryStatus } from '../../shared/api/notify-deliveries.ts';
import { UserError } from '../kernel/errors.ts';
import type { Database } from '../kernel/database.ts';
import type { Message } from './channels/channel.ts';
import type { Attempt, Delivery, StoredNotice } from './model.ts';
import { asReason, toDelivery, toNotice, type NotifyTables } from './rows.ts';

/** Which of them. */
export interface LogFilter {
  /** Id, name or kind of a channel. */
  readonly channel?: string | undefined;
  readonly status?: NotifyDeliveryStatus | undefined;
  /** What they tell of. */
  readonly subject?: string | undefined;
  /** Only what tells of alerts. */
  readonly isOfAlerts?: boolean;
  /** Ended at or after this (ms UTC). */
  readonly since?: number | undefined;
}

/** One with all that is known of it. */
export interface LoggedDelivery {
  readonly delivery: Delivery;
  /** As it was sent, or may have been; `null` before. */
  readonly message: Message | null;
  readonly tells: readonly StoredNotice[];
  /** The newest first. */
  readonly attempts: readonly Attempt[];
}

/** Why a notice was given to nobody, and the messages that tell of it. */
export interface NoticeFate {
  readonly key: string;
  readonly reason: StoredReason | null;
  readonly deliveries: readonly Delivery[];
}

/** How many there are of each. */
export interface DeliveryCounts {
  readonly pending: number;
  readonly sent: number;
  readonly failed: number;
  readonly withdrawn: number;
}

/** Reads. */
export type DeliveryLog = ReturnType<typeof createDeliveryLog>;

/** The log over the state database. */
export function createDeliveryLog(database: Database) {
  const db = (): Kysely<NotifyTables> => database.query<NotifyTables>();

  const filtered = ({ channel, status, subject, isOfAlerts, since }: LogFilter) =>
    db()
      .selectFrom('notify_deliveries')
      .$if(channel !== undefined, (query) =>
        query.where(({ eb, or }) =>
          or(
            (['channel_id', 'channel_name', 'channel_kind'] as const).map((name) =>
              eb(name, '=', channel ?? ''),
            ),
          ),
        ),
      )
      .$if(status !== undefined, (query) =>
        query.where('status', 'in', status === 'pending' ? ['pending', 'sending'] : [status ?? 'pending']),
      )
      .$if(since !== undefined, (query) => query.where('finished_at', '>=', since ?? 0))
      .$if(isOfAlerts === true, (query) => query.where('is_alert', '=', 1))
      .$if(subject !== undefined, (query) =>
        query.where('delivery_id', 'in', (inner) =>
          inner
            .selectFrom('notify_tells')
            .innerJoin('notify_notices', 'notify_notices.notice_id', 'notify_tells.notice_id')
            .where('notify_notices.subject', '=', subject ?? '')
            .select('notify_tells.delivery_id'),
        ),
      );

  async function counts(filter: LogFilter = {}): Promise<DeliveryCounts> {
    const rows = await filtered(filter)
      .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('status')
      .execute();
    const of = (status: Delivery['status']): number => rows.find((row) => row.status === status)?.count ?? 0;
    return {
      pending: of('pending') + of('sending'),
      ...{ sent: of('sent'), failed: of('failed'), withdrawn: of('withdrawn') },
    };
  }

  return {
    counts,
    /** The newest first. */
    async list(filter: LogFilter, position: { readonly limit: number; readonly offset: number }) {
      const rows = await filtered(filter)
        .selectAll()
        .orderBy('delivery_id', 'desc')
        .limit(position.limit)
        .offset(position.offset)
        .execute();
      const all = await counts(filter);
      const total = all.pending + all.sent + all.failed + all.withdrawn;
      return { deliveries: rows.map(toDelivery), total };
    },
    /** By key, why a notice was given to nobody, and the deliveries that tell of it. */
    async about(keys: readonly string[]): Promise<NoticeFate[]> {
      const notices = await db()
        .selectFrom('notify_notices')
        .select(['notice_id', 'key', 'reason'])
        .where('key', 'in', keys)
        .execute();
      return Promise.all(
        notices.map(async ({ notice_id, key, reason }) => {
          const rows = await db()
            .selectFrom('notify_deliveries')
            .innerJoin('notify_tells', 'notify_tells.delivery_id', 'notify_deliveries.delivery_id')
            .selectAll('notify_deliveries')
            .where('notice_id', '=', notice_id)
            .orderBy('notify_deliveries.delivery_id')
            .execute();
          return { key, reason: asReason(reason), deliveries: rows.map(toDelivery) };
        }),
      );
    },
    /** Deliveries that wait, by channel. */
    async pending(): Promise<ReadonlyMap<string, number>> {
      const rows = await db()
        .selectFrom('notify_deliveries')
        .select(['channel_id', ({ fn }) => fn.countAll<number>().as('count')])
        .where('finished_at', 'is', null)
        .groupBy('channel_id')
        .execute();
      return new Map(rows.map(({ channel_id: id, count }) => [id, count]));
    },
    /** @throws {UserError} `RESOURCE_NOT_FOUND` */
    async get(deliveryId: string): Promise<LoggedDelivery> {
      const row = await db()
        .selectFrom('notify_deliveries')
        .selectAll()
        .where('delivery_id', '=', deliveryId)
        .executeTakeFirst();
      if (!row) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'delivery' } });
      const notices = await db()
        .selectFrom('notify_tells')
        .innerJoin('notify_notices', 'notify_notices.notice_id', 'notify_tells.notice_id')
        .select(['notify_notices.notice_id', 'notice', 'timing', 'put_at'])
        .where('delivery_id', '=', deliveryId)
        .orderBy('notify_notices.notice_id')
        .execute();
      const attempts = await db()
        .selectFrom('notify_attempts')
        .select(['attempt_id', 'at', 'ended_at', 'outcome', 'reason'])
        .where('delivery_id', '=', deliveryId)
        .orderBy('attempt_id', 'desc')
        .execute();
      return {
        delivery: toDelivery(row),
        message: row.message === null ? null : (JSON.parse(row.message) as Message),
        tells: notices.map(toNotice),
        attempts: attempts.map((one) => ({ ...one, reason: asReason(one.reason) })),
      };
    },
  };
}
