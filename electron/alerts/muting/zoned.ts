/** From the clock on the wall to moments, across changes of the clocks (IANA time zones). */
import { Temporal } from 'temporal-polyfill';
import { UserError } from '../../kernel/errors.ts';

/** A stretch of time, ms UTC; the end is no longer part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Milliseconds of a day of 24 hours. Days are counted from 1970-01-01, whatever the zone. */
export const DAY_MS = 86_400_000;
/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000;

/** Whether it is the name of a time zone (`Europe/Berlin`); an offset is none: it knows nothing of summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** @throws {UserError} `VALIDATION_ERROR` */
export function checkTimeZone(name: string): void {
  if (isTimeZone(name)) return;
  throw new UserError('VALIDATION_ERROR', {
    params: { path: 'time_zone', keyword: 'time_zone', limit: '' },
  });
}

/** The day that a calendar on the wall shows at a moment. */
export function dayAt(at: number, zone: string): number {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** What clock and calendar on the wall show at a moment: `2026-11-20 07:00 Europe/Berlin`. */
export function onTheWall(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return `${local.toString({ smallestUnit: 'minute' }).replace('T', ' ')} ${zone}`;
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function wallTime(day: number, minutes: number): Temporal.PlainDateTime {
  const utc = Temporal.Instant.fromEpochMilliseconds(day * DAY_MS + minutes * MINUTE_MS);
  return utc.toZonedDateTimeISO('UTC').toPlainDateTime();
}

/**
 * When the clock on the wall shows a time: of one that comes twice the first; one that is left out is read with the offset
 * from before the change, so that 02:30 becomes 03:30 (RFC 5545 §3.3.5).
 */
export function startOn(day: number, minutes: number, zone: string): number {
  return wallTime(day, minutes).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/**
 * When the clock on the wall reaches a time (`first`), or leaves it behind for good (`last`): of one that comes twice the
 * first or the last; of one that is left out the moment of the change.
 */
export function edgeOf(day: number, minutes: number, zone: string, which: 'first' | 'last'): number {
  const wall = wallTime(day, minutes);
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!early.toPlainDateTime().equals(wall)) {
    const change = early.getTimeZoneTransition('next');
    if (change) return change.epochMilliseconds;
  }
  if (which === 'first') return early.epochMilliseconds;
  return wall.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
}
