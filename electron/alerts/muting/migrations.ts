/** Tables of silences, maintenance and quiet hours, in `state.db`. */
import type { Migrations } from '../../kernel/database.ts';

/** Steps that make them. */
export const mutingMigrations: Migrations = {
  alerts_muting_001_tables: {
    async up(db) {
      await db.schema
        .createTable('alert_silences')
        .addColumn('silence_id', 'text', (column) => column.primaryKey())
        .addColumn('matchers', 'text', (column) => column.notNull())
        .addColumn('starts_at', 'integer', (column) => column.notNull())
        .addColumn('ends_at', 'integer')
        .addColumn('comment', 'text', (column) => column.notNull())
        .addColumn('created_by', 'text', (column) => column.notNull())
        .addColumn('ended_by', 'text')
        .addColumn('replaces', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('alert_maintenance')
        .addColumn('maintenance_id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('comment', 'text', (column) => column.notNull())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('matchers', 'text', (column) => column.notNull())
        .addColumn('schedule', 'text', (column) => column.notNull())
        .addColumn('duration_minutes', 'integer', (column) => column.notNull())
        .addColumn('time_zone', 'text', (column) => column.notNull())
        .addColumn('created_by', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('alert_quiet_hours')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('time_zone', 'text', (column) => column.notNull())
        .addColumn('spans', 'text', (column) => column.notNull())
        .addColumn('up_to', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer')
        .execute();
    },
  },
};
