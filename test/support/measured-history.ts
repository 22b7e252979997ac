/**
 * Two years in the life of a small NAS, as the store keeps them: by the hour for two years, by the minute for thirty days,
 * every fifteen seconds for two days. It was off for three hours three days ago, and for two days five months ago.
 * `node test/support/measured-history.ts <data folder>` writes them, while no daemon runs there.
 */
import { openMeasured } from '../../electron/migrate.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { openDataFolder } from '../../electron/kernel/data-folder.ts';
import { createLogger } from '../../electron/kernel/logger.ts';
import { addRaw, addTotal, emptyRaw, emptyTotals } from '../../electron/metrics/store/cells.ts';
import { createMetricRows } from '../../electron/metrics/store/rows.ts';
import { DAY, HOUR, MINUTE, startOf, startsIn } from '../../electron/metrics/store/times.ts';
import type { MetricName } from '../../shared/metric-names.ts';

const STEP = 15_000;
const GIB = 2 ** 30;

/** A number from 0 up to 1 that belongs to two others (a bit mixer, Chris Wellons, public domain). */
function chance(one: number, other: number): number {
  let mixed = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(other | 0, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** How busy a household is by the hour of the day, 0 to 1. */
const busy = (at: number): number => {
  const hour = (at / HOUR) % 24;
  return 0.15 + 0.6 * Math.max(0, Math.sin(((hour - 7) / 15) * Math.PI)) ** 2;
};
/** The nightly backup, from two to three. */
const backup = (at: number): number => ((at / HOUR) % 24 >= 2 && (at / HOUR) % 24 < 3 ? 1 : 0);

interface Made {
  readonly name: MetricName;
  readonly object: string;
  /** What it is at a moment, `years` before now being negative. */
  readonly base: (at: number, years: number) => number;
  /** How far single looks lie around it. */
  readonly spread: number;
}

const one = (name: MetricName, spread: number, base: Made['base'], object = ''): Made => ({
  ...{ name, object, base, spread },
});

const series: readonly Made[] = [
  one('system.cpu.usage', 18, (at) => 6 + 22 * busy(at) + 30 * backup(at)),
  one('system.cpu.iowait', 3, (at) => 1 + 2 * busy(at) + 12 * backup(at)),
  one('system.cpu.steal', 0, () => 0),
  one('system.load.1', 0.6, (at) => 0.3 + 1.1 * busy(at) + 1.6 * backup(at)),
  one('system.load.5', 0.3, (at) => 0.3 + 1.1 * busy(at) + 1.5 * backup(at)),
  one('system.load.15', 0.15, (at) => 0.35 + busy(at) + 1.2 * backup(at)),
  one('system.memory.usage', 3, (at) => 42 + 8 * busy(at)),
  one('system.memory.used', 0.2 * GIB, (at) => (3 + busy(at)) * GIB),
  one('system.memory.cached', 0.3 * GIB, (at) => (2.4 + backup(at)) * GIB),
  one('system.memory.available', 0.2 * GIB, (at) => (4.6 - busy(at)) * GIB),
  one('system.swap.usage', 0.2, (at) => 2 + busy(at)),
  one('system.swap.used', 5e6, (at) => (0.05 + 0.02 * busy(at)) * GIB),
  one('system.disk.usage', 0.05, (at, years) => 71 + 14 * years + 0.4 * busy(at), '/volume1'),
  one('system.disk.used', 3e8, (at, years) => (5680 + 1120 * years + 3 * busy(at)) * GIB, '/volume1'),
  one('system.disk.available', 3e8, (at, years) => (2320 - 1120 * years - 3 * busy(at)) * GIB, '/volume1'),
  one('system.disk.usage', 0.05, (_, years) => 34 + 2 * years, '/'),
  one('system.disk.used', 1e7, (_, years) => (20.4 + 1.2 * years) * GIB, '/'),
  one('system.disk.available', 1e7, (_, years) => (39.6 - 1.2 * years) * GIB, '/'),
  ...['sda', 'sdb'].flatMap((disk, place) => [
    one('system.disk_io.read', 3e6, (at) => 2e5 + 8e6 * busy(at) ** 2 + 9e7 * backup(at), disk),
    one('system.disk_io.write', 1e6, (at) => 3e5 + 4e6 * busy(at) + 2e7 * backup(at), disk),
    one('system.disk.temperature', 1, (at) => 34 + place + 5 * busy(at) + 4 * backup(at), disk),
  ]),
  one('system.network.received', 4e6, (at) => 1e5 + 9e6 * busy(at) ** 2, 'eth0'),
  one('system.network.sent', 2e6, (at) => 8e4 + 3e6 * busy(at) + 4e7 * backup(at), 'eth0'),
  one('system.temperature', 3, (at) => 41 + 12 * busy(at) + 8 * backup(at), 'coretemp Package id 0'),
  one('api.latency', 1.5, (at) => 1.8 + 2 * busy(at)),
  one('process.cpu', 0.2, () => 0.4),
  one('process.memory', 4e6, () => 96e6),
];

/** Whether the NAS was off. */
const isOff = (at: number, now: number): boolean => {
  const ago = now - at;
  return (ago > 3 * DAY && ago < 3 * DAY + 3 * HOUR) || (ago > 150 * DAY && ago < 152 * DAY);
};

/** What one look tells: near to what is usual, now and then far above it. */
function look(made: Made, number: number, at: number, now: number): number {
  const usual = made.base(at, (at - now) / (365 * DAY));
  const luck = chance(number, Math.floor(at / STEP));
  const lively = luck > 0.97 ? 2.5 : luck - 0.5;
  return Math.max(0, usual + made.spread * lively);
}

/** Writes all of it into the folder's `metrics.db`, up to `now` (ms UTC). */
export async function writeHistory(dataDir: string, now: number): Promise<void> {
  const logger = createLogger('warn');
  const folder = openDataFolder(dataDir);
  const database = await openMeasured(folder, { clock: systemClock, logger });
  const rows = createMetricRows(database);
  const today = startOf(now, DAY);
  try {
    await database.transact(async () => {
      for (const [number, made] of series.entries()) {
        const id = await rows.addSeries({ name: made.name, object: made.object });
        const at = (moment: number): number => look(made, number, moment, now);

        for (const hour of startsIn(now - 30 * DAY, now, HOUR)) {
          const minutes = emptyTotals(HOUR / MINUTE);
          if (now - hour < 2 * DAY) {
            const raw = emptyRaw(HOUR / STEP);
            for (let cell = 0; cell < raw.length; cell += 1) {
              const moment = hour + cell * STEP;
              if (moment < now) raw[cell] = at(moment);
            }
            await rows.putRawHour(id, hour, { step: STEP, cells: raw });
            addRaw(minutes, raw, (cell) => Math.floor((cell * STEP) / MINUTE));
          } else {
            for (let cell = 0; cell < HOUR / MINUTE; cell += 1) {
              const moment = hour + cell * MINUTE;
              if (isOff(moment, now)) continue;
              const value = at(moment);
              const least = Math.max(0, value - made.spread / 3);
              addTotal(minutes, cell, 4 * value, least, value + made.spread / 2, 4);
            }
          }
          await rows.putMinuteHour(id, hour, minutes);
        }
        for (const day of startsIn(now - 730 * DAY, today, DAY)) {
          const hours = emptyTotals(DAY / HOUR);
          for (let hour = 0; hour < DAY / HOUR; hour += 1) {
            const looks = [0, 1, 2].map((part) => day + hour * HOUR + part * 20 * MINUTE);
            for (const moment of looks) {
              if (isOff(moment, now)) continue;
              const value = at(moment);
              addTotal(hours, hour, 80 * value, value, value, 80);
            }
          }
          await rows.putHourDay(id, day, hours);
        }
      }
      await rows.setNextDay(today);
    });
  } finally {
    database.close();
  }
}

if (import.meta.main) {
  const [, , dataDir] = process.argv;
  if (dataDir === undefined) throw new Error('Which data folder?');
  await writeHistory(dataDir, Date.now());
}
