/** Tables of the outbox: what is to be told, by which channels, and what became of it. All in `state.db`. */
import { sql } from 'kysely';
import type { Migrations } from '../kernel/database.ts';

/** Steps that make them. */
export const notifyMigrations: Migrations = {
  notify_001_outbox: {
    async up(db) {
      await db.schema
        .createTable('notify_channels')
        .addColumn('channel_id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('language', 'text', (column) => column.notNull())
        .addColumn('rate', 'text')
        .addColumn('settings', 'text', (column) => column.notNull())
        .addColumn('secrets_set', 'text', (column) => column.notNull())
        .addColumn('secrets', 'blob', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('failures', 'integer', (column) => column.notNull())
        .addColumn('next_try', 'integer')
        .addColumn('reason', 'text')
        .addColumn('last_sent_at', 'integer')
        .execute();
      await db.schema
        .createTable('notify_route_list')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('routes', 'text', (column) => column.notNull())
        .addColumn('unmatched', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('notify_notices')
        .addColumn('notice_id', 'text', (column) => column.primaryKey())
        .addColumn('key', 'text', (column) => column.notNull().unique())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('notice', 'text', (column) => column.notNull())
        .addColumn('timing', 'text', (column) => column.notNull())
        .addColumn('put_at', 'integer', (column) => column.notNull())
        .addColumn('routed', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text')
        .execute();
      await db.schema
        .createIndex('notify_notices_unrouted')
        .on('notify_notices')
        .column('notice_id')
        .where(sql.ref('routed'), '=', 0)
        .execute();
      await db.schema
        .createTable('notify_deliveries')
        .addColumn('delivery_id', 'text', (column) => column.primaryKey())
        .addColumn('channel_id', 'text', (column) => column.notNull())
        .addColumn('channel_name', 'text', (column) => column.notNull())
        .addColumn('channel_kind', 'text', (column) => column.notNull())
        .addColumn('route', 'text')
        .addColumn('group_key', 'text', (column) => column.notNull())
        .addColumn('is_digest', 'integer', (column) => column.notNull())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('severity', 'text', (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('is_alert', 'integer', (column) => column.notNull())
        .addColumn('alert_id', 'text')
        .addColumn('notices', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('wanted_at', 'integer', (column) => column.notNull())
        .addColumn('due_at', 'integer', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('unknowns', 'integer', (column) => column.notNull())
        .addColumn('message', 'text')
        .addColumn('reason', 'text')
        .addColumn('finished_at', 'integer')
        .addColumn('fallback', 'text', (column) => column.notNull())
        .addColumn('fallback_ms', 'integer', (column) => column.notNull())
        .addColumn('fallback_at', 'integer')
        .addColumn('stands_for', 'text')
        .execute();
      await db.schema
        .createIndex('notify_deliveries_open')
        .on('notify_deliveries')
        .columns(['channel_id', 'due_at'])
        .where(sql.ref('finished_at'), 'is', null)
        .execute();
      await db.schema
        .createIndex('notify_deliveries_fallback')
        .on('notify_deliveries')
        .column('fallback_at')
        .where(sql.ref('fallback_at'), 'is not', null)
        .execute();
      await db.schema
        .createIndex('notify_deliveries_by_status')
        .on('notify_deliveries')
        .columns(['status', 'delivery_id'])
        .execute();
      await db.schema
        .createTable('notify_tells')
        .addColumn('delivery_id', 'text', (column) =>
          column.notNull().references('notify_deliveries.delivery_id').onDelete('cascade'),
        )
        .addColumn('notice_id', 'text', (column) =>
          column.notNull().references('notify_notices.notice_id').onDelete('cascade'),
        )
        .addPrimaryKeyConstraint('notify_tells_key', ['delivery_id', 'notice_id'])
        .execute();
      await db.schema
        .createIndex('notify_tells_by_notice')
        .on('notify_tells')
        .columns(['notice_id', 'delivery_id'])
        .execute();
      await db.schema
        .createTable('notify_attempts')
        .addColumn('attempt_id', 'text', (column) => column.primaryKey())
        .addColumn('delivery_id', 'text', (column) =>
          column.notNull().references('notify_deliveries.delivery_id').onDelete('cascade'),
        )
        .addColumn('channel_id', 'text', (column) => column.notNull())
        .addColumn('at', 'integer', (column) => column.notNull())
        .addColumn('ended_at', 'integer')
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .execute();
      await db.schema
        .createIndex('notify_attempts_by_delivery')
        .on('notify_attempts')
        .columns(['delivery_id', 'attempt_id'])
        .execute();
      await db.schema
        .createIndex('notify_attempts_by_channel')
        .on('notify_attempts')
        .columns(['channel_id', 'at'])
        .execute();
      await db.schema
        .createTable('notify_told')
        .addColumn('channel_id', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('notice_id', 'text', (column) => column.notNull())
        .addColumn('group_key', 'text', (column) => column.notNull())
        .addColumn('told_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('notify_told_key', ['channel_id', 'subject'])
        .execute();
      await db.schema
        .createIndex('notify_told_by_group')
        .on('notify_told')
        .columns(['channel_id', 'group_key'])
        .execute();
      await db.schema
        .createTable('notify_groups')
        .addColumn('channel_id', 'text', (column) => column.notNull())
        .addColumn('group_key', 'text', (column) => column.notNull())
        .addColumn('flushed_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('notify_groups_key', ['channel_id', 'group_key'])
        .execute();
    },
  },
};
