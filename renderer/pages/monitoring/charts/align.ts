/** Several series on one axis of time, as uPlot takes them. Pure. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';

/** A value; `null` is a gap, `undefined` says nothing: the line goes on. */
export type Cell = number | null | undefined;

/** Rows by time: of each series its mean, least and most; then of each earlier one its mean. */
export interface Aligned {
  /** ms UTC, rising */
  readonly at: readonly number[];
  readonly columns: readonly (readonly Cell[])[];
}

/** `before` are the same of an earlier time, moved `shift` ms to stand beside the others. */
export function align(
  series: readonly SeriesColumns[],
  before: readonly SeriesColumns[] = [],
  shift = 0,
): Aligned {
  const moments = new Set(series.flatMap(({ at }) => at));
  for (const { at } of before) for (const moment of at) moments.add(moment + shift);
  const at = [...moments].sort((one, other) => one - other);
  const places = new Map(at.map((moment, place) => [moment, place]));

  const laid = (times: readonly number[], values: readonly (number | null)[], by: number): Cell[] => {
    const column = new Array<Cell>(at.length).fill(undefined);
    for (const [index, moment] of times.entries()) {
      const place = places.get(moment + by);
      if (place !== undefined) column[place] = values[index] ?? null;
    }
    return column;
  };
  return {
    at,
    columns: [
      ...series.flatMap(({ at: times, mean, min, max }) => [
        laid(times, mean, 0),
        laid(times, min, 0),
        laid(times, max, 0),
      ]),
      ...before.map(({ at: times, mean }) => laid(times, mean, shift)),
    ],
  };
}

/**
 * What a column says at a place: its own value there, or of the nearest place before that has one or a gap, as long as
 * that is no more than `reach` ms ago.
 */
export function valueAt(
  { at, columns }: Aligned,
  column: number,
  place: number,
  reach: number,
): number | null {
  const cells = columns[column] ?? [];
  const end = at[place] ?? 0;
  for (let here = place; here >= 0 && end - (at[here] ?? 0) <= reach; here -= 1) {
    const value = cells[here];
    if (value !== undefined) return value;
  }
  return null;
}

/** The last place at which any of the columns has a value. */
export function lastPlace({ at, columns }: Aligned): number {
  for (let place = at.length - 1; place >= 0; place -= 1) {
    if (columns.some((column) => typeof column[place] === 'number')) return place;
  }
  return -1;
}

/** Places of values that stand between two gaps: no line goes there, so they are drawn as points. */
export function lonePlaces(column: readonly Cell[]): number[] {
  const places = column.flatMap((value, place) => (value === undefined ? [] : [place]));
  const isGap = (number: number): boolean => typeof column[places[number] ?? -1] !== 'number';
  return places.filter((_, number) => !isGap(number) && isGap(number - 1) && isGap(number + 1));
}
