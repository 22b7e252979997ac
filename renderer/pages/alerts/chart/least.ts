/** Where the axis of a chart with thresholds ends at least. Pure. */
import type { MetricUnit } from '../../../../shared/metric-names.ts';

/** `null`: it begins and ends with the data and the thresholds. */
export function leastOf(unit: MetricUnit, thresholds: readonly number[]): number | null {
  if (unit === 'percent') return 100;
  if (unit === 'yes_no') return 1;
  const most = Math.max(...thresholds);
  // Temperatures far from zero are told apart by what lies between them.
  return unit === 'celsius' || Math.min(...thresholds) < 0 || most <= 0 ? null : most * 1.2;
}
