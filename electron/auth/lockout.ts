/**
 * How long somebody who fails has to wait (OWASP ASVS 5.0, 6.3.1): ten tries, then five minutes; whoever goes on
 * failing has three tries between waits that double up to an hour. Pure; moments are milliseconds of one clock.
 */

/** How an address or an account stands. */
export interface Standing {
  /** Failures since the last wait, or since it was last quiet for long enough. */
  readonly failures: number;
  readonly lastFailedAt: number;
  /** How often it had to wait. */
  readonly locks: number;
  /** 0 where it never had to. */
  readonly lockedUntil: number;
}

/** Who has not failed. */
export const UNBLEMISHED: Standing = { failures: 0, lastFailedAt: 0, locks: 0, lockedUntil: 0 };

const FIRST_TRIES = 10;
const FURTHER_TRIES = 3;
/** Failures are forgotten after so long without another.. */
const QUIET_MS = 15 * 60_000;
const FIRST_LOCK_MS = 5 * 60_000;
/** The longest wait. A whole hour between three tries is slow enough, and an owner locked out by others comes back. */
export const LONGEST_LOCK_MS = 60 * 60_000;
/** That it ever had to wait is forgotten so long after the wait. */
const FORGET_MS = 24 * 60 * 60_000;

/** What still counts at this moment. */
export function standingAt(standing: Standing, now: number): Standing {
  const { failures, lastFailedAt, locks, lockedUntil } = standing;
  if (locks > 0 && now >= Math.max(lockedUntil, lastFailedAt) + FORGET_MS) return UNBLEMISHED;
  if (failures > 0 && now >= lastFailedAt + QUIET_MS) return { ...standing, failures: 0 };
  return standing;
}

/** Whether nothing of it counts any more. */
export function isForgotten(standing: Standing, now: number): boolean {
  const { failures, locks } = standingAt(standing, now);
  return failures === 0 && locks === 0;
}

/** Milliseconds until the next try; 0 where it may come now. `pending` tries are under way and may fail. */
export function waitOf(standing: Standing, pending: number, now: number): number {
  const { failures, locks, lockedUntil } = standingAt(standing, now);
  if (now < lockedUntil) return lockedUntil - now;
  // What is under way takes a moment; nobody knows yet whether it fails.
  return failures + pending < triesOf(locks) ? 0 : 1000;
}

/** How it stands after one more failure. */
export function afterFailure(standing: Standing, now: number): Standing {
  const { failures, locks, lockedUntil } = standingAt(standing, now);
  const failed = { failures: failures + 1, lastFailedAt: now, locks, lockedUntil };
  if (failed.failures < triesOf(locks)) return failed;
  const wait = Math.min(FIRST_LOCK_MS * 2 ** locks, LONGEST_LOCK_MS);
  return { failures: 0, lastFailedAt: now, locks: locks + 1, lockedUntil: now + wait };
}

const triesOf = (locks: number): number => (locks === 0 ? FIRST_TRIES : FURTHER_TRIES);
