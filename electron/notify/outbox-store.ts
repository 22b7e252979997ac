/** The tables of notices and deliveries, as they are written: each verb joins the transaction it is called in. */
import type { Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Notice, NoticeTiming } from '../../shared/notice.ts';
import type { Database } from '../kernel/database.ts';
import { createAttemptStore } from './attempt-store.ts';
import type { Delivery, StoredNotice } from './model.ts';
import { asJson, summaryOf, toDelivery, toNotice, type DeliveryRow, type NotifyTables } from './rows.ts';

/** A delivery with what it tells of; `message` as in its row. */
export interface OpenDelivery extends Delivery {
  readonly message: string | null;
  readonly tells: readonly StoredNotice[];
}

/** What a new delivery is made from; the rest begins the same for all. */
export type NewDelivery = Pick<
  Delivery,
  | 'channel_id'
  | 'channel_name'
  | 'channel_kind'
  | 'route'
  | 'group_key'
  | 'is_digest'
  | 'created_at'
  | 'due_at'
  | 'fallback'
  | 'fallback_ms'
  | 'stands_for'
>;

/** Begins the group of a message that is sent by itself, and that somebody waits for. */
export const ALONE = 'alone:';

const noticeColumns = ['notice_id', 'notice', 'timing', 'put_at'] as const;

/** Reads and writes what is under way. */
export type OutboxStore = ReturnType<typeof createOutboxStore>;

/** The store over the state database. `changed` is called when a delivery stands otherwise, in the transaction of that. */
export function createOutboxStore(database: Database, changed: () => void = () => undefined) {
  const db = (): Kysely<NotifyTables> => database.query<NotifyTables>();

  const told = async (deliveryId: string): Promise<StoredNotice[]> => {
    const rows = await db()
      .selectFrom('notify_tells')
      .innerJoin('notify_notices', 'notify_notices.notice_id', 'notify_tells.notice_id')
      .select(['notify_notices.notice_id', 'notice', 'timing', 'put_at'])
      .where('delivery_id', '=', deliveryId)
      .orderBy('notify_notices.notice_id')
      .execute();
    return rows.map(toNotice);
  };

  const withTells = async (row: DeliveryRow): Promise<OpenDelivery> => ({
    ...toDelivery(row),
    message: row.message,
    tells: await told(row.delivery_id),
  });

  async function set(deliveryId: string, values: Partial<DeliveryRow>): Promise<void> {
    await db().updateTable('notify_deliveries').set(values).where('delivery_id', '=', deliveryId).execute();
    changed();
  }

  /** Writes what a delivery tells of, and what its row says of that. */
  async function tell(deliveryId: string, notices: readonly StoredNotice[]): Promise<void> {
    await db().deleteFrom('notify_tells').where('delivery_id', '=', deliveryId).execute();
    if (notices.length > 0) {
      await db()
        .insertInto('notify_tells')
        .values(notices.map(({ notice_id }) => ({ delivery_id: deliveryId, notice_id })))
        .execute();
    }
    await set(deliveryId, summaryOf(notices.map(({ notice }) => notice)));
  }

  return {
    ...createAttemptStore(database),
    /** Keeps a notice; one whose key is known already is passed over. */
    async put(notice: Notice, timing: NoticeTiming, at: number): Promise<void> {
      await db()
        .insertInto('notify_notices')
        .values({
          ...{ notice_id: uuid(), key: notice.key, subject: notice.subject, put_at: at, routed: 0 },
          notice: JSON.stringify(notice),
          timing: JSON.stringify(timing),
        })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    },
    /** Those that no channel was given yet, in the order in which they came. */
    async unrouted(limit: number): Promise<StoredNotice[]> {
      const rows = await db()
        .selectFrom('notify_notices')
        .select(noticeColumns)
        .where('routed', '=', 0)
        .orderBy('notice_id')
        .limit(limit)
        .execute();
      return rows.map(toNotice);
    },
    /** Those of a subject that no channel was given yet. */
    async unroutedAbout(subject: string): Promise<StoredNotice[]> {
      const rows = await db()
        .selectFrom('notify_notices')
        .select(noticeColumns)
        .where('routed', '=', 0)
        .where('subject', '=', subject)
        .execute();
      return rows.map(toNotice);
    },
    /** It was given to its channels; `reason` says why to none. */
    async routed(noticeId: string, reason: StoredReason | null): Promise<void> {
      await db()
        .updateTable('notify_notices')
        .set({ routed: 1, reason: asJson(reason) })
        .where('notice_id', '=', noticeId)
        .execute();
    },
    /** Deliveries of a channel that are not over and tell of a subject; of every channel without one. */
    async openAbout(subject: string, channelId?: string): Promise<OpenDelivery[]> {
      const rows = await db()
        .selectFrom('notify_deliveries')
        .selectAll('notify_deliveries')
        .where('finished_at', 'is', null)
        .$if(channelId !== undefined, (query) => query.where('channel_id', '=', channelId ?? ''))
        .where('delivery_id', 'in', (query) =>
          query
            .selectFrom('notify_tells')
            .innerJoin('notify_notices', 'notify_notices.notice_id', 'notify_tells.notice_id')
            .where('subject', '=', subject)
            .select('notify_tells.delivery_id'),
        )
        .orderBy('delivery_id')
        .execute();
      return Promise.all(rows.map(withTells));
    },
    /** The delivery of a group that more may still be added to. */
    async gathering(channelId: string, groupKey: string): Promise<OpenDelivery | null> {
      const row = await db()
        .selectFrom('notify_deliveries')
        .selectAll()
        .where('channel_id', '=', channelId)
        .where('finished_at', 'is', null)
        .where('group_key', '=', groupKey)
        .where('status', '=', 'pending')
        .where('message', 'is', null)
        .executeTakeFirst();
      return row ? withTells(row) : null;
    },
    async begin(made: NewDelivery, notices: readonly StoredNotice[]): Promise<string> {
      const { is_digest, fallback, ...rest } = made;
      const row: DeliveryRow = {
        ...rest,
        ...summaryOf(notices.map(({ notice }) => notice)),
        delivery_id: uuid(),
        is_digest: is_digest ? 1 : 0,
        status: 'pending',
        wanted_at: made.due_at,
        ...{ attempts: 0, unknowns: 0, message: null, reason: null, finished_at: null },
        fallback: JSON.stringify(fallback),
        fallback_at: fallback.length > 0 ? made.due_at + made.fallback_ms : null,
      };
      await db().insertInto('notify_deliveries').values(row).execute();
      await tell(row.delivery_id, notices);
      return row.delivery_id;
    },
    /** Another content, and another time to go out. */
    async retell(delivery: Delivery, notices: readonly StoredNotice[], dueAt: number): Promise<void> {
      await tell(delivery.delivery_id, notices);
      // One that waits to be tried again keeps its turn.
      if (delivery.attempts > 0 || dueAt === delivery.due_at) return;
      const fallback_at = delivery.fallback.length > 0 ? dueAt + delivery.fallback_ms : null;
      await set(delivery.delivery_id, { due_at: dueAt, wanted_at: dueAt, fallback_at });
    },
    set,
    /** It is over. */
    async finish(
      deliveryId: string,
      status: 'sent' | 'failed' | 'withdrawn',
      at: number,
      reason: StoredReason | null,
    ): Promise<void> {
      await db()
        .updateTable('notify_deliveries')
        .set(({ eb, ref }) => ({
          ...{ status, finished_at: at, reason: asJson(reason) },
          // What failed has its stand-in looked for at once; nothing else needs one any more.
          fallback_at:
            status === 'failed'
              ? eb.case().when('fallback_at', 'is not', null).then(at).else(ref('fallback_at')).end()
              : null,
        }))
        .where('delivery_id', '=', deliveryId)
        .execute();
      changed();
    },
    /** The next of a channel whose time has come: first what somebody waits for, last what failed often. */
    async nextOf(channelId: string, now: number, oftenFailed: number): Promise<string | null> {
      const first = await db()
        .selectFrom('notify_deliveries')
        .select('delivery_id')
        .where('channel_id', '=', channelId)
        .where('finished_at', 'is', null)
        .where('status', '=', 'pending')
        .where('due_at', '<=', now)
        .orderBy(({ eb }) => eb.case().when('group_key', 'like', `${ALONE}%`).then(0).else(1).end())
        .orderBy(({ eb }) => eb.case().when('attempts', '>=', oftenFailed).then(1).else(0).end())
        .orderBy('delivery_id')
        .limit(1)
        .executeTakeFirst();
      return first?.delivery_id ?? null;
    },
    /** One that still waits to be sent; `null` where it was withdrawn meanwhile. */
    async waiting(deliveryId: string): Promise<OpenDelivery | null> {
      const row = await db()
        .selectFrom('notify_deliveries')
        .selectAll()
        .where('delivery_id', '=', deliveryId)
        .where('finished_at', 'is', null)
        .where('status', '=', 'pending')
        .executeTakeFirst();
      return row ? withTells(row) : null;
    },
    /** By channel, when the first of its deliveries is due. */
    async dueByChannel(): Promise<{ channel_id: string; due_at: number }[]> {
      return db()
        .selectFrom('notify_deliveries')
        .select(['channel_id', ({ fn }) => fn.min<number>('due_at').as('due_at')])
        .where('finished_at', 'is', null)
        .where('status', '=', 'pending')
        .groupBy('channel_id')
        .execute();
    },
    /** Deliveries that were not sent and have somebody to stand in, the first time first. */
    async withFallback(): Promise<OpenDelivery[]> {
      const rows = await db()
        .selectFrom('notify_deliveries')
        .selectAll()
        .where('fallback_at', 'is not', null)
        .orderBy('fallback_at')
        .execute();
      return Promise.all(rows.map(withTells));
    },
    /** Those that were being sent when the process ended. */
    async sending(): Promise<OpenDelivery[]> {
      const rows = await db()
        .selectFrom('notify_deliveries')
        .selectAll()
        .where('finished_at', 'is', null)
        .where('status', '=', 'sending')
        .execute();
      return Promise.all(rows.map(withTells));
    },
    /** Those that are not over; of one channel, or that were to go out before a time, where that is told. */
    async open({
      before,
      channelId,
    }: {
      readonly before?: number;
      readonly channelId?: string;
    }): Promise<OpenDelivery[]> {
      const rows = await db()
        .selectFrom('notify_deliveries')
        .selectAll()
        .where('finished_at', 'is', null)
        .$if(before !== undefined, (query) => query.where('wanted_at', '<', before ?? 0))
        .$if(channelId !== undefined, (query) => query.where('channel_id', '=', channelId ?? ''))
        .execute();
      return Promise.all(rows.map(withTells));
    },
    async prune(before: number): Promise<void> {
      await db().deleteFrom('notify_deliveries').where('finished_at', '<', before).execute();
      await db()
        .deleteFrom('notify_notices')
        .where('put_at', '<', before)
        .where('routed', '=', 1)
        .where('notice_id', 'not in', (query) => query.selectFrom('notify_tells').select('notice_id'))
        .where('notice_id', 'not in', (query) => query.selectFrom('notify_told').select('notice_id'))
        .execute();
      await db().deleteFrom('notify_groups').where('flushed_at', '<', before).execute();
    },
  };
}
