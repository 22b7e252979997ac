import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Daily } from '../../../electron/metrics/capacity/daily.ts';
import { outlookOf } from '../../../electron/metrics/capacity/outlook.ts';
import { theilSen } from '../../../electron/metrics/capacity/theil-sen.ts';
import { weeklyDifferences, weeklySlope } from '../../../electron/metrics/capacity/weekly.ts';

const GB = 1e9;
const days = (count: number, value: (day: number) => number): Daily[] =>
  Array.from({ length: count }, (_, day) => ({ day: 20_000 + day, value: value(day) }));
/** A repeatable noise between -1 and 1. */
const noise = (day: number): number => {
  const x = Math.sin(day * 12.9898) * 43758.5453;
  return 2 * (x - Math.floor(x)) - 1;
};

describe('a file system', () => {
  it('that grows steadily is full when arithmetic says so, by either way', () => {
    for (const [count, method] of [
      [90, 'weekly_differences'],
      [21, 'weekly_differences'],
      [20, 'theil_sen'],
      [7, 'theil_sen'],
    ] as const) {
      const { outlook, reason } = outlookOf(
        days(count, (day) => 500 * GB + day * 2 * GB),
        100 * GB,
      );
      expect(outlook, String(count)).toEqual({
        trend: 'growing',
        per_day: { low: 2 * GB, likely: 2 * GB, high: 2 * GB },
        days_to_full: { low: 50, likely: 50, high: 50 },
        method,
        days_of_history: count,
      });
      expect(reason).toBeNull();
    }
  });

  it('of less than a week is not foretold, and says how many days are needed', () => {
    expect(
      outlookOf(
        days(6, (day) => day * GB),
        GB,
      ),
    ).toEqual({
      outlook: null,
      reason: { code: 'METRICS_TOO_LITTLE_HISTORY', params: { days: 6, needed: 7 } },
    });
  });

  it.each([
    ['stays as it is', () => 300 * GB],
    ['was stepped up once', (day: number) => (day < 30 ? 100 * GB : 400 * GB)],
    ['is pruned each week to where it was', (day: number) => 100 * GB + (day % 7) * 10 * GB],
    ['only trembles', (day: number) => 100 * GB + noise(day) * GB],
  ])('that %s has no trend', (_how, value) => {
    const { outlook, reason } = outlookOf(days(90, value), 50 * GB);
    expect(outlook).toMatchObject({ trend: 'none', days_to_full: null });
    expect(reason?.code).toBe('METRICS_NO_TREND');
  });

  it('that was stepped up once has no trend on any day of the first three weeks', () => {
    for (let count = 7; count <= 21; count += 1) {
      for (let step = 1; step < count; step += 1) {
        const { outlook } = outlookOf(
          days(count, (day) => (day < step ? 0 : 100 * GB)),
          GB,
        );
        expect(outlook?.trend, `step on ${String(step)} of ${String(count)}`).toBe('none');
      }
    }
  });

  it('that grows under a weekly prune and a nightly job is told by what a week brings', () => {
    // 10 GB a day, of which 49 GB go each Sunday: 3 GB a day remain.
    const value = (day: number): number =>
      200 * GB + day * 10 * GB - Math.floor(day / 7) * 49 * GB + noise(day) * GB;
    const { outlook } = outlookOf(days(84, value), 90 * GB);
    expect(outlook?.trend).toBe('growing');
    expect(outlook?.days_to_full?.likely).toBeGreaterThan(25);
    expect(outlook?.days_to_full?.likely).toBeLessThan(36);
    expect(outlook?.days_to_full?.low).toBeLessThanOrEqual(30);
    expect(outlook?.days_to_full?.high).toBeGreaterThanOrEqual(30);
  });

  it('is not foretold by one large copy or deletion on the way', () => {
    for (const jump of [800 * GB, -150 * GB]) {
      const { outlook } = outlookOf(
        days(90, (day) => 200 * GB + day * GB + (day < 60 ? 0 : jump)),
        100 * GB,
      );
      expect(outlook?.days_to_full).toMatchObject({ low: 100, likely: 100 });
    }
  });

  it('that was made larger is full later: what is left counts, not what was', () => {
    const used = days(60, (day) => 200 * GB + day * GB);
    expect(outlookOf(used, 100 * GB).outlook?.days_to_full?.likely).toBe(100);
    expect(outlookOf(used, 1100 * GB).outlook?.days_to_full?.likely).toBe(1100);
  });

  it('that gets emptier names no day', () => {
    const { outlook, reason } = outlookOf(
      days(60, (day) => 500 * GB - day * GB),
      GB,
    );
    expect(outlook).toMatchObject({ trend: 'shrinking', days_to_full: null });
    expect(reason?.code).toBe('METRICS_SHRINKING');
  });

  it('that is full already is full today', () => {
    const used = days(30, (day) => 100 * GB + day * GB);
    expect(outlookOf(used, 0).outlook?.days_to_full).toEqual({ low: 0, likely: 0, high: 0 });
  });

  it('that would be full in centuries names no day', () => {
    const used = days(30, (day) => 100 * GB + day * 1000);
    const { outlook, reason } = outlookOf(used, 4000 * GB);
    expect(outlook).toMatchObject({ trend: 'growing', days_to_full: null });
    expect(reason).toEqual({ code: 'METRICS_TOO_FAR', params: { years: 10 } });
  });
});

describe('what is foretold', () => {
  const history = fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 90 }), value: fc.integer({ min: 0, max: 1_000_000 }) }),
    { minLength: 0, maxLength: 91 },
  );
  const ordered = history.map((all) =>
    [...new Map(all.map((one) => [one.day, one])).values()].sort((one, other) => one.day - other.day),
  );

  it('is the same each time, in its order, and never below zero days', () => {
    fc.assert(
      fc.property(ordered, fc.integer({ min: -10, max: 2_000_000 }), (used, left) => {
        const found = outlookOf(used, left);
        expect(outlookOf(used, left)).toEqual(found);
        const { outlook, reason } = found;
        expect((outlook?.days_to_full ?? null) === null).toBe(reason !== null);
        if (!outlook) return;
        const { low, likely, high } = outlook.per_day;
        expect(low).toBeLessThanOrEqual(high);
        expect([low, likely, high].every(Number.isFinite)).toBe(true);
        const full = outlook.days_to_full;
        if (!full) return;
        expect(outlook.trend).toBe('growing');
        expect(full.low).toBeGreaterThanOrEqual(0);
        expect(full.low).toBeLessThanOrEqual(full.high ?? Infinity);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on where the scale begins, and grows with its unit', () => {
    fc.assert(
      fc.property(ordered, fc.integer({ min: 1, max: 1000 }), (used, offset) => {
        fc.pre(used.length >= 7);
        const moved = used.map(({ day, value }) => ({ day, value: value + offset * 1024 }));
        const doubled = used.map(({ day, value }) => ({ day, value: value * 2 }));
        expect(theilSen(moved)).toEqual(theilSen(used));
        expect(theilSen(doubled).likely).toBeCloseTo(2 * theilSen(used).likely, 5);
        const differences = weeklyDifferences(used);
        fc.pre(differences.length > 0);
        expect(weeklyDifferences(moved)).toEqual(differences);
        expect(weeklySlope(weeklyDifferences(doubled)).likely).toBeCloseTo(
          2 * weeklySlope(differences).likely,
          5,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('holds the truth nine times of ten or nearly, where a line is hidden in noise and weekly rhythm', () => {
    let held = 0;
    const rounds = 60;
    for (let round = 0; round < rounds; round += 1) {
      const used = days(84, (day) => 1000 + day * 5 + (day % 7) * 20 + 30 * noise(day * 7.3 + round * 131.7));
      const { low, high } = weeklySlope(weeklyDifferences(used));
      if (low <= 5 && high >= 5) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(rounds * 0.8);
  });
});
