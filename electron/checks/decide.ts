/** How a check stands after a run. Pure. */
import type { CheckStatus } from '../../shared/api/checks.ts';
import type { StoredReason } from '../../shared/api/common.ts';
import type { CheckRules, Finding } from './model.ts';

/**
 * How a check stands. Only what is settled is stored: a check that wavers, or a dead line, must not wake the disk at
 * each run.
 */
export interface Standing {
  readonly settled: 'unknown' | 'up' | 'down';
  /** When it came to stand so, ms UTC; `null` for a check that never ran. */
  readonly since: number | null;
  /** Why it is not well; `null` where it is. */
  readonly reason: StoredReason | null;
  /** Failures in a row that have not yet made it `down`. */
  readonly failures: number;
  /** Successes in a row that have not yet made it `up`. */
  readonly successes: number;
  /** The last run found this machine without a way out. */
  readonly unreachable: boolean;
}

/** Before the first run. */
export const fresh: Standing = {
  settled: 'unknown',
  since: null,
  reason: null,
  failures: 0,
  successes: 0,
  unreachable: false,
};

/** The word for it. */
export function statusOf({ settled, failures, unreachable }: Standing, enabled: boolean): CheckStatus {
  if (!enabled) return 'paused';
  if (unreachable) return 'unreachable';
  return settled !== 'down' && failures > 0 ? 'pending' : settled;
}

/** The standing after a finding at `now` (ms UTC). */
export function decide(
  before: Standing,
  { outcome, reason }: Pick<Finding, 'outcome' | 'reason'>,
  rules: Pick<CheckRules, 'retries' | 'recovery_successes'>,
  now: number,
): Standing {
  const settle = (settled: Standing['settled']): Standing => ({
    ...fresh,
    settled,
    since: before.settled === settled && before.since !== null ? before.since : now,
    reason,
  });
  switch (outcome) {
    case 'unreachable':
      // Says nothing of the target, so it neither adds to failures nor to successes.
      return { ...before, failures: 0, successes: 0, unreachable: true };
    case 'unavailable':
      return settle('unknown');
    case 'ok': {
      const successes = before.successes + 1;
      const isRecovering = before.settled === 'down' && successes < rules.recovery_successes;
      return isRecovering ? { ...before, failures: 0, successes, unreachable: false } : settle('up');
    }
    case 'failed': {
      const failures = before.failures + 1;
      if (before.settled === 'down' || failures > rules.retries) return settle('down');
      return { ...before, reason, failures, successes: 0, unreachable: false };
    }
  }
}

/** Whether the next run should come sooner than the interval: it is not sure yet. */
export function isWavering(standing: Standing): boolean {
  return (
    standing.unreachable || standing.failures > 0 || (standing.settled === 'down' && standing.successes > 0)
  );
}
