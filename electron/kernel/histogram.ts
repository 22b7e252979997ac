/**
 * Counts durations in buckets that grow with them, as HdrHistogram does: sixteen of equal width between a power of two
 * and the next, so that a quantile is never more than 1/16 too large, and never too small. Made to be counted into for
 * each request: nothing is allocated.
 */

/** Buckets between a power of two and the next, as a power of two. */
const SUB_BITS = 4;
const SUB = 2 ** SUB_BITS;
/** Microseconds; what takes longer than these 134 s counts as long. */
const LONGEST = 2 ** 27;
/** Buckets in all. */
export const BUCKETS = (27 - SUB_BITS + 1) * SUB;

/** How many durations fell into each bucket. */
export type Histogram = Uint32Array;

/** An empty one. */
export const createHistogram = (): Histogram => new Uint32Array(BUCKETS);

/** The bucket of a duration in ms. A bucket ends with, and holds, its upper bound. */
export function bucketOf(ms: number): number {
  const n = Math.min(Math.max(Math.ceil(ms * 1000), 1), LONGEST) - 1;
  if (n < SUB) return n;
  const exponent = 31 - Math.clz32(n);
  return (exponent - SUB_BITS + 1) * SUB + ((n >> (exponent - SUB_BITS)) & (SUB - 1));
}

/** The longest duration that a bucket holds, ms. */
export function upperBoundOf(bucket: number): number {
  if (bucket < SUB) return (bucket + 1) / 1000;
  const exponent = Math.floor(bucket / SUB) + SUB_BITS - 1;
  return ((SUB + (bucket % SUB) + 1) * 2 ** (exponent - SUB_BITS)) / 1000;
}

/** Adds what another one holds. */
export function addHistogram(to: Histogram, from: Histogram): void {
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = from[bucket] ?? 0;
    if (count > 0) to[bucket] = (to[bucket] ?? 0) + count;
  }
}

/**
 * The duration (ms) that a part of all (0–1) did not take longer than; `null` for an empty one. `max` is the longest
 * that there was: no quantile is beyond it.
 */
export function quantileOf(histogram: Histogram, quantile: number, max = Infinity): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.max(1, Math.ceil(quantile * total));
  let seen = 0;
  for (const [bucket, count] of histogram.entries()) {
    seen += count;
    if (seen >= rank) return Math.min(upperBoundOf(bucket), max);
  }
  return max;
}

/** How many took at most 2^`power` microseconds; exact, as that is where a bucket ends. `power` is 4 or more. */
export function countUpTo(histogram: Histogram, power: number): number {
  let count = 0;
  const end = Math.min((power - SUB_BITS + 1) * SUB, BUCKETS);
  for (let bucket = 0; bucket < end; bucket++) count += histogram[bucket] ?? 0;
  return count;
}

/** Bucket and count of each that is not empty, one after the other. */
export function encodeHistogram(histogram: Histogram): number[] {
  const pairs: number[] = [];
  for (const [bucket, count] of histogram.entries()) if (count > 0) pairs.push(bucket, count);
  return pairs;
}

/** Adds what {@link encodeHistogram} made. */
export function addEncoded(to: Histogram, pairs: readonly number[]): void {
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const bucket = pairs[i] ?? 0;
    to[bucket] = (to[bucket] ?? 0) + (pairs[i + 1] ?? 0);
  }
}
