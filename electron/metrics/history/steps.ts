/** How fine a span is read: as fine as it is kept, and as many values as there may be. Pure; all times in ms. */
import type { Keep } from '../store/store.ts';
import { DAY, HOUR, MINUTE, startOf } from '../store/times.ts';

/** Steps that a reader of a chart expects. */
const sensible = [
  15_000,
  30_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
] as const;

/** What a step is read from. */
export type Tier = 'raw' | 'minute' | 'hour';

/** The coarsest tier that has such a step exactly. */
export function tierOf(step: number): Tier {
  if (step % HOUR === 0) return 'hour';
  return step % MINUTE === 0 ? 'minute' : 'raw';
}

/** What is asked. */
export interface Asked {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  /** Between two looks at the machine. */
  readonly raw: number;
  readonly keep: Keep;
  /** Values of one series, at most. */
  readonly most: number;
  /** The step that is wished for; `null` for the finest. */
  readonly wished: number | null;
}

/** Values that a series has from `from` to `to` at most. */
export const valuesIn = (from: number, to: number, step: number): number =>
  Math.ceil((to - startOf(from, step)) / step);

/** The finest step that is not below the wish, is kept for so long, and stays within `most`. */
export function stepFor({ from, to, now, raw, keep, most, wished }: Asked): number {
  const age = now - from;
  const isKept = (step: number): boolean => {
    const tier = tierOf(step);
    return tier === 'hour' || (tier === 'minute' ? age <= keep.minute : age <= keep.raw);
  };
  const least = Math.max(wished ?? raw, raw);
  const steps = [least, ...sensible.filter((step) => step > least && (step >= MINUTE || step % raw === 0))];
  const found = steps.find((step) => isKept(step) && valuesIn(from, to, step) <= most);
  if (found !== undefined) return found;
  // Two steps more than days there are: the first and the last may be parts.
  let days = Math.max(1, Math.ceil((to - from) / most / DAY), Math.ceil(least / DAY));
  while (valuesIn(from, to, days * DAY) > Math.max(most, 2)) days += 1;
  return days * DAY;
}
