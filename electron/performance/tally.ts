/** What requests of one kind come to. Counted into for each request, so nothing is allocated there. */
import {
  addEncoded,
  bucketOf,
  createHistogram,
  encodeHistogram,
  quantileOf,
  type Histogram,
} from '../kernel/histogram.ts';
import type { CallTotals } from '../../shared/api/performance.ts';

/** A request in less than this, and not failed by us, went well. ms */
export const GOOD_MS = 300;

/** Counters of one kind of requests. Times are in ms. */
export interface Tally {
  count: number;
  sum: number;
  max: number;
  /** Answered in less than {@link GOOD_MS}, and not with 5xx. */
  good: number;
  bytes: number;
  readonly statuses: Map<number, number>;
  readonly histogram: Histogram;
}

/** What is kept of a tally. */
export interface StoredTally {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  readonly good: number;
  readonly bytes: number;
  /** Status and count of each, one after the other. */
  readonly statuses: readonly number[];
  /** See `encodeHistogram`. */
  readonly times: readonly number[];
}

/** Nothing counted. */
export const createTally = (): Tally => ({
  ...{ count: 0, sum: 0, max: 0, good: 0, bytes: 0 },
  statuses: new Map(),
  histogram: createHistogram(),
});

/** Counts a request. */
export function countInto(tally: Tally, status: number, duration: number, bytes: number | null): void {
  tally.count += 1;
  tally.sum += duration;
  if (duration > tally.max) tally.max = duration;
  if (duration < GOOD_MS && status < 500) tally.good += 1;
  if (bytes !== null) tally.bytes += bytes;
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
  const bucket = bucketOf(duration);
  tally.histogram[bucket] = (tally.histogram[bucket] ?? 0) + 1;
}

/** As it is kept. */
export function encodeTally({ count, sum, max, good, bytes, statuses, histogram }: Tally): StoredTally {
  // Thousandths of a millisecond say all there is to say.
  const rounded = { sum: Math.round(sum * 1000) / 1000, max: Math.round(max * 1000) / 1000 };
  return {
    count,
    ...rounded,
    good,
    bytes,
    statuses: [...statuses].flat(),
    times: encodeHistogram(histogram),
  };
}

/** Adds what was kept. */
export function addTally(to: Tally, from: StoredTally): void {
  to.count += from.count;
  to.sum += from.sum;
  to.max = Math.max(to.max, from.max);
  to.good += from.good;
  to.bytes += from.bytes;
  for (let i = 0; i + 1 < from.statuses.length; i += 2) {
    const status = from.statuses[i] ?? 0;
    to.statuses.set(status, (to.statuses.get(status) ?? 0) + (from.statuses[i + 1] ?? 0));
  }
  addEncoded(to.histogram, from.times);
}

/** Begins anew. */
export function emptyTally(tally: Tally): void {
  tally.count = tally.sum = tally.max = tally.good = tally.bytes = 0;
  tally.statuses.clear();
  tally.histogram.fill(0);
}

/** Requests that were answered with a status of a hundred: `4` for 4xx. */
export function countOfClass(statuses: Iterable<readonly [number, number]>, hundred: number): number {
  let count = 0;
  for (const [status, times] of statuses) if (Math.floor(status / 100) === hundred) count += times;
  return count;
}

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 1000) / 1000);

/** In figures. */
export function totalsOf({ count, sum, max, bytes, statuses, histogram }: Tally): CallTotals {
  const quantile = (part: number): number | null => rounded(quantileOf(histogram, part, max));
  return {
    count,
    client_errors: countOfClass(statuses, 4),
    server_errors: countOfClass(statuses, 5),
    mean_ms: count === 0 ? null : rounded(sum / count),
    p50_ms: quantile(0.5),
    p95_ms: quantile(0.95),
    p99_ms: quantile(0.99),
    max_ms: count === 0 ? null : rounded(max),
    bytes_sent: bytes,
  };
}
