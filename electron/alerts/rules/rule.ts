/** A rule as it is kept. */
import type { Operator } from '../../../shared/api/alerts.ts';
import type { NoData } from '../../../shared/api/alert-rules.ts';
import type { MetricName } from '../../../shared/metric-names.ts';
import type { Severity } from '../../../shared/notice.ts';

/** What a rule asks of each value, and for how long. */
export interface Terms {
  readonly condition: Operator;
  readonly threshold: number;
  readonly clear_threshold: number | null;
  readonly for_seconds: number;
  readonly keep_firing_seconds: number;
  /** It fires only for an object that was seen well before. */
  readonly after_well: boolean;
  readonly no_data: NoData;
  readonly no_data_seconds: number;
  readonly cooldown_minutes: number;
}

/** A rule. Times in ms UTC. */
export interface Rule extends Terms {
  readonly id: string;
  /** `null`: what the template is called in the reader's language. */
  readonly name: string | null;
  readonly description: string | null;
  readonly metric_name: MetricName;
  readonly severity: Severity;
  readonly enabled: boolean;
  readonly repeat_minutes: number | null;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly notification_channels: readonly string[];
  /** What it was made from. */
  readonly template: string | null;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}
