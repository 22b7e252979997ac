import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, lastPlace, lonePlaces, valueAt } from '../../../renderer/pages/monitoring/charts/align.ts';
import {
  chartKinds,
  firstObjects,
  isKept,
  MOST_LINES,
  mostObjects,
  objectsOf,
  unitOf,
} from '../../../renderer/pages/monitoring/charts/kinds.ts';
import { axisMoments } from '../../../renderer/pages/monitoring/charts/moments.ts';
import { pictureOf } from '../../../renderer/pages/monitoring/charts/picture.ts';
import { thin } from '../../../renderer/pages/monitoring/charts/thin.ts';
import { axisFigures, figure } from '../../../renderer/pages/monitoring/figures.ts';
import {
  byUrgency,
  diskState,
  filesystemState,
  temperatureState,
  type DiskHealth,
  type Filesystem,
} from '../../../renderer/pages/monitoring/how.ts';
import {
  chosen,
  moved,
  ranges,
  shiftOf,
  shownOf,
  spanAt,
  widened,
} from '../../../renderer/pages/monitoring/spans.ts';
import { pathOf } from '../../../renderer/pages/monitoring/tiles/spark-path.ts';
import { diskRates, networkRates } from '../../../renderer/pages/monitoring/tiles/whole.ts';
import type { SeriesColumns } from '../../../shared/api/monitoring-history.ts';
import { metrics } from '../../../shared/metric-names.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 21, 12);

const columns = (
  at: readonly number[],
  mean: readonly (number | null)[],
  { metric = 'system.cpu.usage', object = '' } = {},
): SeriesColumns => ({
  ...{ metric, object, unit: 'percent' },
  at: [...at],
  mean: [...mean],
  min: mean.map((value) => value && value - 1),
  max: mean.map((value) => value && value + 1),
});

describe('figures', () => {
  it.each([
    [12.34, 'percent', '12\u00a0%'],
    [1.26, 'percent', '1.3\u00a0%'],
    [54.4, 'celsius', '54\u00a0°C'],
    [4_250_000, 'rate', '4.25\u00a0MB/s'],
    [999, 'rate', '999\u00a0B/s'],
    [4 * 2 ** 30, 'bytes', '4\u00a0GiB'],
    [1023 * 2 ** 30, 'bytes', '1,023\u00a0GiB'],
    [2400, 'megahertz', '2.4\u00a0GHz'],
    [0.426, 'load', '0.43'],
    [0, 'bytes', '0\u00a0B'],
    [1500, 'milliseconds', '1.5\u00a0s'],
  ] as const)('tell %d %s as %s', (value, unit, told) => {
    expect(figure(value, unit, 'en')).toBe(told);
  });

  it('set percent close in Chinese', () => {
    expect(figure(12, 'percent', 'zh-CN')).toBe('12%');
    expect(figure(54, 'celsius', 'zh-CN')).toBe('54\u00a0°C');
  });

  it('at an axis have the unit of the largest', () => {
    expect(axisFigures([0, 512 * 2 ** 20, 2 ** 30], 'bytes', 'en')).toEqual([
      '0\u00a0GiB',
      '0.5\u00a0GiB',
      '1\u00a0GiB',
    ]);
  });
});

describe('the time that is shown', () => {
  it('takes of an address what makes sense', () => {
    expect(shownOf({ range: '7d', compare: 'week', from: 5, to: 100_000 })).toEqual({
      ...{ range: '7d', compare: 'week', from: 5, to: 100_000 },
    });
    expect(shownOf({ range: '7y', compare: 7, from: 100_000, to: 5 })).toEqual({});
    expect(shownOf({ from: 1, to: 2 })).toEqual({});
    expect(shownOf({ from: 1 })).toEqual({});
  });

  it('ends now unless a part was chosen', () => {
    expect(spanAt({ range: '24h' }, NOW)).toEqual({ from: NOW - DAY, to: NOW });
    expect(spanAt({ range: '24h', from: 0, to: DAY }, NOW)).toEqual({ from: 0, to: DAY });
  });

  it('is never empty, beyond now or longer than what is kept, whatever is dragged over or pressed', () => {
    const moment = fc.integer({ min: NOW - 2 * ranges['2y'], max: NOW + DAY });
    fc.assert(
      fc.property(moment, moment, fc.constantFrom(0.5, 2), fc.constantFrom(-1, 1), (one, other, by, way) => {
        const first = chosen(one, other, NOW);
        for (const span of [first, widened(first, by, NOW), moved(first, way, NOW)]) {
          expect(span.to).toBeLessThanOrEqual(NOW);
          expect(span.to - span.from).toBeLessThanOrEqual(ranges['2y']);
          if (span.from > NOW - ranges['2y']) expect(span.to - span.from).toBeGreaterThanOrEqual(60_000);
        }
      }),
    );
  });

  it('stays as long when it is moved, and goes no further than now', () => {
    const span = { from: NOW - 3 * HOUR, to: NOW - HOUR };
    expect(moved(span, -1, NOW)).toEqual({ from: NOW - 4 * HOUR, to: NOW - 2 * HOUR });
    expect(moved(span, 1, NOW)).toEqual({ from: NOW - 2 * HOUR, to: NOW });
    expect(moved(moved(span, 1, NOW), 1, NOW)).toEqual({ from: NOW - 2 * HOUR, to: NOW });
  });

  it('is compared with the same time of an earlier day, clocks changed or not', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      const noon = new Date(2026, 9, 25, 12).getTime();
      expect(shiftOf('day', noon)).toBe(25 * HOUR);
      expect(shiftOf('week', noon)).toBe(7 * DAY + HOUR);
      expect(shiftOf('day', NOW)).toBe(DAY);
      expect(shiftOf('year', NOW)).toBe(365 * DAY);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('series on one axis', () => {
  const first = columns([0, 10, 20, 30], [1, 2, null, 4]);
  const second = columns([10, 30, 50], [7, 8, 9], { metric: 'system.load.1' });

  it('stand at their own times; a gap stays one, and what says nothing says nothing', () => {
    const aligned = align([first, second]);
    const { at, columns: laid } = aligned;
    expect(at).toEqual([0, 10, 20, 30, 50]);
    expect(laid[0]).toEqual([1, 2, null, 4, undefined]);
    expect(laid[2]).toEqual([2, 3, null, 5, undefined]);
    expect(laid[3]).toEqual([undefined, 7, undefined, 8, 9]);
    expect(valueAt(aligned, 3, 2, 30)).toBe(7);
    expect(valueAt(aligned, 0, 2, 30)).toBeNull();
    expect(valueAt(aligned, 3, 0, 30)).toBeNull();
    expect(lastPlace(aligned)).toBe(4);
  });

  it('do not pass off as a value of now what is long ago', () => {
    const aligned = align([first, second]);
    expect(valueAt(aligned, 0, 4, 30)).toBe(4);
    expect(valueAt(aligned, 0, 4, 15)).toBeNull();
    expect(pictureOf('load', [first, second]).lines.map(({ reach }) => reach)).toEqual([15, 30]);
  });

  it('have those of an earlier time beside them, moved', () => {
    const { at, columns: laid } = align([first], [columns([-100, -90], [5, 6])], 100);
    expect(at).toEqual([0, 10, 20, 30]);
    expect(laid[3]).toEqual([5, 6, undefined, undefined]);
  });

  it('name the points to which no line goes', () => {
    expect(lonePlaces([null, 3, null, 4, 5, null, undefined, 6])).toEqual([1, 7]);
    expect(lonePlaces([3, undefined, null])).toEqual([0]);
    expect(lonePlaces([3, undefined, 4])).toEqual([]);
  });

  it('keep their colours in an earlier time; what is not there now has none', () => {
    const other = columns([0], [3], { metric: 'system.load.5' });
    const { lines, earlier } = pictureOf('load', [first, second], [second, other], 0);
    expect(lines.map(({ mean, least, most }) => [mean, least, most])).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(earlier).toEqual([
      { metric: 'system.load.1', object: '', colour: 1, reach: 30, mean: 6, least: null, most: null },
    ]);
  });
});

describe('a chart as a table', () => {
  it('has rows of equal length, the latest first, each with the mean of its values and the least and the most', () => {
    const series = columns([0, 10, 20, 30, 40, 50], [1, 2, 3, null, 5, 6]);
    expect(thin([series], { from: 0, to: 60, step: 10, rows: 4 })).toEqual([
      { at: 40, cells: [{ mean: 5.5, min: 4, max: 7 }] },
      { at: 20, cells: [{ mean: 3, min: 2, max: 4 }] },
      { at: 0, cells: [{ mean: 1.5, min: 0, max: 3 }] },
    ]);
  });

  it('says where there is nothing', () => {
    expect(thin([columns([0], [1])], { from: 0, to: 20, step: 10, rows: 5 })[0]).toEqual({
      at: 10,
      cells: [null],
    });
  });

  it('never has more rows than were asked for, and loses no value', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 2, max: 40 }),
        (from, count, rows) => {
          const at = Array.from({ length: count }, (_, place) => from + place);
          const parts = thin(
            [
              columns(
                at,
                at.map((moment) => moment + 1),
              ),
            ],
            { from, to: from + count, step: 1, rows },
          );
          expect(parts.length).toBeLessThanOrEqual(rows);
          expect(Math.max(...parts.map(({ cells }) => cells[0]?.max ?? 0))).toBe(from + count + 1);
          expect(Math.min(...parts.map(({ cells }) => cells[0]?.min ?? Infinity))).toBe(from);
        },
      ),
    );
  });
});

describe('what charts draw', () => {
  it('is of one unit each', () => {
    for (const kind of chartKinds) {
      expect(kind.metrics.map((name) => metrics[name].unit)).toEqual(kind.metrics.map(() => unitOf(kind)));
    }
  });

  const io = chartKinds.find(({ id }) => id === 'disk_io');
  const kept = ['sda', 'sdb', 'loop0', 'md0', 'sdz'].map((object) => ({
    metric: 'system.disk_io.read',
    object,
  }));

  it('begins with what is there now and stands for itself', () => {
    if (io === undefined) throw new Error('There is no such chart');
    const objects = objectsOf(io, kept);
    expect(objects).toEqual(['sda', 'sdb', 'loop0', 'md0', 'sdz']);
    expect(firstObjects(io, objects, ['loop0', 'md0', 'sdb'])).toEqual(['sdb']);
    expect(firstObjects(io, objects, ['md0'])).toEqual(['md0']);
    expect(firstObjects(io, objects, [])).toEqual(['sda', 'sdb']);
    expect(mostObjects(io) * io.metrics.length).toBeLessThanOrEqual(MOST_LINES);
    expect(isKept(io, kept)).toBe(true);
    expect(isKept(io, [{ metric: 'system.disk.used', object: '/' }])).toBe(false);
  });
});

describe('times at an axis', () => {
  it('tell the day once, and the hour each time', () => {
    const midnight = new Date(2026, 10, 21).getTime();
    const marks = [-12, -6, 0, 6].map((hours) => midnight + hours * HOUR);
    expect(axisMoments(marks, 6 * HOUR, 'zh-CN')).toEqual([
      '12:00\n11月20日',
      '18:00',
      '0:00\n11月21日',
      '6:00',
    ]);
  });

  it('tell months with their year', () => {
    const marks = [10, 11, 12].map((month) => new Date(2026, month, 1).getTime());
    expect(axisMoments(marks, 30 * DAY, 'en')).toEqual(['Nov\n2026', 'Dec', 'Jan\n2027']);
  });
});

describe('a small picture', () => {
  it('begins anew after a gap', () => {
    expect(pathOf({ at: [0, 50, 100], mean: [0, null, 10] }, 1)).toBe('M0.0 23.0M100.0 1.0');
    expect(pathOf({ at: [0, 100], mean: [5, 5] }, 10)).toBe('M0.0 12.0L100.0 12.0');
    expect(pathOf({ at: [], mean: [] }, 1)).toBe('');
  });
});

describe('how parts are doing', () => {
  const filesystem = (percent: number): Filesystem => ({
    ...{ mount: '/', device: '/dev/sda1', type: 'ext4', read_only: false },
    space: { total: 1, used: 1, free: 0, available: 0, percent, inodes: 0, inodes_free: 0 },
  });

  it('says of a file system what there is to do', () => {
    expect(filesystemState(filesystem(60))).toBe('ok');
    expect(filesystemState(filesystem(85))).toBe('warning');
    expect(filesystemState(filesystem(95))).toBe('error');
    expect(filesystemState({ ...filesystem(100), read_only: true })).toBe('ok');
    expect(filesystemState({ ...filesystem(0), space: null })).toBe('unknown');
    const outlook = {
      ...({ trend: 'growing', method: 'theil_sen', days_of_history: 20 } as const),
      per_day: { low: 1, likely: 2, high: 3 },
      days_to_full: { low: 9, likely: 13, high: 20 },
    };
    expect(filesystemState(filesystem(60), outlook)).toBe('warning');
  });

  it('believes a disk, and what comes before its end', () => {
    const well: DiskHealth = {
      ...{ disk: 'sda', model: null, serial: null, passed: true, temperature: 30, power_on_hours: 1 },
      ...{ reallocated_sectors: 0, pending_sectors: 0, used_percent: null, asleep_since: null },
    };
    expect(diskState(well)).toBe('ok');
    expect(diskState({ ...well, reallocated_sectors: 8 })).toBe('warning');
    expect(diskState({ ...well, used_percent: 95 })).toBe('warning');
    expect(diskState({ ...well, passed: false })).toBe('error');
    expect(diskState({ ...well, passed: null })).toBe('unknown');
    expect(diskState(undefined)).toBe('unknown');
  });

  it('puts what needs somebody first', () => {
    const sensors = [30, 95, 104].map((value) => ({ sensor: String(value), value, critical: 100 }));
    expect(byUrgency(sensors, temperatureState).map(({ sensor }) => sensor)).toEqual(['104', '95', '30']);
  });
});

describe('all disks and interfaces together', () => {
  const io = (disk: string, rate: number | null) => ({
    ...{ disk, reads: 0, writes: 0, read_bytes: 0, written_bytes: 0, busy_seconds: 0 },
    ...{ read_rate: rate, write_rate: rate, reads_rate: null, writes_rate: null, busy: null },
  });

  it('count each byte once', () => {
    expect(diskRates([io('sda', 5), io('sdb', 7), io('md0', 12), io('dm-0', 12)])).toEqual([12, 12]);
  });

  it('are not known before there are two looks', () => {
    expect(diskRates([io('sda', null)])).toBeNull();
    expect(networkRates([])).toBeNull();
  });
});
