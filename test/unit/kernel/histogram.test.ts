import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addEncoded,
  addHistogram,
  bucketOf,
  BUCKETS,
  countUpTo,
  createHistogram,
  encodeHistogram,
  quantileOf,
  upperBoundOf,
} from '../../../electron/kernel/histogram.ts';

function histogramOf(durations: readonly number[]) {
  const histogram = createHistogram();
  for (const duration of durations) histogram[bucketOf(duration)]! += 1;
  return histogram;
}

/** ms, from a microsecond to two minutes. */
const duration = fc.double({ min: 0.001, max: 120_000, noNaN: true });

/** The smallest duration that at least this part of all did not exceed. */
const exact = (durations: readonly number[], part: number): number =>
  [...durations].sort((a, b) => a - b)[Math.max(1, Math.ceil(part * durations.length)) - 1]!;

describe('a histogram', () => {
  it('puts every duration into a bucket that ends at or after it, and begins before it', () => {
    fc.assert(
      fc.property(duration, (ms) => {
        const bucket = bucketOf(ms);
        expect(upperBoundOf(bucket)).toBeGreaterThanOrEqual(ms);
        if (bucket > 0) expect(upperBoundOf(bucket - 1)).toBeLessThan(ms);
      }),
    );
  });

  it('has buckets that grow', () => {
    for (let bucket = 1; bucket < BUCKETS; bucket++) {
      expect(upperBoundOf(bucket)).toBeGreaterThan(upperBoundOf(bucket - 1));
    }
    expect(upperBoundOf(BUCKETS - 1)).toBe(134_217.728);
    expect(bucketOf(1e9)).toBe(BUCKETS - 1);
    expect(bucketOf(0)).toBe(0);
  });

  it('tells quantiles that are never too small and at most a sixteenth, or a microsecond, too large', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (durations, part) => {
          const told = quantileOf(histogramOf(durations), part)!;
          const wanted = exact(durations, part);
          expect(told).toBeGreaterThanOrEqual(wanted);
          expect(told).toBeLessThanOrEqual(wanted * (1 + 1 / 16) + 0.001 + 1e-9);
        },
      ),
    );
  });

  it('never tells more than the longest, and nothing of nothing', () => {
    expect(quantileOf(histogramOf([70.3]), 0.99, 70.3)).toBe(70.3);
    expect(quantileOf(createHistogram(), 0.5)).toBeNull();
  });

  it('counts exactly up to a power of two of microseconds', () => {
    fc.assert(
      fc.property(
        fc.array(duration, { maxLength: 100 }),
        fc.integer({ min: 4, max: 26 }),
        (durations, power) => {
          const wanted = durations.filter((ms) => ms * 1000 <= 2 ** power).length;
          expect(countUpTo(histogramOf(durations), power)).toBe(wanted);
        },
      ),
    );
  });

  it('is the same after it was written and read, and joined with another', () => {
    fc.assert(
      fc.property(fc.array(duration), fc.array(duration), (one, other) => {
        const joined = createHistogram();
        addEncoded(joined, encodeHistogram(histogramOf(one)));
        addHistogram(joined, histogramOf(other));
        expect(joined).toEqual(histogramOf([...one, ...other]));
      }),
    );
  });
});
