/**
 * A limit on guessing: failures by key (an address, an account) in a sliding window. A try counts from its beginning,
 * so that many at once are no way around it, and is taken back when it turns out well.
 */
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';

/** Counts failures. */
export interface Tries {
  /**
   * Does the work and counts `null` from it as a failure under each key.
   * @throws {UserError} `RATE_LIMIT_EXCEEDED` while one of the keys has failed too often; the work is not done then.
   */
  guard<T>(keys: readonly string[], work: () => Promise<T | null>): Promise<T | null>;
  /** Forgets a key's failures. */
  clear(key: string): void;
}

const ALLOWED = 10;
const WINDOW_MS = 5 * 60_000;
const KEYS_KEPT = 10_000;

/** A counter of failures; in memory, as it matters for minutes only. */
export function createTries(clock: Clock): Tries {
  /** Moments of failure, by the clock's elapsed time. A key is put last when it fails, so the first is the stalest. */
  const failures = new Map<string, number[]>();

  function recent(key: string): number[] {
    const since = clock.elapsed() - WINDOW_MS;
    return (failures.get(key) ?? []).filter((moment) => moment > since);
  }

  function put(key: string, moments: number[]): void {
    failures.delete(key);
    if (moments.length === 0) return;
    const stalest = failures.keys().next().value;
    if (failures.size >= KEYS_KEPT && stalest !== undefined) failures.delete(stalest);
    failures.set(key, moments);
  }

  function refuseIfSpent(keys: readonly string[]): void {
    const waits = keys.map((key) => {
      const decisive = recent(key).at(-ALLOWED);
      return decisive === undefined ? 0 : decisive + WINDOW_MS - clock.elapsed();
    });
    const seconds = Math.ceil(Math.max(...waits) / 1000);
    if (seconds > 0) throw new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds }, retryAfter: seconds });
  }

  function takeBack(keys: readonly string[], moment: number): void {
    for (const key of keys) {
      const moments = recent(key);
      const index = moments.indexOf(moment);
      if (index >= 0) put(key, moments.toSpliced(index, 1));
    }
  }

  return {
    async guard(keys, work) {
      refuseIfSpent(keys);
      const moment = clock.elapsed();
      for (const key of keys) put(key, [...recent(key), moment]);
      let failed = false;
      try {
        const result = await work();
        failed = result === null;
        return result;
      } finally {
        if (!failed) takeBack(keys, moment);
      }
    },
    clear(key) {
      failures.delete(key);
    },
  };
}
