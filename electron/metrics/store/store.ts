/**
 * Measurements over time: raw for two days, by the minute for a month, by the hour for two years. What comes is kept in
 * memory and written once a flush, so that disks may sleep; a kill loses one flush at most.
 */
import { toTimestamp, type Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { Logger } from '../../kernel/logger.ts';
import { createLock } from '../../kernel/lock.ts';
import { keyOf, seriesOf, type Series, type Values } from '../series.ts';
import { layRaw } from './cells.ts';
import { createCompaction } from './compaction.ts';
import { createHead, type MinuteBlock } from './head.ts';
import { createReading, type Point, type Span } from './reading.ts';
import { createMetricRows } from './rows.ts';
import { DAY, HOUR, MINUTE, startOf } from './times.ts';

/** How long each tier is kept, ms. */
export interface Keep {
  readonly raw: number;
  readonly minute: number;
  readonly hour: number;
}

/** Two days, thirty days, two years. */
export const standardKeep: Keep = { raw: 48 * HOUR, minute: 30 * DAY, hour: 731 * DAY };

/** The store. */
export interface MetricStore {
  /** Takes what was measured at `at` (ms UTC), with `step` ms between two measurements. */
  add(at: number, step: number, values: Values): void;
  /** Writes what is in memory, lays together what is over and removes what is old. */
  flush(): Promise<void>;
  /** All series that were ever measured and are kept. */
  series(): readonly Series[];
  /** Points with values, in the order of time; also of what is not written yet. */
  read(series: Series, span: Span): Promise<Point[]>;
}

/** Whether more is to come: such a minute is written as far as it is, and stays in memory. */
const goesOn = ({ minute, step }: MinuteBlock, now: number): boolean =>
  now >= minute && now < minute + MINUTE - step;

/** Over a migrated `metrics.db`. */
export async function createMetricStore(deps: {
  database: Database;
  clock: Clock;
  /** Hears of minutes that were lost while nothing could be written. */
  logger?: Pick<Logger, 'warn'>;
  keep?: Keep;
}): Promise<MetricStore> {
  const { database, clock, logger, keep = standardKeep } = deps;
  const rows = createMetricRows(database);
  const compaction = createCompaction({ database, rows });
  const head = createHead((minute) => {
    logger?.warn(
      { minute: toTimestamp(minute) },
      'Nothing can be written, so measurements of a minute are lost',
    );
  });
  const reading = createReading({ rows, head: () => head.blocks() });
  const inTurn = createLock();
  const ids = new Map<string, number>();
  for (const { id, ...series } of await rows.series()) ids.set(keyOf(series), id);

  /** `made` are those of this transaction: they count for others once it is committed. */
  async function idOf(key: string, made: Map<string, number>): Promise<number> {
    const known = ids.get(key) ?? made.get(key);
    if (known !== undefined) return known;
    const id = await rows.addSeries(seriesOf(key));
    made.set(key, id);
    return id;
  }

  /** What stands in the row already, of a start before or of the same minute met twice, stays below. */
  async function write({ minute, step, series }: MinuteBlock, made: Map<string, number>): Promise<void> {
    const before = await rows.minute(minute, step);
    const laid = new Map(before?.series);
    for (const [key, cells] of series) {
      const id = await idOf(key, made);
      const whole = laid.get(id);
      if (whole) layRaw(whole, cells);
      else laid.set(id, cells);
    }
    await rows.putMinute({ minute, step, series: laid });
  }

  async function prune(now: number): Promise<void> {
    const before = {
      raw: startOf(now - keep.raw, HOUR),
      minute: startOf(now - keep.minute, HOUR),
      hour: startOf(now - keep.hour, DAY),
    };
    // What is left of a long absence goes with the next flushes.
    for (const id of ids.values()) await rows.prune(id, before);
  }

  let prunedAt = -Infinity;
  return {
    add(at, step, values) {
      head.add(at, step, values);
    },
    flush: () =>
      inTurn(async () => {
        const blocks = head.blocks();
        const made = await database.transact(async () => {
          const fresh = new Map<string, number>();
          for (const block of blocks) await write(block, fresh);
          return fresh;
        });
        for (const [key, id] of made) ids.set(key, id);
        const now = clock.now();
        for (const block of blocks) if (!goesOn(block, now)) head.drop(block);
        await compaction.catchUp(now, [...ids.values()]);
        if (Math.abs(now - prunedAt) < HOUR) return;
        await prune(now);
        prunedAt = now;
      }),
    series: () =>
      [...new Set([...ids.keys(), ...head.blocks().flatMap((block) => [...block.series.keys()])])].map(
        seriesOf,
      ),
    read: (series, span) => {
      const key = keyOf(series);
      return reading.read(ids.get(key) ?? null, key, span);
    },
  };
}
