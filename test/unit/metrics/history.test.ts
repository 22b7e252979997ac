import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../electron/metrics/history/columns.ts';
import { tidy } from '../../../electron/metrics/history/figures.ts';
import { objectsOf, select } from '../../../electron/metrics/history/selection.ts';
import { stepFor, tierOf, valuesIn } from '../../../electron/metrics/history/steps.ts';
import { standardKeep } from '../../../electron/metrics/store/store.ts';
import { DAY, HOUR, MINUTE, startOf } from '../../../electron/metrics/store/times.ts';
import { durationMs } from '../../../shared/api/durations.ts';
import { metricNames } from '../../../shared/metric-names.ts';

const NOW = Date.UTC(2026, 10, 20, 8, 10, 3);
const step = (range: number, most: number, wished: number | null = null, raw = 5000): number =>
  stepFor({ from: NOW - range, to: NOW, now: NOW, raw, keep: standardKeep, most, wished });

describe('the step of a chart', () => {
  it.each([
    [HOUR, 1000, 5000],
    [HOUR, 500, 15_000],
    [6 * HOUR, 500, MINUTE],
    [DAY, 500, 5 * MINUTE],
    [7 * DAY, 500, 30 * MINUTE],
    [30 * DAY, 800, HOUR],
    [30 * DAY, 200, 6 * HOUR],
    [180 * DAY, 500, 12 * HOUR],
    [730 * DAY, 2000, 12 * HOUR],
    [730 * DAY, 500, 2 * DAY],
  ])('of %d ms with %d points is %d ms', (range, most, expected) => {
    expect(step(range, most)).toBe(expected);
  });

  it('is never finer than what is kept for so long', () => {
    expect(tierOf(step(3 * DAY, 2_000_000))).toBe('minute');
    expect(tierOf(step(31 * DAY, 2_000_000))).toBe('hour');
    expect(step(3 * DAY, 1e6, 90_000)).toBe(5 * MINUTE);
  });

  it('is what was wished for where that can be, and never below', () => {
    expect(step(HOUR, 5000, 90_000)).toBe(90_000);
    expect(step(HOUR, 5000, 1000)).toBe(5000);
    expect(step(DAY, 5000, 7 * MINUTE)).toBe(7 * MINUTE);
    fc.assert(
      fc.property(
        fc.integer({ min: 60_000, max: 731 * DAY }),
        fc.integer({ min: 2, max: 5000 }),
        fc.option(fc.integer({ min: 1, max: 31 * 86_400 })),
        fc.constantFrom(1000, 5000, 12_000, 60_000),
        (range, most, wish, raw) => {
          const wished = wish === null ? null : wish * 1000;
          const found = step(range, most, wished, raw);
          expect(found).toBeGreaterThanOrEqual(wished ?? raw);
          expect(valuesIn(NOW - range, NOW, found)).toBeLessThanOrEqual(most);
          if (range > standardKeep.raw) expect(tierOf(found)).not.toBe('raw');
          if (range > standardKeep.minute) expect(tierOf(found)).toBe('hour');
          expect(startOf(NOW, found) % 1000).toBe(0);
        },
      ),
    );
  });
});

describe('the columns of a chart', () => {
  const series = { name: 'system.cpu.usage', object: '' } as const;
  const at = (moment: number, value = 1) => ({
    at: moment,
    count: 2,
    sum: 2 * value,
    min: value - 1,
    max: value + 1,
  });

  it('are as long as each other, and one row of nulls stands for a gap', () => {
    const points = [0, 5000, 10_000, 15_000, 60_000, 65_000].map((moment) => at(moment, moment / 1000));
    expect(columnsOf(series, points)).toEqual({
      ...{ metric: 'system.cpu.usage', object: '', unit: 'percent' },
      at: [0, 5000, 10_000, 15_000, 20_000, 60_000, 65_000],
      mean: [0, 5, 10, 15, null, 60, 65],
      min: [-1, 4, 9, 14, null, 59, 64],
      max: [1, 6, 11, 16, null, 61, 66],
    });
  });

  it('have no gaps where something is measured more seldom than the step', () => {
    const points = Array.from({ length: 20 }, (_, index) => at(index * 60_000));
    expect(columnsOf(series, points).at).toHaveLength(20);
  });

  it('are empty where nothing was measured', () => {
    expect(columnsOf(series, [])).toMatchObject({ at: [], mean: [], min: [], max: [] });
  });
});

describe('a number', () => {
  it('is told as short as single precision holds it', () => {
    expect(tidy(Math.fround(45.2))).toBe(45.2);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // JSON knows no zero below zero.
        expect(Math.fround(tidy(value))).toBe(value + 0);
      }),
    );
  });
});

describe('what is chosen', () => {
  const all = [
    { name: 'system.disk.used', object: '/b,c' },
    { name: 'system.cpu.usage', object: '' },
    { name: 'system.disk.used', object: '/a' },
    { name: 'gone.metric', object: '' },
  ];

  it('is in the order of the catalogue and of objects; names that are not ours are left out', () => {
    expect(select(all, metricNames, null)).toEqual([all[1], all[2], all[0]]);
    expect(select(all, ['system.disk.used'], ['/b,c'])).toEqual([all[0]]);
    expect(select(all, ['system.disk.used'], [])).toEqual([]);
  });

  it('may have commas in its names, written twice', () => {
    expect(objectsOf('/a,/b,,c')).toEqual(['/a', '/b,c']);
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1 }).filter((name) => !/^,|,$/.test(name)),
          { minLength: 1 },
        ),
        (names) => {
          expect(objectsOf(names.map((name) => name.replaceAll(',', ',,')).join(','))).toEqual(names);
        },
      ),
    );
  });
});

it.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['6h', 6 * HOUR],
  ['7d', 7 * DAY],
])('%s is %d ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});
