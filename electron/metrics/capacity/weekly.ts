/**
 * What a week brings, by the median of `(y[t] − y[t−7]) / 7`. Comparing a day with the same day of the week before takes
 * the rhythm of nightly jobs and weekly pruning out; the median does not care for a step (a large copy, a deletion).
 * The range is made by drawing blocks of neighbouring differences again and again (moving block bootstrap, Künsch 1989):
 * neighbours share days, so single ones would look more independent than they are. The draws are the same each time.
 */
import { quantile, sorted, type Daily, type Slope } from './daily.ts';

const WEEK = 7;
const DRAWS = 500;
/** Differences in a block: two weeks where there is enough to draw from. */
const blockOf = (count: number): number => (count >= 6 * WEEK ? 2 * WEEK : WEEK);

/** `(y[t] − y[t−7]) / 7` for every day that has its match, in the order of days. */
export function weeklyDifferences(days: readonly Daily[]): number[] {
  const values = new Map(days.map(({ day, value }) => [day, value]));
  return days.flatMap(({ day, value }) => {
    const before = values.get(day - WEEK);
    return before === undefined ? [] : [(value - before) / WEEK];
  });
}

/** Numbers from 0 up to 1, always the same ones (mulberry32, Tommy Ettinger, public domain). */
function createDraws(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Over at least two weeks of differences. */
export function weeklySlope(differences: readonly number[]): Slope {
  const count = differences.length;
  const draw = createDraws();
  const block = blockOf(count);
  const drawn = new Float64Array(count);
  const medians = Array.from({ length: DRAWS }, () => {
    for (let filled = 0; filled < count;) {
      const start = Math.floor(draw() * count);
      // The end is followed by the beginning, so that every difference is drawn as often.
      for (let place = start; place < start + block && filled < count; place += 1, filled += 1) {
        drawn[filled] = differences[place % count] ?? 0;
      }
    }
    return quantile(drawn.sort(), 0.5);
  });
  const spread = sorted(medians);
  return {
    low: quantile(spread, 0.05),
    likely: quantile(sorted(differences), 0.5),
    high: quantile(spread, 0.95),
  };
}
