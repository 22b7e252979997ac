/** Which time the charts show: a range up to now, or a part of it that was chosen. Pure; times in ms UTC. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long each range is. Two years are all that is kept. */
export const ranges = {
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
  '1y': 365 * DAY,
  '2y': 730 * DAY,
} as const;
/** One of {@link ranges}. */
export type Range = keyof typeof ranges;

/** Which earlier time is drawn beside it. */
export const comparisons = ['day', 'week', 'year'] as const;
/** One of {@link comparisons}. */
export type Comparison = (typeof comparisons)[number];

/** From `from` up to `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the page's address says of the charts; without `from` and `to` they end now. */
export interface Shown {
  readonly range?: Range;
  readonly compare?: Comparison;
  readonly from?: number;
  readonly to?: number;
}

/** Nothing shorter can be chosen: it would be a few points. */
const SHORTEST = MINUTE;
const LONGEST = ranges['2y'];

/** The range that is shown unless one is chosen. */
export const standardRange: Range = '6h';

const isMoment = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value);

/** A range by its name; `null` where there is none of that name. */
export const rangeOf = (name: unknown): Range | null =>
  Object.keys(ranges).find((one): one is Range => one === name) ?? null;

/** What of an address's search makes sense. */
export function shownOf({ range, compare, from, to }: Readonly<Record<string, unknown>>): Shown {
  const known = rangeOf(range);
  const earlier = comparisons.find((one) => one === compare);
  return {
    ...(known === null ? {} : { range: known }),
    ...(earlier === undefined ? {} : { compare: earlier }),
    ...(isMoment(from) && isMoment(to) && to - from >= SHORTEST ? { from, to } : {}),
  };
}

/** What was chosen by hand; `null` where the charts go along with the time. */
export const chosenOf = ({ from, to }: Shown): Span | null =>
  from === undefined || to === undefined ? null : { from, to };

/** What the charts show at `now`. */
export function spanAt(shown: Shown, now: number): Span {
  return chosenOf(shown) ?? { from: now - ranges[shown.range ?? standardRange], to: now };
}

/** A part that somebody dragged over: whole seconds, not too short, not beyond `now`. */
export function chosen(one: number, other: number, now: number): Span {
  const to = Math.min(Math.round(Math.max(one, other) / 1000) * 1000, now);
  const from = Math.min(Math.round(Math.min(one, other) / 1000) * 1000, to - SHORTEST);
  return { from: Math.max(from, now - LONGEST), to };
}

/** `factor` times as long, around `middle`. */
export function widened({ from, to }: Span, factor: number, now: number, middle = (from + to) / 2): Span {
  const length = Math.min((to - from) * factor, LONGEST);
  const start = Math.min(middle - length / 2, now - length);
  return chosen(start, start + length, now);
}

/** As long, by half of that earlier (−1) or later (1). */
export function moved({ from, to }: Span, direction: -1 | 1, now: number): Span {
  const by = Math.min((direction * (to - from)) / 2, now - to);
  return chosen(from + by, to + by, now);
}

/** How far back the compared time lies: the same time of the day where clocks were changed in between, too. */
export function shiftOf(compare: Comparison, at: number): number {
  const before = new Date(at);
  if (compare === 'year') before.setFullYear(before.getFullYear() - 1);
  else before.setDate(before.getDate() - (compare === 'day' ? 1 : 7));
  return at - before.getTime();
}
