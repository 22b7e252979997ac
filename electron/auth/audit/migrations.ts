/** Tables of the audit log. The database itself refuses to change an entry, or to remove one that no checkpoint covers. */
import { sql } from 'kysely';
import type { Migrations } from '../../kernel/database.ts';

/** Steps that make them. */
export const auditMigrations: Migrations = {
  audit_001_log: {
    async up(db) {
      await db.schema
        .createTable('audit_log')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('id', 'text', (column) => column.notNull().unique())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('actor_kind', 'text', (column) => column.notNull())
        .addColumn('actor_id', 'text')
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('target_type', 'text')
        .addColumn('target_id', 'text')
        .addColumn('payload_redacted', 'text')
        .addColumn('ip', 'text')
        .addColumn('ua', 'text')
        .addColumn('result', 'text', (column) => column.notNull())
        .addColumn('request_id', 'text')
        .addColumn('seal', 'text', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('audit_log_by_time').on('audit_log').column('created_at').execute();
      await db.schema
        .createIndex('audit_log_by_actor')
        .on('audit_log')
        .columns(['actor_id', 'seq'])
        .execute();
      await db.schema
        .createIndex('audit_log_by_target')
        .on('audit_log')
        .columns(['target_type', 'target_id', 'seq'])
        .execute();
      await db.schema
        .createTable('audit_checkpoints')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('seal', 'text', (column) => column.notNull())
        .addColumn('pruned_at', 'integer', (column) => column.notNull())
        .addColumn('mac', 'text', (column) => column.notNull())
        .execute();
      // The key of the seals, itself sealed; and where the chain ends, so that a cut end is seen.
      await db.schema
        .createTable('audit_state')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('sealing_key', 'blob', (column) => column.notNull())
        .addColumn('newest', 'integer', (column) => column.notNull())
        .addColumn('last_seal', 'text', (column) => column.notNull())
        .addColumn('begun_at', 'integer', (column) => column.notNull())
        .addColumn('mac', 'text', (column) => column.notNull())
        .execute();
      await sql`CREATE TRIGGER audit_log_no_change BEFORE UPDATE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
      await sql`CREATE TRIGGER audit_log_no_removal BEFORE DELETE ON audit_log
        WHEN OLD.seq > (SELECT COALESCE(MAX(seq), 0) FROM audit_checkpoints)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END`.execute(db);
    },
  },
};
