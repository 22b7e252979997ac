/** From minutes to hours to days: what was written row by row is laid into chunks by series. */
import type { Database } from '../../kernel/database.ts';
import { addRaw, addTotals, emptyRaw, emptyTotals, layRaw, layTotals, type Raw } from './cells.ts';
import type { MetricRows, MinuteRow } from './rows.ts';
import { DAY, HOUR, MINUTE, startOf, startsIn } from './times.ts';

/** Raw cells of an hour, laid from minutes, by series and step. */
function hourCells(hour: number, rows: readonly MinuteRow[]): Map<number, Map<number, Raw>> {
  const laid = new Map<number, Map<number, Raw>>();
  for (const { minute, step, series } of rows) {
    for (const [id, cells] of series) {
      const steps = laid.get(id) ?? new Map<number, Raw>();
      laid.set(id, steps);
      const whole = steps.get(step) ?? emptyRaw(HOUR / step);
      steps.set(step, whole);
      layRaw(whole.subarray((minute - hour) / step, (minute - hour + MINUTE) / step), cells);
    }
  }
  return laid;
}

/**
 * ms; a whole part of a day. The chunks of one series that follow each other share a page: three hours at once write a
 * third of the pages that each hour by itself would.
 */
const TOGETHER = 3 * HOUR;

/** Series that are laid in one transaction: while it runs, nothing else does. */
const SERIES_AT_ONCE = 10;

/** ms; longer than minutes are kept. */
const MINUTES_KEPT_AT_MOST = 60 * DAY;

/** The work. */
export function createCompaction(deps: { database: Database; rows: MetricRows }) {
  const { database, rows } = deps;

  /** Lays an hour of one series over what its chunks hold already; a clock that was set back brings an hour twice. */
  async function layHour(series: number, hour: number, steps: ReadonlyMap<number, Raw>): Promise<void> {
    const before = await rows.rawHours(series, hour, hour + HOUR);
    const fresh = emptyTotals(HOUR / MINUTE);
    for (const [step, cells] of steps) {
      const whole = before.find((chunk) => chunk.step === step)?.cells ?? emptyRaw(HOUR / step);
      layRaw(whole, cells);
      await rows.putRawHour(series, hour, { step, cells: whole });
      addRaw(fresh, whole, (index) => Math.floor((index * step) / MINUTE));
    }
    const [kept] = await rows.minuteHours(series, hour, hour + HOUR);
    const minutes = kept?.cells ?? emptyTotals(HOUR / MINUTE);
    layTotals(minutes, fresh);
    await rows.putMinuteHour(series, hour, minutes);
  }

  /**
   * Lays the hours of some series at a time: others have their turn in between. Minutes go when all is laid; laying them
   * twice, after a kill, changes nothing.
   */
  async function layTogether(start: number): Promise<void> {
    const found = await rows.minutes(start, start + TOGETHER);
    const hours = startsIn(start, start + TOGETHER, HOUR).map(
      (hour) =>
        [
          hour,
          hourCells(
            hour,
            found.filter(({ minute }) => startOf(minute, HOUR) === hour),
          ),
        ] as const,
    );
    const all = [...new Set(hours.flatMap(([, laid]) => [...laid.keys()]))];
    for (let first = 0; first < all.length; first += SERIES_AT_ONCE) {
      await database.transact(async () => {
        for (const series of all.slice(first, first + SERIES_AT_ONCE)) {
          for (const [hour, laid] of hours) {
            const steps = laid.get(series);
            if (steps) await layHour(series, hour, steps);
          }
        }
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
    await rows.removeMinutes(start, start + TOGETHER);
  }

  const layDay = (day: number, all: readonly number[]): Promise<void> =>
    database.transact(async () => {
      for (const series of all) {
        const chunks = await rows.minuteHours(series, day, day + DAY);
        if (chunks.length === 0) continue;
        const fresh = emptyTotals(DAY / HOUR);
        for (const { hour, cells } of chunks) addTotals(fresh, cells, () => (hour - day) / HOUR);
        const [kept] = await rows.hourDays(series, day, day + DAY);
        const hours = kept?.cells ?? emptyTotals(DAY / HOUR);
        layTotals(hours, fresh);
        await rows.putHourDay(series, day, hours);
      }
    });

  /** What is over, oldest first. Answers the days that were touched. */
  async function layHours(now: number): Promise<Set<number>> {
    const days = new Set<number>();
    for (;;) {
      const oldest = await rows.oldestMinute();
      if (oldest === null || oldest >= startOf(now, TOGETHER)) return days;
      const start = startOf(oldest, TOGETHER);
      await layTogether(start);
      days.add(startOf(start, DAY));
    }
  }

  return {
    /** Lays together what is over at `now`: hours, then days. `all` are the ids of all series. */
    async catchUp(now: number, all: readonly number[]): Promise<void> {
      const today = startOf(now, DAY);
      const oldest = await rows.oldestMinute();
      const known = await rows.nextDay();
      const next = known ?? startOf(oldest ?? now, DAY);
      const days = await layHours(now);
      // Where the clock was far off, only days that can have minutes are looked at: those after what was laid last, and
      // those before today.
      for (let day = Math.min(next, today); day < today; day += DAY) {
        if (day - next < MINUTES_KEPT_AT_MOST || today - day < MINUTES_KEPT_AT_MOST) days.add(day);
      }
      for (const day of [...days].sort((one, other) => one - other)) {
        if (day < today) await layDay(day, all);
      }
      if (known !== today) await rows.setNextDay(today);
    },
  };
}
