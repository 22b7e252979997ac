/** Addresses over time, as bars: from when to when each stood, lane by lane. Pure; times in ms UTC. */
import type { AddressChange, Family, HistoryEntry } from '../../../../shared/api/ddns.ts';
import { ranges, type Range } from '../../monitoring/spans.ts';

/** One address for as long as it stood. */
export interface Bar {
  readonly value: string;
  /** `null`: it stood there before anything that is known. */
  readonly from: number | null;
  /** `null`: it still stands. */
  readonly to: number | null;
  /** Nobody looks any more, so that its end is not known. */
  readonly isLost?: boolean;
}

/** Who said so, or what kind of address it is, with its bars from the oldest on. */
export interface Lane {
  readonly id: string;
  readonly family: Family;
  readonly source: AddressChange['source'] | null;
  readonly bars: readonly Bar[];
}

/** What stood under a name: what was written, and what was taken away. Of rows as they are told, the newest first. */
export function lanesOfName(newestFirst: readonly HistoryEntry[], families: readonly Family[]): Lane[] {
  const rows = newestFirst.toReversed();
  const known = new Set([...families, ...rows.map(({ family }) => family)]);
  return (['A', 'AAAA'] as const)
    .filter((family) => known.has(family))
    .map((family) => {
      const bars: Bar[] = [];
      let standing: { readonly value: string; readonly from: number | null } | null = null;
      for (const { result, ip, previous_ip: previous, timestamp } of rows.filter(
        (row) => row.family === family,
      )) {
        if (result === 'failed') continue;
        const at = Date.parse(timestamp);
        // What stood there before the first row that is kept.
        if (standing === null && previous !== null && bars.length === 0)
          standing = { value: previous, from: null };
        const next = result === 'removed' ? null : ip;
        if (standing !== null && next !== standing.value) {
          bars.push({ ...standing, to: at });
          standing = null;
        }
        if (next !== null) standing ??= { value: next, from: at };
      }
      if (standing !== null) bars.push({ ...standing, to: null });
      return { id: family, family, source: null, bars };
    });
}

/** What each source came to; the one that said something last comes first. Of rows as they are told, the newest first. */
export function lanesOfSources(newestFirst: readonly AddressChange[]): Lane[] {
  const lanes = new Map<string, { readonly row: AddressChange; readonly bars: Bar[] }>();
  for (const row of newestFirst) {
    const { kind, id, name } = row.source;
    const key = [kind, id ?? name, row.family].join(' ');
    const lane = lanes.get(key) ?? { row, bars: [] };
    lanes.set(key, lane);
    lane.bars.push({
      value: row.address,
      from: Date.parse(row.timestamp),
      to: row.until === null ? null : Date.parse(row.until),
      ...(row.until === null && !row.watched ? { isLost: true } : {}),
    });
  }
  return [...lanes].map(([id, { row, bars }]) => ({
    id,
    family: row.family,
    source: row.source,
    bars: bars.toReversed(),
  }));
}

/** What is shown unless another range is chosen: all that is known, as far as a month shows it. */
export function fittingRange(lanes: readonly Lane[], now: number): Range {
  const begins = lanes.flatMap(({ bars }) => bars.map(({ from }) => from ?? -Infinity));
  const age = now - Math.min(now, ...begins);
  return (['24h', '7d'] as const).find((range) => age <= ranges[range]) ?? '30d';
}

/** Where something stands in a picture: shares of its width from 0 to 1. */
export interface Placed {
  readonly bar: Bar;
  readonly start: number;
  readonly length: number;
}

/** Narrower than this a bar could not be seen. */
const LEAST = 0.002;

/** The bars of a lane that are seen between two moments, where they are drawn. */
export function place(bars: readonly Bar[], from: number, to: number): Placed[] {
  const whole = Math.max(to - from, 1);
  return bars.flatMap((bar) => {
    const begin = Math.max(bar.from ?? -Infinity, from);
    const end = Math.min(bar.to ?? Infinity, to);
    if (end < from || begin > to) return [];
    const start = Math.min((begin - from) / whole, 1 - LEAST);
    return [{ bar, start, length: Math.max((end - begin) / whole, LEAST) }];
  });
}

/** How long an address stood (ms) as of `now`; `null` where its begin is not known. */
export const lasted = ({ from, to }: Bar, now: number): number | null =>
  from === null ? null : Math.max((to ?? now) - from, 0);
