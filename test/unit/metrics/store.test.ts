import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { keyOf } from '../../../electron/metrics/series.ts';
import { createMetricStore, type MetricStore } from '../../../electron/metrics/store/store.ts';
import { metricMigrations } from '../../../electron/metrics/store/tables.ts';
import { DAY, HOUR, MINUTE } from '../../../electron/metrics/store/times.ts';
import type { Point } from '../../../electron/metrics/store/reading.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { newFolder } from '../kernel/folder.ts';

// Days of measuring, look by look: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const cpu = { name: 'system.cpu.usage', object: '' };
const disk = { name: 'system.disk.usage', object: '/volume 1' };
/** A whole day's start. */
const START = Date.UTC(2026, 9, 24);

let file: string;
let database: Database;
let clock: VirtualClock;
let store: MetricStore;

async function open(): Promise<void> {
  database = openDatabase(file);
  await database.migrate(metricMigrations);
  store = await createMetricStore({ database, clock });
}
async function restart(): Promise<void> {
  database.close();
  await open();
}

beforeEach(async () => {
  file = join(newFolder(), 'metrics.db');
  clock = createVirtualClock(START);
  await open();
});
afterEach(() => database.close());

/** The whole numbers that Float32 holds exactly make every sum exact. */
const valueAt = (at: number): number => (at / 1000) % 4096;

/** Measures every `step` from now on for `time`, and flushes each minute. */
async function measure(
  time: number,
  step: number,
  value: (at: number) => number = valueAt,
  flushEvery = MINUTE,
): Promise<void> {
  const end = clock.now() + time;
  while (clock.now() < end) {
    const at = clock.now();
    store.add(at, step, new Map([[keyOf(cpu), value(at)]]));
    await clock.advance(step);
    if (clock.now() % flushEvery === 0) await store.flush();
  }
}

/** What exact arithmetic says: the given moments by their steps. */
function exactly(moments: readonly number[], step: number, value: (at: number) => number = valueAt): Point[] {
  const points = new Map<number, Point>();
  for (const moment of moments) {
    const at = Math.floor(moment / step) * step;
    const [one, before] = [value(moment), points.get(at)];
    points.set(at, {
      at,
      count: (before?.count ?? 0) + 1,
      sum: (before?.sum ?? 0) + one,
      min: Math.min(before?.min ?? Infinity, one),
      max: Math.max(before?.max ?? -Infinity, one),
    });
  }
  return [...points.values()];
}
const every = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) }, (_, index) => from + index * step);

describe('what was measured', () => {
  it('is read back exactly at every step, written or not, laid together or not', async () => {
    await measure(26 * HOUR + 30 * MINUTE + 25_000, 5000);
    const to = clock.now();
    const moments = every(START, to, 5000);
    for (const step of [5000, 30_000, MINUTE, 5 * MINUTE, HOUR, 6 * HOUR, DAY]) {
      expect(await store.read(cpu, { from: START, to, step }), String(step)).toEqual(exactly(moments, step));
    }
    await store.flush();
    await restart();
    for (const step of [5000, MINUTE, HOUR]) {
      expect(await store.read(cpu, { from: START, to, step }), String(step)).toEqual(exactly(moments, step));
    }
  });

  it('is read in part, from the middle of an hour to the middle of another', async () => {
    await measure(5 * HOUR, 10_000);
    const [from, to] = [START + 90 * MINUTE, START + 4 * HOUR + 30 * MINUTE];
    const moments = every(from, to, 10_000);
    for (const step of [10_000, MINUTE, 30 * MINUTE]) {
      expect(await store.read(cpu, { from, to, step })).toEqual(exactly(moments, step));
    }
  });

  it('of one series is not what was measured of another', async () => {
    store.add(START, 5000, new Map([[keyOf(cpu), 1]]));
    store.add(START, 5000, new Map([[keyOf(disk), 2]]));
    await clock.advance(MINUTE);
    await store.flush();
    expect(store.series()).toEqual([cpu, disk]);
    const span = { from: START, to: START + MINUTE, step: MINUTE };
    expect((await store.read(disk, span))[0]).toMatchObject({ count: 1, sum: 2 });
    expect(await store.read({ name: 'never', object: '' }, span)).toEqual([]);
  });

  it('leaves out what is not known, and makes nothing of it', async () => {
    store.add(START, 5000, new Map([[keyOf(cpu), 4]]));
    store.add(START + 10_000, 5000, new Map());
    store.add(START + 15_000, 5000, new Map([[keyOf(cpu), 6]]));
    await clock.advance(2 * MINUTE);
    await store.flush();
    const to = START + 2 * MINUTE;
    const points = await store.read(cpu, { from: START, to, step: 5000 });
    expect(points.map(({ at, sum }) => [at - START, sum])).toEqual([
      [0, 4],
      [15_000, 6],
    ]);
    expect(await store.read(cpu, { from: START, to, step: MINUTE })).toEqual([
      { at: START, count: 2, sum: 10, min: 4, max: 6 },
    ]);
  });
});

describe('a process that is killed', () => {
  it('loses what was not flushed, and nothing else', async () => {
    await measure(2 * HOUR + 90_000, 5000);
    const flushed = START + 2 * HOUR + MINUTE;
    await restart();
    const points = await store.read(cpu, { from: START, to: clock.now(), step: 5000 });
    expect(points).toEqual(exactly(every(START, flushed, 5000), 5000));
    // The minute goes on after the start, above what was there.
    await measure(30_000, 5000);
    const later = await store.read(cpu, { from: START, to: clock.now(), step: MINUTE });
    expect(later.reduce((sum, { count }) => sum + count, 0)).toBe((2 * HOUR + MINUTE + 30_000) / 5000);
  });

  it('that was ended properly in the middle of a minute has lost nothing of it', async () => {
    await measure(95_000, 5000);
    await store.flush();
    await restart();
    await measure(25_000, 5000);
    const moments = every(START, START + 2 * MINUTE, 5000);
    for (const step of [5000, MINUTE]) {
      expect(await store.read(cpu, { from: START, to: clock.now(), step })).toEqual(exactly(moments, step));
    }
  });
});

describe('a clock', () => {
  it('that is set back an hour doubles nothing: the later reading holds', async () => {
    await measure(3 * HOUR, 5000);
    clock.set(clock.now() - HOUR);
    const twice = (at: number): number => valueAt(at) + 1;
    await measure(90 * MINUTE, 5000, twice);
    const again = START + 2 * HOUR;
    const value = (at: number): number => (at < again ? valueAt(at) : twice(at));
    const moments = every(START, clock.now(), 5000);
    for (const step of [5000, MINUTE, HOUR]) {
      expect(await store.read(cpu, { from: START, to: clock.now(), step }), String(step)).toEqual(
        exactly(moments, step, value),
      );
    }
  });

  it('that was a year ahead for an hour leaves the days between to be laid together', async () => {
    await measure(HOUR, 5000);
    const before = clock.now();
    clock.set(before + 365 * DAY);
    await measure(HOUR, 5000);
    clock.set(before);
    await measure(26 * HOUR, 5000);
    const moments = every(START, clock.now(), 5000);
    expect(await store.read(cpu, { from: START, to: clock.now(), step: HOUR })).toEqual(
      exactly(moments, HOUR),
    );
  });

  it('of a zone that changes to or from summer time means nothing to it', async () => {
    // Europe's clocks went back at 01:00 UTC on this day.
    await clock.advance(DAY);
    const from = clock.now();
    await measure(3 * HOUR, 10_000);
    const points = await store.read(cpu, { from, to: clock.now(), step: 10 * MINUTE });
    expect(points).toEqual(exactly(every(from, clock.now(), 10_000), 10 * MINUTE));
  });
});

describe('an interval that is changed', () => {
  it('in the middle of a minute leaves neither gap nor double', async () => {
    await measure(HOUR + 20_000, 5000);
    await measure(HOUR + 10_000, 10_000);
    await measure(HOUR + 30_000, 1000);
    const moments = [
      ...every(START, START + HOUR + 20_000, 5000),
      ...every(START + HOUR + 20_000, START + 2 * HOUR + 30_000, 10_000),
      ...every(START + 2 * HOUR + 30_000, clock.now(), 1000),
    ];
    for (const step of [1000, MINUTE, HOUR]) {
      expect(await store.read(cpu, { from: START, to: clock.now(), step }), String(step)).toEqual(
        exactly(moments, step),
      );
    }
  });
});

describe('what is old', () => {
  it('goes tier by tier, and the coarser one stays exact', async () => {
    database.close();
    file = join(newFolder(), 'metrics.db');
    database = openDatabase(file);
    await database.migrate(metricMigrations);
    const keep = { raw: 2 * HOUR, minute: DAY, hour: 3 * DAY };
    store = await createMetricStore({ database, clock, keep });
    await measure(5 * DAY, MINUTE / 2, valueAt, 10 * MINUTE);
    const now = clock.now();
    const counted = async (step: number): Promise<number> =>
      (await store.read(cpu, { from: START, to: now, step })).length;
    expect(await counted(MINUTE / 2)).toBeLessThanOrEqual((3 * HOUR) / (MINUTE / 2));
    expect(await counted(MINUTE)).toBeLessThanOrEqual(25 * 60 + 60);
    const from = START + 2 * DAY;
    expect(await store.read(cpu, { from, to: now, step: HOUR })).toEqual(
      exactly(every(from, now, MINUTE / 2), HOUR),
    );
    expect(await store.read(cpu, { from: START, to: START + DAY, step: HOUR })).toEqual([]);
  });
});

describe('any order of measuring, flushing, restarting and setting the clock', () => {
  it('gives what the last reading of each moment says', async () => {
    const act = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          kind: fc.constant('measure' as const),
          count: fc.integer({ min: 1, max: 40 }),
        }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('flush' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('jump' as const),
          minutes: fc.integer({ min: -90, max: 90 }),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        database.close();
        file = join(newFolder(), 'metrics.db');
        clock = createVirtualClock(START + 12 * HOUR);
        await open();
        const model = new Map<number, number>();
        let turn = 0;
        for (const one of acts) {
          if (one.kind === 'flush') await store.flush();
          if (one.kind === 'jump') clock.set(clock.now() + one.minutes * MINUTE);
          if (one.kind === 'restart') {
            await store.flush();
            await restart();
          }
          if (one.kind !== 'measure') continue;
          for (let count = 0; count < one.count; count += 1) {
            const at = Math.floor(clock.now() / 30_000) * 30_000;
            turn += 1;
            store.add(at, 30_000, new Map([[keyOf(cpu), turn]]));
            model.set(at, turn);
            await clock.advance(30_000);
          }
        }
        const [from, to] = [START, START + 3 * DAY];
        const moments = [...model.keys()].sort((left, right) => left - right);
        for (const step of [30_000, MINUTE, HOUR]) {
          expect(await store.read(cpu, { from, to, step })).toEqual(
            exactly(moments, step, (at) => model.get(at) ?? NaN),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
