/** The last hour of something, as small as a word. What it says in numbers stands beside it. */
import type { SeriesColumns } from '../../../../shared/api/monitoring-history.ts';
import { pathOf } from './spark-path.ts';
import style from './tiles.module.css';

interface SparklineProps {
  /** Not there while it is asked for, or where it is not kept. */
  readonly series: SeriesColumns | undefined;
  /** Where the top stands at least. */
  readonly least: number;
}

/** The line; its room is taken before it comes. */
export function Sparkline({ series, least }: SparklineProps) {
  return (
    <svg
      className={style.spark}
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {series !== undefined && <path d={pathOf(series, least)} vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}
