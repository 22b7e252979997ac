/** Reads and writes of `metrics.db`, cells decoded. */
import type { Kysely } from 'kysely';
import type { Database } from '../../kernel/database.ts';
import type { Series } from '../series.ts';
import { decodeRaw, decodeTotals, encodeRaw, encodeTotals, type Raw, type Totals } from './cells.ts';
import {
  dayId,
  hourId,
  minuteId,
  ofDayId,
  ofHourId,
  ofMinuteId,
  ofRawHourId,
  rawHourId,
  type MetricTables,
} from './tables.ts';
import { MINUTE } from './times.ts';

/** Raw cells of one series. */
export interface RawChunk {
  readonly step: number;
  readonly cells: Raw;
}

/** One minute of all series, by the id of the series. */
export interface MinuteRow {
  readonly minute: number;
  readonly step: number;
  readonly series: ReadonlyMap<number, Raw>;
}

/** The tables. Times in ms UTC; a range goes from `from` up to, and without, `to`. */
export type MetricRows = ReturnType<typeof createMetricRows>;

/** Rows that one statement removes at most: others wait while it runs. */
const BATCH = 500;

function toMinuteRow(row: MetricTables['raw_minutes']): MinuteRow {
  const ids = new Uint32Array(new Uint8Array(row.series).buffer);
  const { minute, step } = ofMinuteId(row.id);
  const cells = decodeRaw(row.cells);
  const each = MINUTE / step;
  return {
    minute,
    step,
    series: new Map([...ids].map((id, place) => [id, cells.subarray(place * each, (place + 1) * each)])),
  };
}

/** Over a migrated database. */
export function createMetricRows(database: Database) {
  const db = (): Kysely<MetricTables> => database.query<MetricTables>();

  /** Removes up to a batch of rows with ids in a range. Answers how many went. */
  async function remove(
    table: 'raw_hours' | 'minute_hours' | 'hour_days',
    from: number,
    to: number,
  ): Promise<number> {
    const stale = db()
      .selectFrom(table)
      .select('id')
      .where('id', '>=', from)
      .where('id', '<', to)
      .limit(BATCH);
    const { numDeletedRows } = await db().deleteFrom(table).where('id', 'in', stale).executeTakeFirst();
    return Number(numDeletedRows);
  }

  return {
    series: () => db().selectFrom('series').selectAll().execute(),
    async addSeries({ name, object }: Series): Promise<number> {
      const { id } = await db()
        .insertInto('series')
        .values({ name, object } as MetricTables['series'])
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    async putMinute({ minute, step, series }: MinuteRow): Promise<void> {
      const ids = Uint32Array.from(series.keys());
      const cells = Buffer.concat([...series.values()].map(encodeRaw));
      const row = { id: minuteId(minute, step), series: new Uint8Array(ids.buffer), cells };
      await db().replaceInto('raw_minutes').values(row).execute();
    },
    async minute(minute: number, step: number): Promise<MinuteRow | null> {
      const row = await db()
        .selectFrom('raw_minutes')
        .selectAll()
        .where('id', '=', minuteId(minute, step))
        .executeTakeFirst();
      return row ? toMinuteRow(row) : null;
    },
    /** In the order of time. */
    async minutes(from: number, to: number): Promise<MinuteRow[]> {
      const rows = await db()
        .selectFrom('raw_minutes')
        .selectAll()
        .where('id', '>=', minuteId(from, 0))
        .where('id', '<', minuteId(to, 0))
        .orderBy('id')
        .execute();
      return rows.map(toMinuteRow);
    },
    /** The same of one series, which is decoded alone. */
    async minutesOf(series: number, from: number, to: number): Promise<(RawChunk & { minute: number })[]> {
      const rows = await db()
        .selectFrom('raw_minutes')
        .selectAll()
        .where('id', '>=', minuteId(from, 0))
        .where('id', '<', minuteId(to, 0))
        .orderBy('id')
        .execute();
      return rows.flatMap((row) => {
        const { minute, step } = ofMinuteId(row.id);
        const place = new Uint32Array(new Uint8Array(row.series).buffer).indexOf(series);
        if (place < 0) return [];
        const bytes = (MINUTE / step) * Float32Array.BYTES_PER_ELEMENT;
        return [{ minute, step, cells: decodeRaw(row.cells.subarray(place * bytes, (place + 1) * bytes)) }];
      });
    },
    /** The minute of the oldest row that is there. */
    async oldestMinute(): Promise<number | null> {
      const row = await db().selectFrom('raw_minutes').select('id').orderBy('id').limit(1).executeTakeFirst();
      return row ? ofMinuteId(row.id).minute : null;
    },
    async removeMinutes(from: number, to: number): Promise<void> {
      await db()
        .deleteFrom('raw_minutes')
        .where('id', '>=', minuteId(from, 0))
        .where('id', '<', minuteId(to, 0))
        .execute();
    },
    async rawHours(series: number, from: number, to: number): Promise<(RawChunk & { hour: number })[]> {
      const rows = await db()
        .selectFrom('raw_hours')
        .selectAll()
        .where('id', '>=', rawHourId(series, from, 0))
        .where('id', '<', rawHourId(series, to, 0))
        .execute();
      return rows.map((row) => ({ ...ofRawHourId(row.id), cells: decodeRaw(row.cells) }));
    },
    async putRawHour(series: number, hour: number, { step, cells }: RawChunk): Promise<void> {
      const row = { id: rawHourId(series, hour, step), cells: encodeRaw(cells) };
      await db().replaceInto('raw_hours').values(row).execute();
    },
    async minuteHours(series: number, from: number, to: number): Promise<{ hour: number; cells: Totals }[]> {
      const rows = await db()
        .selectFrom('minute_hours')
        .selectAll()
        .where('id', '>=', hourId(series, from))
        .where('id', '<', hourId(series, to))
        .execute();
      return rows.map((row) => ({ hour: ofHourId(row.id).hour, cells: decodeTotals(row.cells) }));
    },
    async putMinuteHour(series: number, hour: number, cells: Totals): Promise<void> {
      const row = { id: hourId(series, hour), cells: encodeTotals(cells) };
      await db().replaceInto('minute_hours').values(row).execute();
    },
    async hourDays(series: number, from: number, to: number): Promise<{ day: number; cells: Totals }[]> {
      const rows = await db()
        .selectFrom('hour_days')
        .selectAll()
        .where('id', '>=', dayId(series, from))
        .where('id', '<', dayId(series, to))
        .execute();
      return rows.map((row) => ({ day: ofDayId(row.id).day, cells: decodeTotals(row.cells) }));
    },
    async putHourDay(series: number, day: number, cells: Totals): Promise<void> {
      await db()
        .replaceInto('hour_days')
        .values({ id: dayId(series, day), cells: encodeTotals(cells) })
        .execute();
    },
    async nextDay(): Promise<number | null> {
      const row = await db().selectFrom('progress').select('next_day').executeTakeFirst();
      return row?.next_day ?? null;
    },
    async setNextDay(day: number): Promise<void> {
      await db().replaceInto('progress').values({ id: 1, next_day: day }).execute();
    },
    /** Removes a batch of what one series has from before. Answers whether there is more. */
    async prune(
      series: number,
      before: { readonly raw: number; readonly minute: number; readonly hour: number },
    ): Promise<boolean> {
      const removed = [
        await remove('raw_hours', rawHourId(series, 0, 0), rawHourId(series, before.raw, 0)),
        await remove('minute_hours', hourId(series, 0), hourId(series, before.minute)),
        await remove('hour_days', dayId(series, 0), dayId(series, before.hour)),
      ];
      return removed.some((count) => count === BATCH);
    },
  };
}
