/** Whether an alert may be told now: silences, maintenance and quiet hours, asked for at the moment of telling. */
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Severity } from '../../../shared/notice.ts';

/** What is judged. */
export interface Judged {
  readonly severity: Severity;
  /** With `alertname`, `severity`, the object by its kind (`mount`, `disk`, `check`, …) and the rule's own. */
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * What becomes of it. A muted alert is judged again as time goes on: one that still fires when its silence ends is told
 * then. A deferred one goes into the digest at `until` (ms UTC).
 */
export type Judgement =
  | { readonly kind: 'send' }
  | {
      readonly kind: 'mute';
      readonly reason: StoredReason;
      readonly by: { readonly kind: 'silence' | 'maintenance'; readonly id: string };
    }
  | {
      readonly kind: 'defer';
      readonly reason: StoredReason;
      readonly until: number;
      readonly digest: string;
    };

/** The judge, over what is stored; answers from memory. */
export interface Muting {
  judge(alert: Judged, at: number): Judgement;
}
