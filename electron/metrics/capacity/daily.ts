/** One value a day, for what grows slowly. Pure. */

/** A day and what was measured in it. */
export interface Daily {
  /** Days since 1970 (UTC). */
  readonly day: number;
  readonly value: number;
}

/** What something gains in a day; nine times of ten it lies between `low` and `high`. */
export interface Slope {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** The value that a part `share` (0–1) of sorted values does not exceed, between two of them where it falls there. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const one = sorted[below] ?? NaN;
  const next = sorted[below + 1] ?? one;
  return one + (next - one) * (place - below);
}

/** Numbers in their order. */
export const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();
