/** A limit on how often somebody may come: so many times in a sliding window. */
import type { Clock } from '../../kernel/clock.ts';

/** Counts by key. */
export interface Limit {
  /** Whether one more is still within the limit. One that is not does not count, so that waiting always helps. */
  admit(key: string): boolean;
}

/** How often, in which time (ms). */
export interface LimitOptions {
  readonly allowed: number;
  readonly windowMs: number;
}

/** Beyond any number of devices; whoever comes under ever new addresses may not fill the memory. */
const KEYS_KEPT = 10_000;

/** A limit in memory: it matters for minutes only. */
export function createLimit(clock: Clock, { allowed, windowMs }: LimitOptions): Limit {
  /** Moments by the clock's elapsed time. A key is put last when it is admitted, so the first is the stalest. */
  const admitted = new Map<string, readonly number[]>();
  return {
    admit(key) {
      const now = clock.elapsed();
      const recent = (admitted.get(key) ?? []).filter((moment) => moment > now - windowMs);
      if (recent.length >= allowed) return false;
      admitted.delete(key);
      const stalest = admitted.keys().next().value;
      if (admitted.size >= KEYS_KEPT && stalest !== undefined) admitted.delete(stalest);
      admitted.set(key, [...recent, now]);
      return true;
    },
  };
}
