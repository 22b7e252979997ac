/** An alert as it is kept. */
import type { Operator } from '../../../shared/api/alerts.ts';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { MetricName } from '../../../shared/metric-names.ts';
import type { Severity } from '../../../shared/notice.ts';
import type { Told } from '../telling/told.ts';

/** What was so of it when it was last written. */
export interface AlertFacts {
  /** Of the rule, `null` where it has the name of its template. */
  readonly name: string | null;
  readonly description: string | null;
  readonly template: string | null;
  readonly metric_name: MetricName;
  readonly condition: Operator;
  readonly threshold: number;
  readonly object: string;
  readonly object_name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Channels that the rule named. */
  readonly channels: readonly string[];
  readonly value: number | null;
  readonly cause: StoredReason | null;
  readonly flapping: boolean;
  /** The alert or the rule whose consequence it is. */
  readonly under: string | null;
  /** When the alert before it, of the same rule and object, was told last. */
  readonly before: number | null;
  readonly acknowledged_at: number | null;
  readonly acknowledged_by: string | null;
  readonly resolved_by: string | null;
  readonly notes: string | null;
}

/** An alert. Times in ms UTC. */
export interface AlertRecord extends AlertFacts {
  readonly id: string;
  readonly fingerprint: string;
  readonly rule_id: string;
  readonly state: 'firing' | 'acknowledged' | 'resolved';
  readonly severity: Severity;
  readonly told: Told;
  readonly started_at: number;
  readonly updated_at: number;
  readonly ended_at: number | null;
}

/** What happened to it. */
export interface AlertHappening {
  readonly alert_id: string;
  readonly at: number;
  readonly kind: 'firing' | 'flapping' | 'acknowledged' | 'resolved' | 'sent' | 'deferred' | 'held';
  readonly reason: StoredReason | null;
  readonly value: number | null;
  readonly actor: string | null;
}
