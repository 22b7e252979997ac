/** Steps that make the tables of this area. */
import { sql } from 'kysely';
import type { Migrations } from '../kernel/database.ts';

/** In the order of their names. */
export const ddnsMigrations: Migrations = {
  ddns_001_hosts: {
    async up(db) {
      await db.schema
        .createTable('ddns_hosts')
        .addColumn('host_id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('families', 'text', (column) => column.notNull())
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('ttl', 'integer', (column) => column.notNull())
        .addColumn('source', 'text', (column) => column.notNull())
        .addColumn('enabled', 'integer', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('ddns_family_records')
        .addColumn('host_id', 'text', (column) =>
          column.notNull().references('ddns_hosts.host_id').onDelete('cascade'),
        )
        .addColumn('family', 'text', (column) => column.notNull())
        .addColumn('record_id', 'text')
        .addColumn('published', 'text')
        .addColumn('verification', 'text')
        .addColumn('verified_at', 'integer')
        .addColumn('last_change', 'integer')
        .addColumn('failure', 'text')
        .addPrimaryKeyConstraint('ddns_family_records_key', ['host_id', 'family'])
        .execute();
      await db.schema
        .createTable('ddns_operations')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('started_at', 'integer', (column) => column.notNull())
        .addColumn('trigger', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('host_id', 'text', (column) => column.notNull())
        .addColumn('host', 'text', (column) => column.notNull())
        .addColumn('family', 'text', (column) => column.notNull())
        .addColumn('record_id', 'text')
        .addColumn('value', 'text')
        .addColumn('previous', 'text')
        .addColumn('refreshed', 'integer', (column) => column.notNull())
        .execute();
      // No reference to the host: what was done to a name stays told after the host is gone.
      await db.schema
        .createTable('ddns_history')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('timestamp', 'integer', (column) => column.notNull())
        .addColumn('host_id', 'text', (column) => column.notNull())
        .addColumn('host', 'text', (column) => column.notNull())
        .addColumn('family', 'text', (column) => column.notNull())
        .addColumn('ip', 'text')
        .addColumn('previous_ip', 'text')
        .addColumn('result', 'text', (column) => column.notNull())
        .addColumn('trigger', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .execute();
      await db.schema
        .createIndex('ddns_history_by_host')
        .on('ddns_history')
        .columns(['host_id', 'id'])
        .execute();
      await db.schema
        .createTable('ddns_service')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('last_check', 'integer')
        .addColumn('paused_since', 'integer')
        .addColumn('paused_until', 'integer')
        .execute();
    },
  },
  ddns_002_accounts: {
    async up(db) {
      await db.schema
        .createTable('ddns_accounts')
        .addColumn('account_id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('provider', 'text', (column) => column.notNull())
        .addColumn('endpoint', 'text')
        // As it may be shown; the one with the password is sealed with the credentials.
        .addColumn('proxy', 'text')
        .addColumn('zones', 'text', (column) => column.notNull())
        .addColumn('credentials_set', 'text', (column) => column.notNull())
        .addColumn('credentials', 'blob', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      // What an account has to wait for, and the writes that count against its quota.
      await db.schema
        .createTable('ddns_account_gates')
        .addColumn('account_id', 'text', (column) => column.primaryKey())
        .addColumn('gate', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('ddns_sources')
        .addColumn('source_id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('members', 'text', (column) => column.notNull())
        .addColumn('quorum', 'integer', (column) => column.notNull())
        .addColumn('built_in', 'integer', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      // What a source's members agreed on, and what waits out the hold-down. `track` names source and family.
      await db.schema
        .createTable('ddns_tracks')
        .addColumn('track', 'text', (column) => column.primaryKey())
        .addColumn('state', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('ddns_inbound_tokens')
        .addColumn('token_id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('token_hash', 'text', (column) => column.notNull().unique())
        .addColumn('host_ids', 'text', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('last_used', 'integer')
        .addColumn('uses', 'integer', (column) => column.notNull())
        .execute();
      // What a device said of itself.
      await db.schema
        .createTable('ddns_claims')
        .addColumn('host_id', 'text', (column) => column.notNull())
        .addColumn('family', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('received_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('ddns_claims_key', ['host_id', 'family'])
        .execute();
    },
  },
  ddns_003_hosts_of_accounts: {
    async up(db) {
      await db.schema.alterTable('ddns_hosts').addColumn('account_id', 'text').execute();
      await db.schema.alterTable('ddns_hosts').addColumn('ipv6_host', 'text').execute();
      await db.schema
        .alterTable('ddns_family_records')
        .addColumn('foreign_ids', 'text', (column) => column.notNull().defaultTo('[]'))
        .execute();
      await db.schema.alterTable('ddns_family_records').addColumn('stopped', 'text').execute();
      await db.schema.alterTable('ddns_family_records').addColumn('sent_at', 'integer').execute();
      await db.schema.alterTable('ddns_family_records').addColumn('record_name', 'text').execute();
      await sql`update ddns_family_records set record_name =
        (select name from ddns_hosts where ddns_hosts.host_id = ddns_family_records.host_id)
        where record_id is not null`.execute(db);
      await db.schema.alterTable('ddns_operations').addColumn('account_id', 'text').execute();
    },
  },
  ddns_004_ttl_of_operations: {
    async up(db) {
      await db.schema.alterTable('ddns_operations').addColumn('ttl', 'integer').execute();
    },
  },
  ddns_005_address_changes: {
    async up(db) {
      // No reference to source or host: what was said stays told after they are gone.
      await db.schema
        .createTable('ddns_address_changes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('timestamp', 'integer', (column) => column.notNull())
        .addColumn('track', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('origin_id', 'text')
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('family', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('previous', 'text')
        .addColumn('reach', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('ddns_address_changes_by_track')
        .on('ddns_address_changes')
        .columns(['track', 'id'])
        .execute();
    },
  },
};
