/** What each channel knows: alerts that it was told of and that go on, and when it was told of a group last. */
import type { Kysely } from 'kysely';
import type { Notice, Severity } from '../../shared/notice.ts';
import type { Database } from '../kernel/database.ts';
import type { Delivery, StoredNotice } from './model.ts';
import { toNotice, type NotifyTables } from './rows.ts';

/** That a channel knows of something. */
export interface Told {
  readonly told_at: number;
  readonly group_key: string;
  readonly severity: Severity;
}

/** Reads and writes; joins the transaction it is called in. */
export type ToldStore = ReturnType<typeof createToldStore>;

/** The store over the state database. */
export function createToldStore(database: Database) {
  const db = (): Kysely<NotifyTables> => database.query<NotifyTables>();
  return {
    /** What a channel was told of and goes on, in one group. */
    async toldInGroup(channelId: string, groupKey: string): Promise<StoredNotice[]> {
      const rows = await db()
        .selectFrom('notify_told')
        .innerJoin('notify_notices', 'notify_notices.notice_id', 'notify_told.notice_id')
        .select(['notify_notices.notice_id', 'notice', 'timing', 'put_at'])
        .where('channel_id', '=', channelId)
        .where('group_key', '=', groupKey)
        .orderBy('told_at')
        .execute();
      return rows.map(toNotice);
    },
    /** By channel, what it was told of a subject that goes on. */
    async toldOf(subject: string): Promise<ReadonlyMap<string, Told>> {
      const rows = await db()
        .selectFrom('notify_told')
        .innerJoin('notify_notices', 'notify_notices.notice_id', 'notify_told.notice_id')
        .select(['channel_id', 'told_at', 'group_key', 'notice'])
        .where('notify_told.subject', '=', subject)
        .execute();
      return new Map(
        rows.map(({ channel_id, notice, ...rest }) => [
          channel_id,
          { ...rest, severity: (JSON.parse(notice) as Notice).severity },
        ]),
      );
    },
    /** What a channel knows already goes on as another notice. */
    async toldAgain(channelId: string, subject: string, noticeId: string): Promise<void> {
      await db()
        .updateTable('notify_told')
        .set({ notice_id: noticeId })
        .where('channel_id', '=', channelId)
        .where('subject', '=', subject)
        .execute();
    },
    /** A channel was told: what goes on is remembered, what is over forgotten. */
    async remember(
      delivery: Delivery & { readonly tells: readonly StoredNotice[] },
      at: number,
    ): Promise<void> {
      const { channel_id, group_key } = delivery;
      for (const { notice_id, notice } of delivery.tells) {
        const { subject, kind } = notice;
        if (kind === 'resolved') {
          await db()
            .deleteFrom('notify_told')
            .where('channel_id', '=', channel_id)
            .where('subject', '=', subject)
            .execute();
        } else if (kind === 'firing' || kind === 'reminder') {
          const values = { notice_id, group_key, told_at: at };
          await db()
            .insertInto('notify_told')
            .values({ channel_id, subject, ...values })
            .onConflict((conflict) => conflict.columns(['channel_id', 'subject']).doUpdateSet(values))
            .execute();
        }
      }
      await db()
        .insertInto('notify_groups')
        .values({ channel_id, group_key, flushed_at: at })
        .onConflict((conflict) =>
          conflict.columns(['channel_id', 'group_key']).doUpdateSet({ flushed_at: at }),
        )
        .execute();
    },
    /** When a channel was last told of a group in which something goes on; `null` for a new one. */
    async flushedAt(channelId: string, groupKey: string): Promise<number | null> {
      const row = await db()
        .selectFrom('notify_groups')
        .innerJoin('notify_told', (join) =>
          join
            .onRef('notify_told.channel_id', '=', 'notify_groups.channel_id')
            .onRef('notify_told.group_key', '=', 'notify_groups.group_key'),
        )
        .select('flushed_at')
        .where('notify_groups.channel_id', '=', channelId)
        .where('notify_groups.group_key', '=', groupKey)
        .limit(1)
        .executeTakeFirst();
      return row?.flushed_at ?? null;
    },
    /** Forgets what a channel was told. */
    async forget(channelId: string): Promise<void> {
      await db().deleteFrom('notify_told').where('channel_id', '=', channelId).execute();
      await db().deleteFrom('notify_groups').where('channel_id', '=', channelId).execute();
    },
  };
}
