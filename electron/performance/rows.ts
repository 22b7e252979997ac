/** Tables of `metrics.db`: what was measured minute by minute for two hours, and by the hour for a month. */
import type { Generated } from 'kysely';
import type { Database, Migrations } from '../kernel/database.ts';
import { HOUR, join, startOf, type Measured, type Slot } from './slot.ts';

const MINUTES_KEPT = 2 * HOUR;
const HOURS_KEPT = 31 * 24 * HOUR;

interface Tables {
  /** A minute may be written in several parts. `laid`: its hour holds it. */
  performance_minutes: { id: Generated<number>; minute: number; laid: 0 | 1; measured: string };
  performance_hours: { hour: number; measured: string };
  /** Since when everything is measured. */
  performance_since: { id: number; at: number };
}

/** Steps that make the tables. */
export const performanceMigrations: Migrations = {
  performance_001_calls: {
    async up(db) {
      await db.schema
        .createTable('performance_minutes')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('minute', 'integer', (column) => column.notNull())
        .addColumn('laid', 'integer', (column) => column.notNull())
        .addColumn('measured', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('performance_hours')
        .addColumn('hour', 'integer', (column) => column.primaryKey())
        .addColumn('measured', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('performance_since')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};

const decode = (text: string): Measured => JSON.parse(text) as Measured;

/** The rows. */
export interface PerformanceRows {
  /** Writes minutes, lays those of hours that are over together and removes what is old. Writes nothing for nothing. */
  write(slots: readonly Slot[], now: number): Promise<void>;
  minutes(from: number): Promise<Slot[]>;
  /** By the hour; those that are not laid together yet are. */
  hours(from: number): Promise<Slot[]>;
  since(): Promise<number | null>;
  setSince(at: number): Promise<void>;
  clear(): Promise<void>;
}

/** Over a migrated `metrics.db`. */
export function createPerformanceRows(database: Database): PerformanceRows {
  const db = () => database.query<Tables>();

  async function openMinutes(from: number): Promise<Map<number, Measured[]>> {
    const rows = await db()
      .selectFrom('performance_minutes')
      .select(['minute', 'measured'])
      .where('laid', '=', 0)
      .where('minute', '>=', from)
      .execute();
    const hours = new Map<number, Measured[]>();
    for (const { minute, measured } of rows) {
      const hour = startOf(minute, HOUR);
      const parts = hours.get(hour) ?? [];
      hours.set(hour, parts);
      parts.push(decode(measured));
    }
    return hours;
  }

  async function hourParts(hour: number): Promise<Measured[]> {
    const row = await db()
      .selectFrom('performance_hours')
      .select('measured')
      .where('hour', '=', hour)
      .executeTakeFirst();
    return row ? [decode(row.measured)] : [];
  }

  async function lay(now: number): Promise<void> {
    const over = [...(await openMinutes(0))].filter(([hour]) => hour < startOf(now, HOUR));
    for (const [hour, parts] of over) {
      const measured = JSON.stringify(join([...(await hourParts(hour)), ...parts]));
      await db().replaceInto('performance_hours').values({ hour, measured }).execute();
      await db()
        .updateTable('performance_minutes')
        .set({ laid: 1 })
        .where('minute', '>=', hour)
        .where('minute', '<', hour + HOUR)
        .execute();
    }
    if (over.length === 0) return;
    await db()
      .deleteFrom('performance_minutes')
      .where('laid', '=', 1)
      .where('minute', '<', now - MINUTES_KEPT)
      .execute();
    await db()
      .deleteFrom('performance_hours')
      .where('hour', '<', now - HOURS_KEPT)
      .execute();
  }

  return {
    write: (slots, now) =>
      database.transact(async () => {
        for (const { at, calls, slow } of slots) {
          await db()
            .insertInto('performance_minutes')
            .values({ minute: at, laid: 0, measured: JSON.stringify({ calls, slow }) })
            .execute();
        }
        await lay(now);
      }),
    async minutes(from) {
      const rows = await db()
        .selectFrom('performance_minutes')
        .select(['minute', 'measured'])
        .where('minute', '>=', from)
        .orderBy('minute')
        .execute();
      return rows.map(({ minute, measured }) => ({ at: minute, ...decode(measured) }));
    },
    async hours(from) {
      const rows = await db()
        .selectFrom('performance_hours')
        .selectAll()
        .where('hour', '>=', from)
        .orderBy('hour')
        .execute();
      const laid = rows.map(({ hour, measured }) => ({ at: hour, ...decode(measured) }));
      const open = [...(await openMinutes(from))].map(([hour, parts]) => ({ at: hour, ...join(parts) }));
      return [...laid, ...open];
    },
    async since() {
      const row = await db().selectFrom('performance_since').select('at').executeTakeFirst();
      return row?.at ?? null;
    },
    async setSince(at) {
      await db().replaceInto('performance_since').values({ id: 1, at }).execute();
    },
    async clear() {
      await db().deleteFrom('performance_minutes').execute();
      await db().deleteFrom('performance_hours').execute();
    },
  };
}
