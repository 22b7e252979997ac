/** Points as the columns that a chart draws. Pure. */
import type { SeriesColumns } from '../../../shared/api/monitoring-history.ts';
import { metrics } from '../../../shared/metric-names.ts';
import type { Point } from '../store/reading.ts';
import type { NamedSeries } from './selection.ts';
import { tidy } from './figures.ts';

/** Beyond so many of its usual distances two points have a gap between them: one value is missing. */
const GAP = 1.5;

/**
 * How far apart a series' points usually are: what nine of ten distances do not exceed. A series that is measured more
 * seldom than others, or was so before the interval was changed, has no gaps for that.
 */
function usualDistance(points: readonly Point[]): number {
  const distances = points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at));
  distances.sort((one, other) => one - other);
  return distances[Math.floor(0.9 * (distances.length - 1))] ?? Infinity;
}

/** A row of nulls stands for a gap, where its first value would be. */
export function columnsOf({ name, object }: NamedSeries, points: readonly Point[]): SeriesColumns {
  const usual = usualDistance(points);
  const columns: SeriesColumns = {
    ...{ metric: name, object, unit: metrics[name].unit },
    ...{ at: [], mean: [], min: [], max: [] },
  };
  const push = (at: number, mean: number | null, min: number | null, max: number | null): void => {
    columns.at.push(at);
    columns.mean.push(mean);
    columns.min.push(min);
    columns.max.push(max);
  };
  let last = Infinity;
  for (const { at, sum, count, min, max } of points) {
    if (at - last > GAP * usual) push(last + usual, null, null, null);
    push(at, tidy(sum / count), tidy(min), tidy(max));
    last = at;
  }
  return columns;
}
