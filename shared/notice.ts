/**
 * What people are told: facts as data, put into words in the language of each channel at the moment of sending. Areas make
 * notices; the outbox keeps and delivers them. Pure; stored as JSON.
 */
import type { StoredReason } from './api/common.ts';

/** How much it matters. `critical` passes quiet hours. */
export type Severity = 'critical' | 'warning' | 'info';

/** From the mildest to the worst. */
export const severities = ['info', 'warning', 'critical'] as const satisfies readonly Severity[];

/** The alert behind a notice, for receivers that want fields and not words. Times in ms UTC. */
export interface NoticeAlert {
  readonly alert_id: string;
  /** The same for the same rule and object, always: what a receiver tells alerts apart by. */
  readonly fingerprint: string;
  readonly status: 'firing' | 'resolved';
  readonly rule_id: string;
  readonly rule_name: string;
  /** Of the series: `system.disk.usage`; `null` for a rule over something else. */
  readonly metric_name: string | null;
  /** The mount, disk, container, name or check; empty where there is one only. */
  readonly object: string;
  readonly started_at: number;
  /** `null` while it goes on. */
  readonly ended_at: number | null;
  readonly value: number | null;
  readonly threshold: number | null;
}

/** One thing to tell. */
export interface Notice {
  /** Of this notice alone: putting it twice stores it once, and channels that know idempotency keys are given it. */
  readonly key: string;
  /** What it is about: later notices about the same replace this one where a channel can. */
  readonly subject: string;
  readonly kind: 'firing' | 'resolved' | 'reminder' | 'message' | 'digest';
  readonly severity: Severity;
  /** For routing and grouping; names as Prometheus has them (`[a-zA-Z_][a-zA-Z0-9_]*`). */
  readonly labels: Readonly<Record<string, string>>;
  /** When it happened, ms UTC. */
  readonly at: number;
  /** Keys below `notices` of the catalogue with their values; `notices.verbatim` with `text` says what somebody typed. */
  readonly title: StoredReason;
  /** One a line. */
  readonly lines: readonly StoredReason[];
  /** Where on the page it is shown (`/alerts/<id>`); `null` for nowhere. */
  readonly page: string | null;
  readonly alert: NoticeAlert | null;
}

/** When a notice is to go out; at once unless told. */
export interface NoticeTiming {
  /** Together with all others of the same `key`, as one message at that time (ms UTC). */
  readonly digest?: { readonly key: string; readonly at: number };
  /** Channels that a rule names by their ids or names, instead of what the routes say. */
  readonly channels?: readonly string[];
  /** For the channel alone: what a caller of the API asked for beyond the words. */
  readonly options?: Readonly<Record<string, unknown>>;
}
