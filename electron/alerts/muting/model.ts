/** What muting speaks of, as it is kept. Times in ms UTC. */
import type { QuietSpan, SilenceState } from '../../../shared/api/muting.ts';
import type { LabelMatcher } from '../../../shared/matchers.ts';
import type { Judged } from './muting.ts';
import type { Plan } from './recurrence.ts';

/** What ended a silence: its time, somebody, its last alert's end, or a change that made another one of it. */
export type SilenceEnd = 'time' | 'person' | 'resolved' | 'change';

/** A silence. */
export interface StoredSilence {
  readonly silence_id: string;
  readonly matchers: readonly LabelMatcher[];
  readonly starts_at: number;
  /** `null`: when the last alert that it fits is resolved. */
  readonly ends_at: number | null;
  readonly comment: string;
  readonly created_by: string;
  /** What ended it before its time; `null` where nothing did. */
  readonly ended_by: Exclude<SilenceEnd, 'time'> | null;
  /** The one that it was made of. */
  readonly replaces: string | null;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Maintenance that comes back. */
export interface StoredMaintenance extends Plan {
  readonly maintenance_id: string;
  readonly name: string;
  readonly comment: string;
  readonly enabled: boolean;
  readonly matchers: readonly LabelMatcher[];
  readonly created_by: string;
  readonly revision: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Quiet hours. */
export interface StoredQuietHours {
  readonly enabled: boolean;
  readonly time_zone: string;
  readonly spans: readonly QuietSpan[];
  /** The worst severity that waits. */
  readonly up_to: 'info' | 'warning';
  /** 0: never set. */
  readonly revision: number;
  readonly updated_at: number | null;
}

/** An alert that fires, acknowledged or not. */
export interface ActiveAlert extends Judged {
  readonly alert_id: string;
  readonly started_at: number;
}

/** How a silence is at a moment. */
export function stateOf({ starts_at, ends_at }: StoredSilence, at: number): SilenceState {
  if (ends_at !== null && at >= ends_at) return 'expired';
  return at < starts_at ? 'pending' : 'active';
}
