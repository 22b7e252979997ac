/** Addresses over time: from what was told to bars in a picture. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AddressChange, HistoryEntry, HistoryResult } from '../../../shared/api/ddns.ts';
import {
  fittingRange,
  lanesOfName,
  lanesOfSources,
  lasted,
  place,
} from '../../../renderer/pages/names/timeline/bars.ts';
import { ticksOf } from '../../../renderer/pages/names/timeline/ticks.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.parse('2026-11-20T00:00:00.000Z');
const at = (hours: number): string => new Date(BEGIN + hours * HOUR).toISOString();

const row = (
  hours: number,
  result: HistoryResult,
  ip: string | null,
  previous: string | null = null,
): HistoryEntry => ({
  id: String(hours),
  timestamp: at(hours),
  host_id: 'h',
  host: 'nas.example.com',
  family: ip?.includes(':') === true ? 'AAAA' : 'A',
  ip,
  previous_ip: previous,
  result,
  trigger: 'schedule',
  reason: null,
});
const barsOf = (...oldestFirst: HistoryEntry[]) =>
  lanesOfName(oldestFirst.toReversed(), ['A'])[0]?.bars.map(({ value, from, to }) => [
    value,
    from === null ? null : (from - BEGIN) / HOUR,
    to === null ? null : (to - BEGIN) / HOUR,
  ]);

describe('the addresses of a name', () => {
  it.each<[string, readonly HistoryEntry[], unknown]>([
    [
      'stand until another one is written',
      [row(0, 'created', '1.1.1.1'), row(5, 'updated', '1.1.1.2', '1.1.1.1')],
      [
        ['1.1.1.1', 0, 5],
        ['1.1.1.2', 5, null],
      ],
    ],
    [
      'are one where the same is written again',
      [row(0, 'created', '1.1.1.1'), row(5, 'refreshed', '1.1.1.1', '1.1.1.1')],
      [['1.1.1.1', 0, null]],
    ],
    [
      'end where they are removed',
      [row(0, 'created', '1.1.1.1'), row(5, 'removed', null, '1.1.1.1')],
      [['1.1.1.1', 0, 5]],
    ],
    [
      'come back',
      [row(0, 'created', '1.1.1.1'), row(2, 'removed', null, '1.1.1.1'), row(5, 'created', '1.1.1.1')],
      [
        ['1.1.1.1', 0, 2],
        ['1.1.1.1', 5, null],
      ],
    ],
    [
      'stood there before what is kept',
      [row(5, 'updated', '1.1.1.2', '1.1.1.1')],
      [
        ['1.1.1.1', null, 5],
        ['1.1.1.2', 5, null],
      ],
    ],
    [
      'stay where a write failed',
      [row(0, 'created', '1.1.1.1'), row(5, 'failed', '1.1.1.2', '1.1.1.1')],
      [['1.1.1.1', 0, null]],
    ],
    ['are taken over', [row(3, 'adopted', '1.1.1.1')], [['1.1.1.1', 3, null]]],
    ['are none', [], []],
  ])('%s', (_, rows, bars) => {
    expect(barsOf(...rows)).toEqual(bars);
  });

  it('stand in a lane for each family that is kept or was', () => {
    const lanes = lanesOfName([row(0, 'created', '2001:db8::1')], ['A']);
    expect(lanes.map(({ family, bars }) => `${family} ${String(bars.length)}`)).toEqual(['A 0', 'AAAA 1']);
  });
});

const change = (
  hours: number,
  address: string,
  until: number | null,
  over: Partial<AddressChange> = {},
): AddressChange => ({
  id: `${String(hours)} ${address}`,
  timestamp: at(hours),
  family: 'A',
  address,
  previous: null,
  until: until === null ? null : at(until),
  watched: true,
  reach: 'public',
  source: { kind: 'source', id: 's', name: 'Web services' },
  ...over,
});

describe('the addresses of the sources', () => {
  it('stand in a lane for each source and family, the oldest first', () => {
    const lanes = lanesOfSources([
      change(9, '1.1.1.2', null),
      change(5, '8.8.8.8', null, { source: { kind: 'interface', id: null, name: 'eth0' }, watched: false }),
      change(0, '1.1.1.1', 9),
    ]);
    expect(
      lanes.map(({ source, bars }) => [source?.name, bars.map(({ value, isLost }) => [value, isLost])]),
    ).toEqual([
      [
        'Web services',
        [
          ['1.1.1.1', undefined],
          ['1.1.1.2', undefined],
        ],
      ],
      ['eth0', [['8.8.8.8', true]]],
    ]);
  });
});

describe('the picture', () => {
  const bar = (from: number | null, to: number | null) => ({ value: 'x', from, to });
  const placed = (from: number | null, to: number | null) =>
    place([bar(from, to)], 100, 200).map(({ start, length }) => [start, length]);

  it.each<[string, number | null, number | null, unknown]>([
    ['within', 120, 170, [[0.2, 0.5]]],
    ['from before on', 50, 150, [[0, 0.5]]],
    ['of unknown begin', null, 150, [[0, 0.5]]],
    ['still there', 150, null, [[0.5, 0.5]]],
    ['too short to be seen', 120, 120, [[0.2, 0.002]]],
    ['over before', 20, 80, []],
    ['after', 220, 280, []],
    ['begun just now', 200, null, [[0.998, 0.002]]],
  ])('draws a bar %s', (_, from, to, wanted) => {
    expect(placed(from, to)).toEqual(wanted);
  });

  it('says how long an address stood, where that is known', () => {
    expect(lasted(bar(100, 130), 200)).toBe(30);
    expect(lasted(bar(100, null), 200)).toBe(100);
    expect(lasted(bar(null, 130), 200)).toBeNull();
  });

  it.each([
    [[], '24h'],
    [[bar(BEGIN - HOUR, null)], '24h'],
    [[bar(BEGIN - 3 * DAY, null)], '7d'],
    [[bar(BEGIN - 300 * DAY, null)], '30d'],
    [[bar(null, BEGIN)], '30d'],
  ] as const)('shows as much time as there is, a month at most', (bars, range) => {
    expect(fittingRange([{ id: 'A', family: 'A', source: null, bars }], BEGIN)).toBe(range);
  });
});

describe('the marks of the axis', () => {
  const zone = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each([
    ['an hour', HOUR, 10 * 60_000],
    ['a day', DAY, 6 * HOUR],
    ['a week', 7 * DAY, DAY],
    ['a month', 30 * DAY, 7 * DAY],
    ['two years', 730 * DAY, 180 * DAY],
  ])('are few for %s', (_, span, step) => {
    const ticks = ticksOf(BEGIN - span, BEGIN);
    expect(ticks.step).toBe(step);
    expect(ticks.at.length).toBeGreaterThan(1);
    expect(ticks.at.length).toBeLessThanOrEqual(8);
    expect(ticks.at.every((mark) => mark >= BEGIN - span && mark <= BEGIN)).toBe(true);
  });

  it('stand at midnight, also over the night in which clocks are set back', () => {
    const marks = ticksOf(Date.parse('2026-10-22T12:00:00Z'), Date.parse('2026-10-28T12:00:00Z')).at;
    expect(marks.map((mark) => new Date(mark).getHours())).toEqual(marks.map(() => 0));
    expect(marks.length).toBe(6);
  });
});
