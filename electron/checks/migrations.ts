/** Tables of the area: what must survive in `state.db`, when heartbeats came in `metrics.db`. */
import type { Migrations } from '../kernel/database.ts';

/** Steps that make the tables of `state.db`. */
export const checkMigrations: Migrations = {
  checks_001_checks: {
    async up(db) {
      await db.schema
        .createTable('checks')
        .addColumn('check_id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('config', 'text', (column) => column.notNull())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('interval_seconds', 'integer', (column) => column.notNull())
        .addColumn('timeout_seconds', 'integer', (column) => column.notNull())
        .addColumn('retries', 'integer', (column) => column.notNull())
        .addColumn('retry_interval_seconds', 'integer', (column) => column.notNull())
        .addColumn('recovery_successes', 'integer', (column) => column.notNull())
        .addColumn('token_hash', 'text')
        .addColumn('settled', 'text', (column) => column.notNull())
        .addColumn('since', 'integer')
        .addColumn('reason', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('check_transitions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('check_id', 'text', (column) =>
          column.notNull().references('checks.check_id').onDelete('cascade'),
        )
        .addColumn('at', 'integer', (column) => column.notNull())
        .addColumn('from_status', 'text', (column) => column.notNull())
        .addColumn('to_status', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .execute();
      await db.schema
        .createIndex('check_transitions_by_check')
        .on('check_transitions')
        .columns(['check_id', 'id'])
        .execute();
      await db.schema
        .createTable('check_uplink')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('up', 'integer', (column) => column.notNull())
        .addColumn('since', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('dead_man')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('url', 'blob')
        .addColumn('host', 'text')
        .addColumn('method', 'text', (column) => column.notNull())
        .addColumn('interval_minutes', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};

/** Steps that make the table of `metrics.db`. */
export const heartbeatMigrations: Migrations = {
  checks_001_heartbeats: {
    async up(db) {
      await db.schema
        .createTable('check_heartbeats')
        .addColumn('check_id', 'text', (column) => column.primaryKey())
        .addColumn('last_seen', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};
