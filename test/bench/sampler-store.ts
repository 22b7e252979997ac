/** What the store of measurements writes in a day, and how fast it reads two years. A process of its own: its writes are counted. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../electron/kernel/database.ts';
import type { Clock } from '../../electron/kernel/clock.ts';
import { keyOf, type Series } from '../../electron/metrics/series.ts';
import { emptyRaw, emptyTotals, type Raw, type Totals } from '../../electron/metrics/store/cells.ts';
import { createMetricRows } from '../../electron/metrics/store/rows.ts';
import { createMetricStore, standardKeep } from '../../electron/metrics/store/store.ts';
import { metricMigrations } from '../../electron/metrics/store/tables.ts';
import { DAY, HOUR, MINUTE } from '../../electron/metrics/store/times.ts';
import { median } from './figures.ts';

/** What was found. `null` where the system does not tell what a process writes. */
export interface StoreFigures {
  readonly megabytesPerDay: number | null;
  /** Processor time, ms: what a read takes where nothing else runs and the file is in memory. */
  readonly day: number;
  readonly month: number;
  readonly years: number;
  /** Of the file with two years in it, 2^20 bytes. */
  readonly megabytes: number;
}

const SERIES = 60;
const STEP = 10_000;
/** A whole hour, in the middle of a day. */
const START = Date.UTC(2026, 9, 24, 12);
/** How long minutes stay in rows of their own at most. */
const OPEN = 3 * HOUR;
const all: readonly Series[] = Array.from({ length: SERIES }, (_, index) => ({
  name: 'system.disk.usage',
  object: `/volume${String(index)}`,
}));

/** Bytes that this process has had written to disks (proc_pid_io(5)). */
function written(): number | null {
  if (process.platform !== 'linux') return null;
  return Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1]);
}

function clockAt(start: number): Clock & { set(now: number): void } {
  let now = start;
  return { now: () => now, elapsed: () => now, after: () => () => undefined, set: (next) => (now = next) };
}

async function open(folder: string, name: string) {
  const database = openDatabase(join(folder, name), { synchronous: 'normal' });
  await database.migrate(metricMigrations);
  return database;
}

async function writeDay(folder: string): Promise<number | null> {
  const database = await open(folder, 'day.db');
  const clock = clockAt(START);
  const store = await createMetricStore({ database, clock });
  const before = written();
  for (let at = START; at < START + DAY; at += STEP) {
    clock.set(at);
    store.add(at, STEP, new Map(all.map((series, index) => [keyOf(series), (at / STEP + index) % 100])));
    if ((at - START) % MINUTE === MINUTE - STEP) await store.flush();
  }
  database.close();
  const after = written();
  return before === null || after === null ? null : (after - before) / 2 ** 20;
}

const numbers = (cells: number): Raw => emptyRaw(cells).map((_, cell) => cell % 97);
function sums(cells: number): Totals {
  const totals = emptyTotals(cells);
  totals.sum.fill(300);
  totals.min.fill(20);
  totals.max.fill(80);
  totals.count.fill(6);
  return totals;
}

/** Every tier as full as it gets, and the longest time that is not laid together yet. */
async function fillYears(folder: string): Promise<void> {
  const database = await open(folder, 'years.db');
  const rows = createMetricRows(database);
  const today = START - (START % DAY);
  await database.transact(async () => {
    const ids: number[] = [];
    for (const series of all) ids.push(await rows.addSeries(series));
    const [raw, minutes, hours] = [numbers(HOUR / STEP), sums(HOUR / MINUTE), sums(DAY / HOUR)];
    for (const id of ids) {
      for (let hour = START - standardKeep.raw; hour < START; hour += HOUR)
        await rows.putRawHour(id, hour, { step: STEP, cells: raw });
      for (let hour = START - standardKeep.minute; hour < START; hour += HOUR)
        await rows.putMinuteHour(id, hour, minutes);
      for (let day = today - standardKeep.hour; day < today; day += DAY)
        await rows.putHourDay(id, day, hours);
    }
    const cells = numbers(MINUTE / STEP);
    for (let minute = START; minute < START + OPEN; minute += MINUTE)
      await rows.putMinute({ minute, step: STEP, series: new Map(ids.map((id) => [id, cells])) });
    await rows.setNextDay(today);
  });
  database.close();
}

async function readYears(folder: string): Promise<Omit<StoreFigures, 'megabytesPerDay'>> {
  const database = await open(folder, 'years.db');
  const store = await createMetricStore({ database, clock: clockAt(START + OPEN) });
  const to = START + OPEN;
  async function timed(span: number, step: number): Promise<number> {
    const times: number[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const series = all[turn % all.length] ?? { name: '', object: '' };
      const begun = process.cpuUsage();
      const points = await store.read(series, { from: to - span, to, step });
      const { user, system } = process.cpuUsage(begun);
      times.push((user + system) / 1000);
      if (points.length < span / step - 1) throw new Error(`${String(points.length)} points only`);
    }
    return median(times);
  }
  const day = await timed(DAY, 30_000);
  const month = await timed(30 * DAY - OPEN, 10 * MINUTE);
  const years = await timed(730 * DAY, 6 * HOUR);
  const pages = readFileSync(join(folder, 'years.db')).length / 2 ** 20;
  database.close();
  return { day, month, years, megabytes: pages };
}

process.on('message', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-bench-store-'));
  const work = async (): Promise<StoreFigures> => {
    const megabytesPerDay = await writeDay(folder);
    await fillYears(folder);
    return { megabytesPerDay, ...(await readYears(folder)) };
  };
  work().then(
    (figures) => {
      rmSync(folder, { recursive: true });
      process.send?.(figures);
    },
    (error: unknown) => {
      rmSync(folder, { recursive: true });
      throw error;
    },
  );
});
process.send?.({ ready: true });
