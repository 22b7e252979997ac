/** What alerts ask of the rest of the program. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { ChartSeries } from '../../shared/api/monitoring-history.ts';
import type { MetricName } from '../../shared/metric-names.ts';
import type { Notice, NoticeTiming } from '../../shared/notice.ts';

/** One series. */
export interface SeriesName {
  readonly name: string;
  /** Empty where there is one only. */
  readonly object: string;
}

/** One whose name is one of ours. */
export interface NamedSeries extends SeriesName {
  readonly name: MetricName;
}

/** From when to when (ms UTC), and into how many points of each series at most. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly most: number;
}

/** What many values within one step come to. */
export interface MeasuredPoint {
  /** Start of the step, ms UTC. */
  readonly at: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** What is measured, now and before. */
export interface Measurements {
  /** Calls `listener` with what was just measured, by the key of each series. Returns the way to stop it. */
  onValues(listener: (values: ReadonlyMap<string, number>) => void): () => void;
  seriesOf(key: string): SeriesName;
  keyOf(series: SeriesName): string;
  /** All that are kept. */
  series(): readonly SeriesName[];
  /** ms from one point to the next: as fine as it is kept and fits into `most` points. */
  stepOf(stretch: Stretch): number;
  read(series: NamedSeries, stretch: Stretch): Promise<readonly MeasuredPoint[]>;
  chart(series: readonly NamedSeries[], stretch: Stretch): Promise<ChartSeries>;
}

/** What is known of an object that is measured. */
export interface Described {
  /** What people call it. */
  readonly shown: string;
  /** By which rules may name it, `shown` among them. */
  readonly names: readonly string[];
  /** `false`: it is gone for good, or nobody looks at it any more. */
  readonly present: boolean;
  /** Why it is not well, in its own words. */
  readonly cause: StoredReason | null;
  /** Of a check; see `Trouble`. */
  readonly host: string | null;
  readonly check_kind: string | null;
  readonly outside: boolean | null;
}

/** Knows the objects. */
export interface Objects {
  describe(metric: MetricName, object: string): Described;
}

/** Whoever names what is behind an alert: lines of a notice. */
export interface Culprits {
  of(metric: MetricName, object: string): Promise<readonly StoredReason[]>;
}

/** What became of a notice. Times in ms UTC. */
export interface Fate {
  readonly key: string;
  /** Why it was given to no channel at all; `null` where it was. */
  readonly reason: StoredReason | null;
  readonly deliveries: readonly {
    readonly channel_name: string;
    readonly status: 'pending' | 'sending' | 'sent' | 'failed' | 'withdrawn';
    readonly reason: StoredReason | null;
    readonly created_at: number;
    readonly finished_at: number | null;
  }[];
}

/** Whoever keeps and delivers notices. */
export interface Outbox {
  /** Joins the transaction that it is called in. */
  put(notice: Notice, timing: NoticeTiming): Promise<void>;
  /** Somebody has taken note of a subject: no reminder of it goes out any more. Joins the transaction, too. */
  noted(subject: string): Promise<void>;
  /** What became of those with these keys; one that it does not know is left out. */
  deliveriesOf(keys: readonly string[]): Promise<readonly Fate[]>;
}
