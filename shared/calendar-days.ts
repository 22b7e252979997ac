/** A month's calendar: its weeks, and what stands on which day as a calendar on the wall of a time zone shows it. Pure. */

/** Something with a start and an end, RFC 3339; the end is no longer part of it, and `null` where nobody knows it. */
export interface Stretch {
  readonly starts_at: string;
  readonly ends_at: string | null;
}

/** What of a stretch stands on one day. */
export interface OnDay<T> {
  readonly entry: T;
  /** `HH:MM`; `null`: it goes on from the day before. */
  readonly from: string | null;
  /** `HH:MM`, `24:00` for the end of the day; `null`: it goes on. */
  readonly to: string | null;
}

const DAY_MS = 86_400_000;

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The weeks that hold some of a month (1 to 12), Monday first, as dates: `2026-12-01`. */
export function weeksOf(year: number, month: number): readonly (readonly string[])[] {
  const first = Date.UTC(year, month - 1, 1);
  const last = Date.UTC(year, month, 0);
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY_MS;
  const weeks: string[][] = [];
  for (let week = monday; week <= last; week += 7 * DAY_MS) {
    weeks.push(Array.from({ length: 7 }, (_, day) => isoDay(week + day * DAY_MS)));
  }
  return weeks;
}

/** What stands on each of some days (`2026-12-01`), in the order in which it is given. */
export function onDays<T extends Stretch>(
  entries: readonly T[],
  days: readonly string[],
  zone: string,
): ReadonlyMap<string, readonly OnDay<T>[]> {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'short' },
  });
  // Swedish writes dates and times as ISO 8601 does.
  const wall = (at: number): { readonly day: string; readonly time: string } => {
    const [day = '', time = ''] = format.format(at).split(' ');
    return { day, time };
  };
  const placed = new Map<string, OnDay<T>[]>(days.map((day) => [day, []]));
  for (const entry of entries) {
    const start = wall(Date.parse(entry.starts_at));
    const end = entry.ends_at === null ? null : wall(Date.parse(entry.ends_at));
    // What ends at midnight is of the day that ends then.
    const endsWithDay = end?.time === '00:00' && end.day > start.day;
    const last = endsWithDay ? isoDay(Date.parse(end.day) - DAY_MS) : end?.day;
    for (const [day, list] of placed) {
      if (day < start.day || (last !== undefined && day > last)) continue;
      const to = endsWithDay ? '24:00' : end?.time;
      list.push({
        entry,
        from: day === start.day ? start.time : null,
        to: day === last ? (to ?? null) : null,
      });
    }
  }
  return placed;
}
