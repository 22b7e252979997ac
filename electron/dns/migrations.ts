/** The tables of the `dns` area. */
import type { Kysely } from 'kysely';
import type { Migrations } from '../kernel/database.ts';

/** Zones with their serials, and their records. The zone's SOA and NS follow from the zone and are not stored. */
export const dnsMigrations: Migrations = {
  dns_001_zones: {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('dns_zones')
        .addColumn('name', 'text', (column) => column.primaryKey().notNull())
        .addColumn('serial', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('dns_records')
        .addColumn('record_id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('zone', 'text', (column) => column.notNull().references('dns_zones.name'))
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('ttl', 'integer', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('updated_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('dns_records_zone').on('dns_records').column('zone').execute();
      await db.schema.createIndex('dns_records_name').on('dns_records').column('name').execute();
    },
  },
};
