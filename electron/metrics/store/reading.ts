/** One series over a time, put together from what is on disk and what is not yet: the later reading of a cell holds. */
import {
  addRaw,
  addTotals,
  emptyRaw,
  emptyTotals,
  layRaw,
  layTotals,
  type Raw,
  type Totals,
} from './cells.ts';
import type { MinuteBlock } from './head.ts';
import type { MetricRows, RawChunk } from './rows.ts';
import { DAY, HOUR, MINUTE, startOf, startsIn } from './times.ts';

/** What many values within one step come to. The mean is `sum / count`. */
export interface Point {
  /** Start of the step, ms UTC. */
  readonly at: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** What is asked: from `from` up to, and without, `to`, a point for each `step` (ms). */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** What a reader stands on. */
export interface ReadingDeps {
  readonly rows: MetricRows;
  readonly head: () => readonly MinuteBlock[];
}

/** Raw cells of whole hours, by hour and step. */
type RawHours = Map<number, Map<number, Raw>>;

/** Reads one series; `id` is `null` for one that has never been on disk. */
export function createReading({ rows, head }: ReadingDeps) {
  /** Raw cells of minutes that no hour holds yet, with what the hours' chunks hold below them. */
  async function openHours(id: number | null, key: string, from: number, to: number): Promise<RawHours> {
    const found: RawHours = new Map();
    const lay = (minute: number, { step, cells }: RawChunk): void => {
      const hour = startOf(minute, HOUR);
      const steps = found.get(hour) ?? new Map<number, Raw>();
      found.set(hour, steps);
      const whole = steps.get(step) ?? emptyRaw(HOUR / step);
      steps.set(step, whole);
      layRaw(whole.subarray((minute - hour) / step, (minute - hour) / step + cells.length), cells);
    };
    const minutes = id === null ? [] : await rows.minutesOf(id, from, to);
    for (const { minute, ...chunk } of minutes) lay(minute, chunk);
    for (const { minute, step, series } of head()) {
      const cells = series.get(key);
      if (cells && minute >= from && minute < to) lay(minute, { step, cells });
    }
    return found;
  }

  const under = (kept: readonly (RawChunk & { hour: number })[], open: RawHours): RawHours => {
    const laid: RawHours = new Map();
    for (const { hour, step, cells } of kept) {
      const steps = laid.get(hour) ?? new Map<number, Raw>();
      laid.set(hour, steps.set(step, cells));
    }
    for (const [hour, steps] of open) {
      const whole = laid.get(hour) ?? new Map<number, Raw>();
      laid.set(hour, whole);
      for (const [step, cells] of steps) {
        const below = whole.get(step);
        if (below) layRaw(below, cells);
        else whole.set(step, cells);
      }
    }
    return laid;
  };

  async function raw(id: number | null, key: string, from: number, to: number): Promise<RawHours> {
    const [first, last] = [startOf(from, HOUR), to];
    const kept = id === null ? [] : await rows.rawHours(id, first, startOf(last + HOUR - 1, HOUR));
    return under(kept, await openHours(id, key, first, last));
  }

  /** Minutes of whole hours, by hour. */
  async function minutes(
    id: number | null,
    key: string,
    from: number,
    to: number,
  ): Promise<Map<number, Totals>> {
    const [first, end] = [startOf(from, HOUR), startOf(to + HOUR - 1, HOUR)];
    const kept = id === null ? [] : await rows.minuteHours(id, first, end);
    const found = new Map(kept.map(({ hour, cells }) => [hour, cells]));
    for (const [hour, steps] of await openHours(id, key, first, end)) {
      const fresh = emptyTotals(HOUR / MINUTE);
      // A minute that is half in a chunk and half open counts whole.
      const kept = id === null ? [] : await rows.rawHours(id, hour, hour + HOUR);
      const whole = under(kept, new Map([[hour, steps]])).get(hour) ?? steps;
      for (const [step, cells] of whole) {
        addRaw(fresh, cells, (index) => Math.floor((index * step) / MINUTE));
      }
      const below = found.get(hour);
      if (below) layTotals(below, fresh);
      else found.set(hour, fresh);
    }
    return found;
  }

  /** Hours of whole days, by day. */
  async function hours(
    id: number | null,
    key: string,
    from: number,
    to: number,
  ): Promise<Map<number, Totals>> {
    const [first, end] = [startOf(from, DAY), startOf(to + DAY - 1, DAY)];
    const kept = id === null ? [] : await rows.hourDays(id, first, end);
    const found = new Map(kept.map(({ day, cells }) => [day, cells]));
    const nextDay = (await rows.nextDay()) ?? first;
    for (const day of startsIn(Math.max(first, nextDay), end, DAY)) {
      const fresh = emptyTotals(DAY / HOUR);
      for (const [hour, cells] of await minutes(id, key, day, day + DAY)) {
        addTotals(fresh, cells, () => (hour - day) / HOUR);
      }
      const below = found.get(day);
      if (below) layTotals(below, fresh);
      else found.set(day, fresh);
    }
    return found;
  }

  return {
    /** Points with values; steps without any are left out. `step` chooses how fine a tier is read. */
    async read(id: number | null, key: string, { from, to, step }: Span): Promise<Point[]> {
      const first = startOf(from, step);
      const totals = emptyTotals(Math.max(0, Math.ceil((to - first) / step)));
      const cellAt = (moment: number): number => (moment >= to ? -1 : Math.floor((moment - first) / step));
      if (step % HOUR === 0) {
        for (const [day, cells] of await hours(id, key, first, to)) {
          addTotals(totals, cells, (index) => cellAt(day + index * HOUR));
        }
      } else if (step % MINUTE === 0) {
        for (const [hour, cells] of await minutes(id, key, first, to)) {
          addTotals(totals, cells, (index) => cellAt(hour + index * MINUTE));
        }
      } else {
        for (const [hour, steps] of await raw(id, key, first, to)) {
          for (const [every, cells] of steps) addRaw(totals, cells, (index) => cellAt(hour + index * every));
        }
      }
      const points: Point[] = [];
      for (const [cell, count] of totals.count.entries()) {
        if (count === 0) continue;
        const [sum = NaN, min = NaN, max = NaN] = [totals.sum[cell], totals.min[cell], totals.max[cell]];
        points.push({ at: first + cell * step, count, sum, min, max });
      }
      return points;
    },
  };
}
