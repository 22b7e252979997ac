/** When maintenance comes back, as it is chosen in a form and as it is said. Pure. */
import { weekdays, type Schedule, type Weekday } from '../../../../shared/api/muting.ts';
import type { Say } from '../../../page-key.ts';

/** How it comes back: `month_day` on a day by its number, `month_nth` on the first Sunday. */
export type Rhythm = 'day' | 'week' | 'month_day' | 'month_nth';
/** All of them, from the shortest on. */
export const rhythms = ['day', 'week', 'month_day', 'month_nth'] as const satisfies readonly Rhythm[];

/** Which of its kind in a month; the last is −1. */
export const places = [1, 2, 3, 4, 5, -1] as const;
/** One of {@link places}. */
export type Place = (typeof places)[number];

/** Everything that can be chosen; what the rhythm does not need waits. */
export interface ScheduleDraft {
  readonly rhythm: Rhythm;
  readonly days: readonly Weekday[];
  /** 1 to 31, or −1 for the last. */
  readonly day: number;
  readonly nth: Place;
  readonly weekday: Weekday;
  /** `HH:MM` */
  readonly at: string;
}

/** What is usual: the night from Saturday on. */
const usual: ScheduleDraft = {
  rhythm: 'week',
  days: ['sun'],
  day: 1,
  nth: 1,
  weekday: 'sun',
  at: '03:00',
};

/** As a form shows it. */
export function scheduleDraft(schedule: Schedule | undefined): ScheduleDraft {
  if (schedule === undefined) return usual;
  const { at } = schedule;
  if (schedule.every === 'day') return { ...usual, rhythm: 'day', at };
  if (schedule.every === 'week') return { ...usual, rhythm: 'week', days: schedule.days, at };
  if ('day' in schedule) return { ...usual, rhythm: 'month_day', day: schedule.day, at };
  return { ...usual, rhythm: 'month_nth', nth: schedule.nth, weekday: schedule.weekday, at };
}

/** As it is sent; `null` where something is missing. */
export function scheduleOf({ rhythm, days, day, nth, weekday, at }: ScheduleDraft): Schedule | null {
  if (!/^\d\d:\d\d$/.test(at)) return null;
  switch (rhythm) {
    case 'day':
      return { every: 'day', at };
    case 'week':
      return days.length === 0 ? null : { every: 'week', days: inOrder(days), at };
    case 'month_day':
      return { every: 'month', day, at };
    case 'month_nth':
      return { every: 'month', nth, weekday, at };
  }
}

/** Monday first. */
export const inOrder = (days: readonly Weekday[]): Weekday[] => weekdays.filter((day) => days.includes(day));

/** A Monday (UTC). */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** What a day of the week is called. */
export const weekdayName = (day: Weekday, language: string, length: 'short' | 'long' = 'short'): string =>
  new Intl.DateTimeFormat(language, { weekday: length, timeZone: 'UTC' }).format(
    MONDAY + weekdays.indexOf(day) * DAY_MS,
  );

/** Days of the week in a row: "every day", "Monday to Friday", "Sat, Sun". */
export function daysText(days: readonly Weekday[], language: string, say: Say): string {
  const sorted = inOrder(days);
  if (sorted.length === 7) return say('alerts.every_day');
  const [first] = sorted;
  const last = sorted.at(-1);
  const isRow = weekdays.indexOf(last ?? 'mon') - weekdays.indexOf(first ?? 'mon') === sorted.length - 1;
  if (sorted.length > 2 && isRow && first !== undefined && last !== undefined) {
    return say('alerts.from_to', {
      from: weekdayName(first, language),
      to: weekdayName(last, language),
    });
  }
  const names = sorted.map((day) => weekdayName(day, language));
  return new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' }).format(names);
}

/** "Every Sunday at 03:00". */
export function scheduleText(schedule: Schedule, language: string, say: Say): string {
  const { at } = schedule;
  if (schedule.every === 'day') return say('alerts.schedule.day', { at });
  if (schedule.every === 'week') {
    return say('alerts.schedule.week', { days: daysText(schedule.days, language, say), at });
  }
  if ('day' in schedule) {
    return schedule.day === -1
      ? say('alerts.schedule.month_end', { at })
      : say('alerts.schedule.month_day', { day: schedule.day, at });
  }
  return say('alerts.schedule.month_nth', {
    nth: say(`alerts.nth.${schedule.nth}`),
    weekday: weekdayName(schedule.weekday, language, 'long'),
    at,
  });
}
