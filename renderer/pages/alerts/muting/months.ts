/** Months of a calendar. Pure; a month is 1 to 12. */
import { weeksOf } from '../../../../shared/calendar-days.ts';

/** One of them. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

const DAY_MS = 86_400_000;

/** The month in which a moment (ms UTC) is, by a zone's clock. */
export function monthAt(at: number, zone: string): Month {
  const [year = '', month = ''] = dayAt(at, zone).split('-');
  return { year: Number(year), month: Number(month) };
}

/** The day in which a moment is, by a zone's clock: `2026-12-01`. */
export function dayAt(at: number, zone: string): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
}

/** Some months later, or earlier. */
export function monthsOn({ year, month }: Month, by: number): Month {
  const months = year * 12 + month - 1 + by;
  return { year: Math.floor(months / 12), month: (months % 12) + 1 };
}

/** What has to be asked for to fill the weeks of a month, wherever on earth: moments as RFC 3339. */
export function stretchOf({ year, month }: Month): { readonly from: string; readonly to: string } {
  const days = weeksOf(year, month).flat();
  const first = Date.parse(days[0] ?? '');
  const last = Date.parse(days.at(-1) ?? '');
  return { from: new Date(first - DAY_MS).toISOString(), to: new Date(last + 2 * DAY_MS).toISOString() };
}

/** "December 2026". */
export const monthName = ({ year, month }: Month, language: string): string =>
  new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, 1),
  );

/** Whether a day (`2026-12-01`) is of a month. */
export const isOf = (day: string, { year, month }: Month): boolean =>
  day.startsWith(`${String(year)}-${String(month).padStart(2, '0')}`);
