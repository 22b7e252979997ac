/** How long to wait after a failure. Pure. */

const FIRST_MS = 10_000;
const LONGEST_MS = 15 * 60_000;
const LEAST_MS = 1000;
/** A service that asks for longer than this is tried sooner; no failure makes a channel wait longer. */
export const LONGEST_WAIT_MS = 6 * 3600_000;
/** What a service that only says "too many" is left alone for. */
const THROTTLED_MS = 60_000;

/**
 * Exponential with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), ms.
 * `failures` in a row, from 1; `random` from 0 up to 1.
 */
export function backoff(failures: number, random: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.max(LEAST_MS, Math.floor(random * most));
}

/** What a service asks to wait, within reason; 0 where it asks for nothing. Both in ms. */
export const asked = (ms: number | undefined): number => Math.min(LONGEST_WAIT_MS, ms ?? 0);

/** For a service that has had too much, ms. */
export const throttle = (ms: number | undefined): number => Math.max(LEAST_MS, asked(ms ?? THROTTLED_MS));
