/** Points as the flat list of `GET /monitoring/metrics/system`. Pure. */
import type { MetricValue } from '../../../shared/api/monitoring-history.ts';
import { metrics } from '../../../shared/metric-names.ts';
import { toTimestamp } from '../../kernel/clock.ts';
import type { Point } from '../store/reading.ts';
import { tidy } from './figures.ts';
import type { NamedSeries } from './selection.ts';

/** One entry for each point. */
export function valuesOf({ name, object }: NamedSeries, points: readonly Point[]): MetricValue[] {
  const { unit, of } = metrics[name];
  const [type = ''] = name.split('.');
  const tags: MetricValue['tags'] = of === null ? { type } : { type, [of]: object };
  return points.map(({ at, sum, count, min, max }) => ({
    name,
    value: tidy(sum / count),
    timestamp: toTimestamp(at),
    tags,
    metadata: { unit, min: tidy(min), max: tidy(max), count },
  }));
}
