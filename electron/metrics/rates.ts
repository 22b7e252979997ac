/** What has happened between two looks, told only where the two can be compared. Pure. */
import type { Clock } from '../kernel/clock.ts';

/** When a look was, by both clocks, ms. */
export interface Moment {
  readonly wall: number;
  readonly elapsed: number;
}

/** Now. */
export const momentOf = (clock: Clock): Moment => ({ wall: clock.now(), elapsed: clock.elapsed() });

/** ms. A mean of a longer time says nothing about now. */
const LONGEST = 3 * 60_000;
/** ms by which the two clocks may disagree. A machine that slept, and a clock that was set, disagree by more. */
const SLACK = 2000;

/**
 * Seconds between two looks; `null` for the first one, and where the machine slept, the clock was set or nobody looked
 * for long: what is counted then is no rate of now.
 */
export function secondsBetween(before: Moment | null, after: Moment): number | null {
  if (before === null) return null;
  const elapsed = after.elapsed - before.elapsed;
  const jumped = Math.abs(after.wall - before.wall - elapsed);
  return elapsed <= 0 || elapsed > LONGEST || jumped > SLACK ? null : elapsed / 1000;
}

/** Per second. `null` where there is none before, or a counter began anew. */
export const rateBetween = (
  before: number | undefined,
  after: number,
  seconds: number | null,
): number | null =>
  before === undefined || seconds === null || after < before ? null : (after - before) / seconds;

/** Sum of the parts that are known; `null` where none is. */
export function sumOf(...parts: readonly (number | null)[]): number | null {
  const told = parts.filter((part) => part !== null);
  return told.length === 0 ? null : told.reduce((sum, part) => sum + part, 0);
}
