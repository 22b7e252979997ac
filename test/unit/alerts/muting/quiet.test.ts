import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  isAlwaysQuiet,
  quietAt,
  quietBetween,
  type QuietPlan,
} from '../../../../electron/alerts/muting/quiet.ts';
import { minutesOf } from '../../../../electron/alerts/muting/zoned.ts';
import { weekdays, type QuietSpan } from '../../../../shared/api/muting.ts';

const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const local = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
const every: QuietSpan['days'] = [...weekdays];

const timesOf = (plan: QuietPlan, from: string, to: string): string[] =>
  quietBetween(plan, ms(from), ms(to)).map(
    ({ start, end }) => `${local(start, plan.time_zone)} ${local(end, plan.time_zone)}`,
  );

describe('quiet hours', () => {
  const nights = (from: string, to: string, time_zone: string): QuietPlan => ({
    spans: [{ days: every, from, to }],
    time_zone,
  });

  it.each([
    [
      'over midnight',
      nights('22:00', '07:00', 'Europe/Berlin'),
      '2026-05-10T12:00Z',
      ['2026-05-10T22:00+02:00 2026-05-11T07:00+02:00'],
    ],
    [
      'a night of 8 hours in spring',
      nights('22:00', '07:00', 'Europe/Berlin'),
      '2026-03-28T12:00Z',
      ['2026-03-28T22:00+01:00 2026-03-29T07:00+02:00'],
    ],
    [
      'a night of 10 hours in autumn',
      nights('22:00', '07:00', 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      ['2026-10-24T22:00+02:00 2026-10-25T07:00+01:00'],
    ],
    [
      'a start that is left out is the change',
      nights('02:30', '06:00', 'Europe/Berlin'),
      '2026-03-28T12:00Z',
      ['2026-03-29T03:00+02:00 2026-03-29T06:00+02:00'],
    ],
    [
      'an end that is left out is the change',
      nights('22:00', '02:30', 'Europe/Berlin'),
      '2026-03-28T12:00Z',
      ['2026-03-28T22:00+01:00 2026-03-29T03:00+02:00'],
    ],
    [
      'an end that comes twice is the second',
      nights('22:00', '02:30', 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      ['2026-10-24T22:00+02:00 2026-10-25T02:30+01:00'],
    ],
    [
      'a start that comes twice is the first',
      nights('02:30', '06:00', 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      ['2026-10-25T02:30+02:00 2026-10-25T06:00+01:00'],
    ],
    ['hours that are left out wholly', nights('02:10', '02:50', 'Europe/Berlin'), '2026-03-28T12:00Z', []],
    [
      'New York in spring',
      nights('23:00', '02:30', 'America/New_York'),
      '2026-03-07T20:00Z',
      ['2026-03-07T23:00-05:00 2026-03-08T03:00-04:00'],
    ],
    [
      'Lord Howe in spring, by half an hour',
      nights('22:00', '02:15', 'Australia/Lord_Howe'),
      '2026-10-03T04:00Z',
      ['2026-10-03T22:00+10:30 2026-10-04T02:30+11:00'],
    ],
    [
      'Lord Howe in autumn',
      nights('22:00', '01:45', 'Australia/Lord_Howe'),
      '2026-04-04T04:00Z',
      ['2026-04-04T22:00+11:00 2026-04-05T01:45+10:30'],
    ],
    [
      'Kolkata',
      nights('22:00', '07:00', 'Asia/Kolkata'),
      '2026-03-28T10:00Z',
      ['2026-03-28T22:00+05:30 2026-03-29T07:00+05:30'],
    ],
  ] as const)('%s', (_, plan, from, expected) => {
    const to = Temporal.Instant.from(from).add({ hours: 20 }).toString();
    expect(timesOf(plan, from, to)).toEqual(expected);
  });

  it('are the same hour on the wall in winter and in summer', () => {
    const plan = nights('22:00', '07:00', 'Europe/Berlin');
    expect(quietAt(plan, ms('2026-01-10T06:30+01:00')).until).toBe(ms('2026-01-10T07:00+01:00'));
    expect(quietAt(plan, ms('2026-07-10T06:30+02:00')).until).toBe(ms('2026-07-10T07:00+02:00'));
    expect(quietAt(plan, ms('2026-07-10T07:30+02:00')).until).toBeNull();
  });

  it('of each day of the week belong to the day they start on, and those that touch are one', () => {
    const plan: QuietPlan = {
      spans: [
        { days: ['fri'], from: '22:00', to: '24:00' },
        { days: ['sat'], from: '00:00', to: '24:00' },
        { days: ['sun'], from: '00:00', to: '09:00' },
      ],
      time_zone: 'Europe/Berlin',
    };
    expect(timesOf(plan, '2026-05-04T00:00Z', '2026-05-11T00:00Z')).toEqual([
      '2026-05-08T22:00+02:00 2026-05-10T09:00+02:00',
    ]);
    expect(quietAt(plan, ms('2026-05-08T22:00+02:00'))).toEqual({
      until: ms('2026-05-10T09:00+02:00'),
      next: { start: ms('2026-05-15T22:00+02:00'), end: ms('2026-05-17T09:00+02:00') },
    });
    expect(quietAt(plan, ms('2026-05-10T09:00+02:00')).until).toBeNull();
  });

  it('must leave some time of the week', () => {
    expect(isAlwaysQuiet([{ days: every, from: '00:00', to: '24:00' }])).toBe(true);
    expect(isAlwaysQuiet([{ days: every, from: '12:00', to: '11:59' }])).toBe(false);
    expect(
      isAlwaysQuiet([
        { days: every, from: '22:00', to: '10:00' },
        { days: every, from: '09:00', to: '22:30' },
      ]),
    ).toBe(true);
    expect(isAlwaysQuiet([])).toBe(false);
  });
});

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
  'Africa/Cairo',
];
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const span: fc.Arbitrary<QuietSpan> = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 7 }),
    from: time,
    to: time,
  })
  .filter(({ from, to }) => from !== to);
const plan: fc.Arbitrary<QuietPlan> = fc
  .record({ spans: fc.array(span, { maxLength: 4 }), time_zone: fc.constantFrom(...zones) })
  .filter(({ spans }) => !isAlwaysQuiet(spans));
const moment = fc
  .tuple(
    fc.constantFrom(
      '2026-03-29',
      '2026-10-25',
      '2026-03-08',
      '2026-11-01',
      '2026-04-05',
      '2026-10-04',
      '2026-04-24',
      '2026-06-15',
    ),
    fc.integer({ min: -30 * 60, max: 40 * 60 }),
  )
  .map(([day, minutes]) => ms(`${day}T00:00Z`) + minutes * 60_000);

/** What the clock on the wall says, by the definition. */
function isQuietOnTheWall({ spans, time_zone }: QuietPlan, at: number): boolean {
  const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(time_zone);
  const minute = shown.hour * 60 + shown.minute;
  const today = weekdays[shown.dayOfWeek - 1] ?? 'mon';
  const yesterday = weekdays[(shown.dayOfWeek + 5) % 7] ?? 'mon';
  return spans.some(({ days, from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    if (start < end) return days.includes(today) && minute >= start && minute < end;
    return (days.includes(today) && minute >= start) || (days.includes(yesterday) && minute < end);
  });
}

/** Whether a change of the clocks is so near that an hour may come twice. */
function isNearChange(at: number, zone: string): boolean {
  const [before, after] = [at - 5 * 3_600_000, at + 5 * 3_600_000].map((moment) =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone),
  );
  return before?.offsetNanoseconds !== after?.offsetNanoseconds;
}

describe('any quiet hours', () => {
  it('are quiet whenever the clock on the wall says so, and away from a change only then', () => {
    fc.assert(
      fc.property(plan, moment, (one, at) => {
        const isQuiet = quietAt(one, at).until !== null;
        if (isQuietOnTheWall(one, at)) expect(isQuiet).toBe(true);
        else if (!isNearChange(at, one.time_zone)) expect(isQuiet).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('end, and are over at their end; the next ones come later', () => {
    fc.assert(
      fc.property(plan, moment, (one, at) => {
        const { until, next } = quietAt(one, at);
        if (until !== null) {
          expect(until).toBeGreaterThan(at);
          expect(quietAt(one, until).until).toBeNull();
          expect(quietAt(one, until - 1).until).toBe(until);
        }
        if (next) {
          expect(next.start).toBeGreaterThan(until ?? at);
          expect(quietAt(one, next.start).until).toBe(next.end);
          expect(quietAt(one, next.start - 1).until).toBeNull();
        }
      }),
      { numRuns: 40 },
    );
  });
});
