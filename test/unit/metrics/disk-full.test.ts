import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { keyOf } from '../../../electron/metrics/series.ts';
import { createHead, MOST_ROWS } from '../../../electron/metrics/store/head.ts';
import { createMetricStore, type MetricStore } from '../../../electron/metrics/store/store.ts';
import { metricMigrations } from '../../../electron/metrics/store/tables.ts';
import { MINUTE } from '../../../electron/metrics/store/times.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { mountSmallDisk, needsMounts, type SmallDisk } from '../../support/mounts.ts';
import { titled } from '../../support/needs.ts';
import { newFolder } from '../kernel/folder.ts';

const cpu = { name: 'system.cpu.usage', object: '' };
const START = Date.UTC(2026, 9, 24);

describe.skipIf(!needsMounts.ok)(titled('a disk that is full', needsMounts), () => {
  let clock: VirtualClock;
  let disk: SmallDisk;
  let database: Database;
  let store: MetricStore;

  beforeEach(async () => {
    const folder = newFolder();
    disk = mountSmallDisk(folder);
    clock = createVirtualClock(START);
    database = openDatabase(join(folder, 'metrics.db'), { synchronous: 'normal' });
    await database.migrate(metricMigrations);
    store = await createMetricStore({ database, clock });
  });
  afterEach(() => {
    database.close();
    disk.unmount();
  });

  /** Looks every 5 s, and answers whether the last flush could write. */
  async function measure(minutes: number): Promise<boolean> {
    let written = true;
    for (let look = 0; look < minutes * 12; look += 1) {
      const values = new Map([[keyOf(cpu), look]]);
      // Enough of them that a full disk is met.
      for (let other = 0; other < 60; other += 1) values.set(`other ${String(other)}`, look);
      store.add(clock.now(), 5000, values);
      await clock.advance(5000);
      if (clock.now() % MINUTE !== 0) continue;
      written = await store.flush().then(
        () => true,
        () => false,
      );
    }
    return written;
  }
  const count = async (): Promise<number> => {
    const points = await store.read(cpu, { from: START, to: clock.now(), step: MINUTE });
    return points.reduce((sum, point) => sum + point.count, 0);
  };

  it('does not end the measuring: what was seen is read from memory, and written when there is room', async () => {
    expect(await measure(2)).toBe(true);
    disk.fill();
    expect(await measure(20)).toBe(false);
    expect(await count()).toBe(22 * 12);
    disk.free();
    expect(await measure(1)).toBe(true);
    // It is in the file: another store reads it.
    store = await createMetricStore({ database, clock });
    expect(await count()).toBe(23 * 12);
  });
});

it('what nothing can be written of takes no more memory than it may: the oldest minutes make room', () => {
  const lost: number[] = [];
  const head = createHead((minute) => lost.push(minute));
  const values = new Map(Array.from({ length: 100 }, (_, index) => [`series ${String(index)}`, index]));
  const minutes = MOST_ROWS / 100 + 50;
  for (let minute = 0; minute < minutes; minute += 1) head.add(START + minute * MINUTE, MINUTE, values);
  const blocks = head.blocks();
  expect(blocks.reduce((sum, { series }) => sum + series.size, 0)).toBe(MOST_ROWS);
  expect(lost).toHaveLength(50);
  expect(lost[0]).toBe(START);
  expect(blocks.at(-1)?.minute).toBe(START + (minutes - 1) * MINUTE);
  // What is written makes room again.
  for (const block of blocks) head.drop(block);
  head.add(START, MINUTE, values);
  expect(head.blocks()).toHaveLength(1);
  expect(lost).toHaveLength(50);
});
