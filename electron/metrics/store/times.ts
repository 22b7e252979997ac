/** The grid on which measurements are kept: whole seconds, minutes, hours and days since the epoch, in ms UTC. Pure. */

/** ms */
export const MINUTE = 60_000;
/** ms */
export const HOUR = 60 * MINUTE;
/** ms */
export const DAY = 24 * HOUR;

/** The start of the span of `size` that a moment is in. */
export const startOf = (moment: number, size: number): number => Math.floor(moment / size) * size;

/** Starts of all spans of `size` that touch the time from `from` up to, and without, `to`. */
export function startsIn(from: number, to: number, size: number): number[] {
  const starts: number[] = [];
  for (let start = startOf(from, size); start < to; start += size) starts.push(start);
  return starts;
}
