/** Time as a port: everything that waits or stamps goes through it, so that tests can turn the hands themselves. */

/** Ends a timer; harmless when it has already fired. */
export type Cancel = () => void;

/** Wall time, elapsed time and timers. */
export interface Clock {
  /** Milliseconds UTC since 1970. May jump. */
  now(): number;
  /** Milliseconds since some fixed moment. Never goes back; for intervals. */
  elapsed(): number;
  /** Calls `fn` once after `ms`. A waiting timer does not keep the process alive. */
  after(ms: number, fn: () => void): Cancel;
}

/** setTimeout's longest delay; a larger one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Waits on a clock; ends early, without error, when the signal fires. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}

/** RFC 3339 in UTC, as it goes over the wire. */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString();
}

/** {@link toTimestamp} for a moment that may never have been. */
export function toTimestampOrNull(ms: number | null): string | null {
  return ms === null ? null : toTimestamp(ms);
}
