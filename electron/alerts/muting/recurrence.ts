/** When maintenance comes back. Pure. */
import { weekdays, type Schedule, type Weekday } from '../../../shared/api/muting.ts';
import { DAY_MS, MINUTE_MS, dayAt, minutesOf, startOn, type Span } from './zoned.ts';

/** When, and for how long. */
export interface Plan {
  readonly schedule: Schedule;
  readonly duration_minutes: number;
  /** IANA. */
  readonly time_zone: string;
}

/** What a plan says of a moment. */
export interface PlanNow {
  /** The time that it is in; of several that overlap the one that ends last. */
  readonly current: Span | null;
  /** The next one to start. */
  readonly next: Span | null;
}

/** Fifth weekdays are the rarest: two of them are never further apart than this many days. */
const FURTHEST = 100;
/** 1970-01-01 was a Thursday. */
const THURSDAY = 3;

/** The day of the week of a day. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + THURSDAY) % 7) + 7) % 7] ?? 'mon';

/** Whether it comes back on a day. */
export function fallsOn(schedule: Schedule, day: number): boolean {
  if (schedule.every === 'day') return true;
  if (schedule.every === 'week') return schedule.days.includes(weekdayOf(day));
  const date = new Date(day * DAY_MS);
  const dayOfMonth = date.getUTCDate();
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  if ('day' in schedule) {
    return dayOfMonth === (schedule.day === -1 ? length : Math.min(schedule.day, length));
  }
  if (schedule.weekday !== weekdayOf(day)) return false;
  return schedule.nth === -1 ? dayOfMonth + 7 > length : Math.ceil(dayOfMonth / 7) === schedule.nth;
}

/** The time of a day on which it comes back. Its length is what a stopwatch shows. */
function spanOn({ schedule, duration_minutes, time_zone }: Plan, day: number): Span {
  const start = startOn(day, minutesOf(schedule.at), time_zone);
  return { start, end: start + duration_minutes * MINUTE_MS };
}

/** Every time that some of `[from, to)` is part of, the first first. */
export function spansBetween(plan: Plan, from: number, to: number): readonly Span[] {
  const found: Span[] = [];
  // A change of the clocks may move a start into the next day or keep an end back: one day more on both sides.
  const first = dayAt(from - plan.duration_minutes * MINUTE_MS, plan.time_zone) - 1;
  const last = dayAt(to, plan.time_zone) + 1;
  for (let day = first; day <= last; day++) {
    if (!fallsOn(plan.schedule, day)) continue;
    const span = spanOn(plan, day);
    if (span.start < to && span.end > from) found.push(span);
  }
  return found;
}

/** The first time that starts after a moment. */
export function nextAfter(plan: Plan, at: number): Span | null {
  const today = dayAt(at, plan.time_zone);
  for (let day = today - 1; day <= today + FURTHEST; day++) {
    if (!fallsOn(plan.schedule, day)) continue;
    const span = spanOn(plan, day);
    if (span.start > at) return span;
  }
  return null;
}

/** See {@link PlanNow}. */
export const planAt = (plan: Plan, at: number): PlanNow => ({
  current: spansBetween(plan, at, at + 1).at(-1) ?? null,
  next: nextAfter(plan, at),
});

/** The next times, the one of now first. */
export function upcoming(plan: Plan, at: number, count: number): readonly Span[] {
  const { current } = planAt(plan, at);
  const found = current ? [current] : [];
  let last = at;
  while (found.length < count) {
    const next = nextAfter(plan, last);
    if (!next) break;
    found.push(next);
    last = next.start;
  }
  return found;
}
