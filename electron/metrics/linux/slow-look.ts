/**
 * What may take its time (a driver asks its chip, a core must wake): looked at beside the hot path, at a pace of its own.
 * It is never waited for by more than a moment, and never asked twice at once: what hangs holds one thread of the pool.
 */
import type { Clock } from '../../kernel/clock.ts';
import { notYet, reasonOfRead, unavailable } from '../known.ts';
import type { Known } from '../../kernel/known.ts';

/** One such look. */
export interface SlowLook<T> {
  /** Looks again where it is time for it; resolves when that look has ended. */
  round(): Promise<void>;
  /** What was found last. What is thrice as old as it should be is not told any more. */
  latest(): Known<T>;
}

/** `look` answers `null` for what is not there. */
export function createSlowLook<T>(deps: {
  readonly clock: Clock;
  readonly everyMs: number;
  readonly look: () => Promise<T | null>;
}): SlowLook<T> {
  const { clock, everyMs, look } = deps;
  let latest: Known<T> = notYet;
  let startedAt: number | null = null;
  let running: Promise<void> | null = null;

  async function take(): Promise<void> {
    try {
      const value = await look();
      latest = value === null ? unavailable('METRICS_NOT_PRESENT') : { value };
    } catch (error) {
      latest = reasonOfRead(error);
    }
  }

  return {
    async round() {
      if (running !== null) return running;
      const now = clock.elapsed();
      if (startedAt !== null && now - startedAt < everyMs) return;
      startedAt = now;
      running = take().finally(() => {
        running = null;
      });
      await running;
    },
    latest() {
      const isLate = running !== null && startedAt !== null && clock.elapsed() - startedAt > 3 * everyMs;
      return isLate ? unavailable('METRICS_DRIVER_HANGS') : latest;
    },
  };
}
