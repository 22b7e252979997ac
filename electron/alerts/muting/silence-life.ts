/**
 * How a silence changes. Pure. As Alertmanager does it (silence/silence.go, `Set` and `canUpdate`): what has been muted stays
 * as it was, so a change that would say otherwise ends the silence and makes another one.
 */
import { stateOf, type SilenceEnd, type StoredSilence } from './model.ts';

/** What of a silence can be changed. */
export type SilenceFields = Pick<StoredSilence, 'matchers' | 'starts_at' | 'ends_at' | 'comment'>;

/** Whether a change would rewrite what the silence muted, or bring back one that has ended. */
export function isRewriting(before: StoredSilence, after: SilenceFields, now: number): boolean {
  if (JSON.stringify(after.matchers) !== JSON.stringify(before.matchers)) return true;
  switch (stateOf(before, now)) {
    case 'pending':
      return after.starts_at < now;
    case 'active':
      return after.starts_at !== before.starts_at;
    case 'expired':
      return true;
  }
}

/** The silence, ended now. One that had not begun never will; one that had ended stays as it was. */
export function ended(silence: StoredSilence, now: number, by: Exclude<SilenceEnd, 'time'>): StoredSilence {
  if (stateOf(silence, now) === 'expired') return silence;
  return {
    ...silence,
    starts_at: Math.min(silence.starts_at, now),
    ends_at: now,
    ended_by: by,
    revision: silence.revision + 1,
    updated_at: now,
  };
}

/** What ended it; `null` while nothing has. */
export const endOf = (silence: StoredSilence, now: number): SilenceEnd | null =>
  stateOf(silence, now) === 'expired' ? (silence.ended_by ?? 'time') : null;
