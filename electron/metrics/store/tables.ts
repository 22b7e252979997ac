/**
 * Tables of `metrics.db`. Minutes come as one row for all series (one small write a minute lets disks sleep); every
 * three hours they are laid into chunks by series (so that a chart reads few pages). Keys are computed, not looked up: no table but
 * `series` needs an index.
 */
import type { Migrations } from '../../kernel/database.ts';
import { DAY, HOUR, MINUTE } from './times.ts';

/** Rows as they are stored. */
export interface MetricTables {
  series: { id: number; name: string; object: string };
  /** All series of one minute at one step: `series` are ids (u32), `cells` their raw cells one after the other. */
  raw_minutes: { id: number; series: Uint8Array; cells: Uint8Array };
  /** Raw cells of one series in one hour at one step. */
  raw_hours: { id: number; cells: Uint8Array };
  /** The minutes of one series in one hour. */
  minute_hours: { id: number; cells: Uint8Array };
  /** The hours of one series in one day. */
  hour_days: { id: number; cells: Uint8Array };
  /** How far days have been laid together: the start (ms UTC) of the first that has not. */
  progress: { id: number; next_day: number };
}

/** Steps that make the tables. */
export const metricMigrations: Migrations = {
  metrics_001_chunks: {
    async up(db) {
      await db.schema
        .createTable('series')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('object', 'text', (column) => column.notNull())
        .addUniqueConstraint('series_by_name', ['name', 'object'])
        .execute();
      await db.schema
        .createTable('raw_minutes')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('series', 'blob', (column) => column.notNull())
        .addColumn('cells', 'blob', (column) => column.notNull())
        .execute();
      for (const table of ['raw_hours', 'minute_hours', 'hour_days']) {
        await db.schema
          .createTable(table)
          .addColumn('id', 'integer', (column) => column.primaryKey())
          .addColumn('cells', 'blob', (column) => column.notNull())
          .execute();
      }
      await db.schema
        .createTable('progress')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('next_day', 'integer', (column) => column.notNull())
        .execute();
    },
  },
};

/** Steps are whole seconds up to a minute. */
const STEPS = 64;
/** Hours since the epoch until the year 3800. */
const SPANS = 2 ** 24;

/** Id of a row of `raw_minutes`. */
export const minuteId = (minute: number, step: number): number => (minute / MINUTE) * STEPS + step / 1000;

/** The reverse. */
export const ofMinuteId = (id: number): { minute: number; step: number } => ({
  minute: Math.floor(id / STEPS) * MINUTE,
  step: (id % STEPS) * 1000,
});

/** Id of a row of `raw_hours`. With a step of 0: below all of that hour. */
export const rawHourId = (series: number, hour: number, step: number): number =>
  (series * SPANS + hour / HOUR) * STEPS + step / 1000;

/** The reverse. */
export const ofRawHourId = (id: number): { series: number; hour: number; step: number } => ({
  series: Math.floor(id / STEPS / SPANS),
  hour: (Math.floor(id / STEPS) % SPANS) * HOUR,
  step: (id % STEPS) * 1000,
});

/** Id of a row of `minute_hours`. */
export const hourId = (series: number, hour: number): number => series * SPANS + hour / HOUR;

/** The reverse. */
export const ofHourId = (id: number): { series: number; hour: number } => ({
  series: Math.floor(id / SPANS),
  hour: (id % SPANS) * HOUR,
});

/** Id of a row of `hour_days`. */
export const dayId = (series: number, day: number): number => series * SPANS + day / DAY;

/** The reverse. */
export const ofDayId = (id: number): { series: number; day: number } => ({
  series: Math.floor(id / SPANS),
  day: (id % SPANS) * DAY,
});
