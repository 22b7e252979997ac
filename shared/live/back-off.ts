/**
 * How long a client waits before it tries again: at random up to a limit that doubles, so that all who were cut off at
 * once do not come back at once ("full jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 */

/** Up to this long after the first loss (ms). */
const FIRST_MS = 500;
/** Never longer (ms). */
export const LONGEST_WAIT_MS = 15_000;
/** Whoever was live for this long begins anew (ms). */
const SETTLED_MS = 60_000;

/** Waiting times of one client. */
export function createBackOff(random: () => number) {
  let tries = 0;
  return {
    /** ms until the next try. */
    next(): number {
      const limit = Math.min(LONGEST_WAIT_MS, FIRST_MS * 2 ** tries);
      // Past the longest wait, counting on has no meaning.
      if (limit < LONGEST_WAIT_MS) tries += 1;
      return Math.round(random() * limit);
    },
    /** A connection was live for `ms` and is over. */
    lived(ms: number): void {
      if (ms >= SETTLED_MS) tries = 0;
    },
  };
}
