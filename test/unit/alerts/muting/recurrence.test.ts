import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  fallsOn,
  planAt,
  spansBetween,
  upcoming,
  weekdayOf,
  type Plan,
} from '../../../../electron/alerts/muting/recurrence.ts';
import { DAY_MS, isTimeZone } from '../../../../electron/alerts/muting/zoned.ts';
import { weekdays, type Schedule } from '../../../../shared/api/muting.ts';

const HOUR = 3_600_000;
const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const local = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });

/** Starts and ends as the clock on the wall shows them, with its offset. */
const timesOf = (plan: Plan, from: string, to: string): string[] =>
  spansBetween(plan, ms(from), ms(to)).map(
    ({ start, end }) => `${local(start, plan.time_zone)} ${local(end, plan.time_zone)}`,
  );

const daily = (at: string, duration_minutes: number, time_zone: string): Plan => ({
  schedule: { every: 'day', at },
  duration_minutes,
  time_zone,
});

describe('maintenance across the changes of the clocks', () => {
  it.each([
    // Berlin: 29 March 2026 02:00 → 03:00, 25 October 2026 03:00 → 02:00.
    [
      'the hour that is left out',
      daily('02:30', 60, 'Europe/Berlin'),
      '2026-03-28T12:00Z',
      ['2026-03-29T03:30+02:00 2026-03-29T04:30+02:00'],
    ],
    [
      'the first of an hour that comes twice',
      daily('02:30', 60, 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      ['2026-10-25T02:30+02:00 2026-10-25T02:30+01:00'],
    ],
    [
      'one that goes on over spring',
      daily('01:30', 120, 'Europe/Berlin'),
      '2026-03-28T12:00Z',
      ['2026-03-29T01:30+01:00 2026-03-29T04:30+02:00'],
    ],
    [
      'one that goes on over autumn',
      daily('01:30', 120, 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      ['2026-10-25T01:30+02:00 2026-10-25T02:30+01:00'],
    ],
    // New York: 8 March 2026 02:00 → 03:00, 1 November 2026 02:00 → 01:00.
    [
      'New York in spring',
      daily('02:15', 30, 'America/New_York'),
      '2026-03-07T12:00Z',
      ['2026-03-08T03:15-04:00 2026-03-08T03:45-04:00'],
    ],
    [
      'New York in autumn',
      daily('01:15', 30, 'America/New_York'),
      '2026-10-31T12:00Z',
      ['2026-11-01T01:15-04:00 2026-11-01T01:45-04:00'],
    ],
    // Lord Howe moves by half an hour: 4 October 2026 02:00 → 02:30, 5 April 2026 02:00 → 01:30.
    [
      'Lord Howe in spring',
      daily('02:10', 60, 'Australia/Lord_Howe'),
      '2026-10-03T00:00Z',
      ['2026-10-04T02:40+11:00 2026-10-04T03:40+11:00'],
    ],
    [
      'Lord Howe in autumn',
      daily('01:45', 60, 'Australia/Lord_Howe'),
      '2026-04-04T00:00Z',
      ['2026-04-05T01:45+11:00 2026-04-05T02:15+10:30'],
    ],
    [
      'Kolkata, which has no summer time',
      daily('02:30', 60, 'Asia/Kolkata'),
      '2026-03-28T12:00Z',
      ['2026-03-29T02:30+05:30 2026-03-29T03:30+05:30'],
    ],
    [
      'a day whose midnight is left out',
      daily('00:15', 30, 'Africa/Cairo'),
      '2026-04-23T12:00Z',
      ['2026-04-24T01:15+03:00 2026-04-24T01:45+03:00'],
    ],
  ] as const)('%s', (_, plan, from, expected) => {
    const to = Temporal.Instant.from(from).add({ hours: 24 }).toString();
    expect(timesOf(plan, from, to)).toEqual(expected);
  });

  it('keeps its local time over the year, which a time in UTC would not', () => {
    const plan = daily('03:00', 60, 'Europe/Berlin');
    expect(timesOf(plan, '2026-01-10T00:00Z', '2026-01-10T12:00Z')).toEqual([
      '2026-01-10T03:00+01:00 2026-01-10T04:00+01:00',
    ]);
    expect(timesOf(plan, '2026-07-10T00:00Z', '2026-07-10T12:00Z')).toEqual([
      '2026-07-10T03:00+02:00 2026-07-10T04:00+02:00',
    ]);
  });
});

describe('the days of maintenance', () => {
  const daysOf = (schedule: Schedule, from: string, to: string): string[] => {
    const days: string[] = [];
    for (let day = ms(`${from}T00:00Z`) / DAY_MS; day <= ms(`${to}T00:00Z`) / DAY_MS; day++) {
      if (fallsOn(schedule, day)) days.push(new Date(day * DAY_MS).toISOString().slice(0, 10));
    }
    return days;
  };

  it.each([
    [
      'every Sunday',
      { every: 'week', days: ['sun'], at: '03:00' },
      ['2026-02-01', '2026-02-08', '2026-02-15', '2026-02-22'],
    ],
    [
      'two days of the week',
      { every: 'week', days: ['sat', 'mon'], at: '03:00' },
      [
        '2026-02-02',
        '2026-02-07',
        '2026-02-09',
        '2026-02-14',
        '2026-02-16',
        '2026-02-21',
        '2026-02-23',
        '2026-02-28',
      ],
    ],
    ['the 15th', { every: 'month', day: 15, at: '03:00' }, ['2026-02-15']],
    ['the 31st of a short month is its last', { every: 'month', day: 31, at: '03:00' }, ['2026-02-28']],
    ['the last day', { every: 'month', day: -1, at: '03:00' }, ['2026-02-28']],
    ['the second Tuesday', { every: 'month', nth: 2, weekday: 'tue', at: '03:00' }, ['2026-02-10']],
    ['the last Sunday', { every: 'month', nth: -1, weekday: 'sun', at: '03:00' }, ['2026-02-22']],
    ['a fifth Sunday that there is not', { every: 'month', nth: 5, weekday: 'sun', at: '03:00' }, []],
  ] as const)('%s', (_, schedule, expected) => {
    expect(daysOf(schedule as unknown as Schedule, '2026-02-01', '2026-02-28')).toEqual(expected);
  });

  it('knows the last day of a leap year, and the fifth Sunday of a month that has one', () => {
    expect(daysOf({ every: 'month', day: 30, at: '03:00' }, '2028-02-01', '2028-02-29')).toEqual([
      '2028-02-29',
    ]);
    expect(
      daysOf({ every: 'month', nth: 5, weekday: 'sun', at: '03:00' }, '2026-03-01', '2026-03-31'),
    ).toEqual(['2026-03-29']);
  });

  it('goes by the day of its zone, not of UTC', () => {
    const plan: Plan = {
      schedule: { every: 'week', days: ['sun'], at: '23:30' },
      duration_minutes: 60,
      time_zone: 'America/New_York',
    };
    expect(timesOf(plan, '2026-01-04T12:00Z', '2026-01-06T12:00Z')).toEqual([
      '2026-01-04T23:30-05:00 2026-01-05T00:30-05:00',
    ]);
  });

  it('finds a fifth Sunday however long it is away', () => {
    const plan: Plan = {
      schedule: { every: 'month', nth: 5, weekday: 'sun', at: '03:00' },
      duration_minutes: 60,
      time_zone: 'Europe/Berlin',
    };
    expect(upcoming(plan, ms('2026-03-30T00:00Z'), 3).map(({ start }) => local(start, 'UTC'))).toEqual([
      '2026-05-31T01:00+00:00',
      '2026-08-30T01:00+00:00',
      '2026-11-29T02:00+00:00',
    ]);
  });

  it('of times that overlap is in the one that ends last', () => {
    const plan = daily('00:00', 36 * 60, 'Asia/Kolkata');
    const { current, next } = planAt(plan, ms('2026-05-10T01:00+05:30'));
    expect(current && local(current.start, plan.time_zone)).toBe('2026-05-10T00:00+05:30');
    expect(next && local(next.start, plan.time_zone)).toBe('2026-05-11T00:00+05:30');
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
const weekday = fc.constantFrom(...weekdays);
const schedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ every: fc.constant('day' as const), at: time }),
  fc.record({
    every: fc.constant('week' as const),
    days: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }),
    at: time,
  }),
  fc.record({
    every: fc.constant('month' as const),
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant(-1 as const)),
    at: time,
  }),
  fc.record({
    every: fc.constant('month' as const),
    nth: fc.constantFrom(1, 2, 3, 4, 5, -1),
    weekday,
    at: time,
  }),
);
const plan: fc.Arbitrary<Plan> = fc.record({
  schedule,
  duration_minutes: fc.integer({ min: 1, max: 10_080 }),
  time_zone: fc.constantFrom(...zones),
});
/** Mostly about changes of the clocks. */
const moment = fc.oneof(
  fc.integer({ min: ms('2024-01-01T00:00Z'), max: ms('2030-01-01T00:00Z') }),
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-29',
        '2026-10-25',
        '2026-03-08',
        '2026-11-01',
        '2026-04-05',
        '2026-10-04',
        '2026-04-24',
      ),
      fc.integer({ min: -36 * 60, max: 36 * 60 }),
    )
    .map(([day, minutes]) => ms(`${day}T00:00Z`) + minutes * 60_000),
);

describe('any maintenance', () => {
  it('comes at its local time, or after one that is left out, and lasts as long as it was told', () => {
    fc.assert(
      fc.property(plan, moment, (one, from) => {
        for (const { start, end } of spansBetween(one, from, from + 40 * 24 * HOUR)) {
          expect(end - start).toBe(one.duration_minutes * 60_000);
          const shown = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(one.time_zone);
          const wall = shown.toPlainTime().toString({ smallestUnit: 'minute' });
          if (wall !== one.schedule.at) {
            // The wanted time does not exist on that day: it was moved by what is left out, an hour at most.
            const wanted = shown.toPlainDate().toPlainDateTime(one.schedule.at);
            const there = wanted.toZonedDateTime(one.time_zone, { disambiguation: 'earlier' });
            expect(there.toPlainDateTime().equals(wanted)).toBe(false);
            expect(shown.epochMilliseconds - there.epochMilliseconds).toBeLessThanOrEqual(HOUR);
          }
          // The day itself is one of the schedule's.
          expect(fallsOn(one.schedule, ms(`${shown.toPlainDate().toString()}T00:00Z`) / DAY_MS)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is on at a moment exactly if one of its times holds it, and none is missed between now and the next', () => {
    fc.assert(
      fc.property(plan, moment, (one, at) => {
        const { current, next } = planAt(one, at);
        if (current) {
          expect(current.start).toBeLessThanOrEqual(at);
          expect(current.end).toBeGreaterThan(at);
        }
        const within = spansBetween(one, at + 1, next ? next.start + 1 : at + 40 * 24 * HOUR);
        expect(within.filter(({ start }) => start > at)).toEqual(next ? [next] : []);
      }),
      { numRuns: 60 },
    );
  });

  it('answers the same for a stretch and for its two halves', () => {
    fc.assert(
      fc.property(plan, moment, fc.integer({ min: 1, max: 20 * 24 }), (one, from, hours) => {
        const [middle, to] = [from + hours * HOUR, from + 2 * hours * HOUR];
        const halves = [...spansBetween(one, from, middle), ...spansBetween(one, middle, to)];
        const unique = new Map(halves.map((span) => [span.start, span]));
        expect([...unique.values()]).toEqual(spansBetween(one, from, to));
      }),
      { numRuns: 60 },
    );
  });
});

describe('days and zones', () => {
  it('counts the days of the week from a Thursday, before 1970 too', () => {
    expect([-4, -3, 0, 3, 4].map(weekdayOf)).toEqual(['sun', 'mon', 'thu', 'sun', 'mon']);
  });

  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Etc/GMT+5', true],
    ['Asia/Kolkata', true],
    ['America/Argentina/Buenos_Aires', true],
    ['+01:00', false],
    ['Local', false],
    ['Europe/Atlantis', false],
    ['', false],
    ['Europe/Berlin\n', false],
  ])('%j is a time zone: %s', (name, expected) => {
    expect(isTimeZone(name)).toBe(expected);
  });
});
