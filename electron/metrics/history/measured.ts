/** Series over a span that others choose: as points, and as the columns of a chart. */
import type { ChartSeries } from '../../../shared/api/monitoring-history.ts';
import { toTimestamp } from '../../kernel/clock.ts';
import type { Point } from '../store/reading.ts';
import { standardKeep } from '../store/store.ts';
import { columnsOf } from './columns.ts';
import type { ReadDeps } from './read.ts';
import type { NamedSeries } from './selection.ts';
import { stepFor, tierOf } from './steps.ts';

/** From when to when (ms UTC), and into how many points of each series at most. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

/** Reads them. */
export interface Measured {
  /** ms from one point to the next: as fine as it is kept and fits. */
  stepOf(stretch: Stretch): number;
  read(series: NamedSeries, stretch: Stretch): Promise<readonly Point[]>;
  chart(series: readonly NamedSeries[], stretch: Stretch): Promise<ChartSeries>;
}

/** Makes it. */
export function createMeasured({ store, clock, rawStep }: ReadDeps): Measured {
  const stepOf = ({ from, to, most }: Stretch): number =>
    stepFor({ from, to, now: clock.now(), raw: rawStep(), keep: standardKeep, most, wished: null });
  const read = (series: NamedSeries, { from, to, most }: Stretch): Promise<Point[]> =>
    store.read(series, { from, to, step: stepOf({ from, to, most }) });
  return {
    stepOf,
    read,
    async chart(all, stretch) {
      const { from, to } = stretch;
      const step = stepOf(stretch);
      const series: ChartSeries['series'] = [];
      for (const one of all) series.push(columnsOf(one, await read(one, stretch)));
      return { from: toTimestamp(from), to: toTimestamp(to), step: step / 1000, tier: tierOf(step), series };
    },
  };
}
