/** A series in few rows, for who reads it as a table. Pure. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';

/** What a part of the time comes to; `null` where nothing was measured in it. */
export interface Thin {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** A part of the time, and each series in it. */
export interface ThinRow {
  /** Where it begins, ms UTC. */
  readonly at: number;
  readonly cells: readonly (Thin | null)[];
}

function partOf({ at, mean, min, max }: SeriesColumns, from: number, to: number): Thin | null {
  let [count, sum, least, most] = [0, 0, Infinity, -Infinity];
  for (const [index, moment] of at.entries()) {
    const value = mean[index] ?? null;
    if (moment < from || moment >= to || value === null) continue;
    count += 1;
    sum += value;
    least = Math.min(least, min[index] ?? value);
    most = Math.max(most, max[index] ?? value);
  }
  return count === 0 ? null : { mean: sum / count, min: least, max: most };
}

/** At most `rows` parts of the same length, `step` ms or a multiple of it, the latest first. */
export function thin(
  series: readonly SeriesColumns[],
  { from, to, step, rows }: { from: number; to: number; step: number; rows: number },
): ThinRow[] {
  const each = Math.max(1, Math.ceil((to - from) / step / (rows - 1))) * step;
  const first = Math.floor(from / each) * each;
  const parts: ThinRow[] = [];
  for (let at = first; at < to; at += each) {
    const cells = series.map((one) => partOf(one, at, at + each));
    parts.unshift({ at, cells });
  }
  return parts;
}
