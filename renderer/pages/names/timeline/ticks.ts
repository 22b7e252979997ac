/** Marks of a time axis: at hours and days as the reader's clock counts them, no more than there is room for. Pure but for the zone. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances that people count in (ms); from a day on they begin at midnight. */
const steps = [
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
  180 * DAY,
  365 * DAY,
];

/** More marks would run into each other. */
const MOST = 7;

/** The marks between two moments, and how far apart they are. */
export interface Ticks {
  readonly step: number;
  readonly at: readonly number[];
}

/** The first whole hour or midnight at or after a moment, where the reader is. */
function firstAt(from: number, step: number): number {
  const day = new Date(from);
  day.setHours(0, 0, 0, 0);
  if (step >= DAY) {
    if (day.getTime() < from) day.setDate(day.getDate() + 1);
    return day.getTime();
  }
  return day.getTime() + Math.ceil((from - day.getTime()) / step) * step;
}

/** A day later by the calendar: a day has 23 hours or 25 where clocks are changed. */
function next(at: number, step: number): number {
  if (step < DAY) return at + step;
  const day = new Date(at);
  day.setDate(day.getDate() + step / DAY);
  return day.getTime();
}

/** Chooses the distance that fits. */
export function ticksOf(from: number, to: number): Ticks {
  const step = steps.find((one) => (to - from) / one <= MOST) ?? 365 * DAY;
  const at: number[] = [];
  for (let mark = firstAt(from, step); mark <= to; mark = next(mark, step)) at.push(mark);
  return { step, at };
}
