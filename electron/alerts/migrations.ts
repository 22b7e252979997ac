/** Tables of the area in `state.db`. */
import type { Migrations } from '../kernel/database.ts';

/** Steps that make them. */
export const alertMigrations: Migrations = {
  alerts_001_alerts: {
    async up(db) {
      await db.schema
        .createTable('alert_rules')
        .addColumn('id', 'text', (column) => column.primaryKey())
        // What its owner says of it, as JSON: it is only ever read whole.
        .addColumn('definition', 'text', (column) => column.notNull())
        .addColumn('template', 'text')
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      // Templates whose rule was made once: whoever deletes it does not want it back.
      await db.schema
        .createTable('alert_templates')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('installed_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('alert_states')
        .addColumn('rule_id', 'text', (column) =>
          column.notNull().references('alert_rules.id').onDelete('cascade'),
        )
        .addColumn('object', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('saved_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('alert_states_key', ['rule_id', 'object'])
        .execute();
      await db.schema
        .createTable('alerts')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('fingerprint', 'text', (column) => column.notNull())
        .addColumn('rule_id', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('severity', 'text', (column) => column.notNull())
        // All else that was so when it was last written, as JSON.
        .addColumn('facts', 'text', (column) => column.notNull())
        .addColumn('told', 'text', (column) => column.notNull())
        .addColumn('told_done', 'integer', (column) => column.notNull())
        .addColumn('told_at', 'integer')
        .addColumn('started_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .addColumn('ended_at', 'integer')
        .execute();
      await db.schema.createIndex('alerts_by_state').on('alerts').columns(['state', 'id']).execute();
      await db.schema
        .createIndex('alerts_by_fingerprint')
        .on('alerts')
        .columns(['fingerprint', 'told_at'])
        .execute();
      await db.schema.createIndex('alerts_untold').on('alerts').column('told_done').execute();
      await db.schema
        .createTable('alert_events')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('alert_id', 'text', (column) =>
          column.notNull().references('alerts.id').onDelete('cascade'),
        )
        .addColumn('at', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('value', 'real')
        .addColumn('actor', 'text')
        .execute();
      await db.schema
        .createIndex('alert_events_by_alert')
        .on('alert_events')
        .columns(['alert_id', 'id'])
        .execute();
    },
  },
};
