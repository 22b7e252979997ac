/** What a chart draws: its lines with their colours, and their points. Pure. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';
import type { MetricUnit } from '../../../../shared/metric-names.ts';
import { align, type Aligned } from './align.ts';
import { MOST_LINES } from './kinds.ts';

/** One line. */
export interface Line {
  readonly metric: string;
  readonly object: string;
  /** Which of the colours. */
  readonly colour: number;
  /** Columns of {@link Picture}'s `data`; `least` and `most` are missing for an earlier time. */
  readonly mean: number;
  readonly least: number | null;
  readonly most: number | null;
  /** How long a value of it holds, ms: until the next one should have come. */
  readonly reach: number;
}

/** All of it. */
export interface Picture {
  readonly unit: MetricUnit;
  readonly lines: readonly Line[];
  /** Of the time that is compared. */
  readonly earlier: readonly Line[];
  readonly series: readonly SeriesColumns[];
  readonly data: Aligned;
}

/** One value may be late, two have not come: what nine of ten distances do not exceed, and half of it. */
function reachOf({ at }: SeriesColumns): number {
  const distances = at.slice(1).map((moment, place) => moment - (at[place] ?? moment));
  distances.sort((one, other) => one - other);
  return 1.5 * (distances[Math.floor(0.9 * (distances.length - 1))] ?? 0);
}

/** Lines that stand for the same have the same colour, also of an earlier time. */
export function pictureOf(
  unit: MetricUnit,
  series: readonly SeriesColumns[],
  before: readonly SeriesColumns[] = [],
  shift = 0,
): Picture {
  const shown = series.slice(0, MOST_LINES);
  const placeOf = ({ metric, object }: SeriesColumns): number =>
    shown.findIndex((one) => one.metric === metric && one.object === object);
  const matching = before.filter((one) => placeOf(one) >= 0);
  return {
    unit,
    series: shown,
    lines: shown.map((one, place) => ({
      ...{ metric: one.metric, object: one.object, colour: place, reach: reachOf(one) },
      ...{ mean: 3 * place, least: 3 * place + 1, most: 3 * place + 2 },
    })),
    earlier: matching.map((one, place) => ({
      ...{ metric: one.metric, object: one.object, colour: placeOf(one), reach: reachOf(one) },
      ...{ mean: 3 * shown.length + place, least: null, most: null },
    })),
    data: align(shown, matching, shift),
  };
}
