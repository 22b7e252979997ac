/** A key's own limits: how often it may call, and how many of its requests may be under way. In memory. */
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';

/** What was agreed for a key. */
export interface KeyLimits {
  readonly rate_limit: { readonly requests: number; readonly seconds: number } | null;
  readonly concurrency_limit: number | null;
}

/** Counts the requests of one key. */
export interface KeyMeter {
  /**
   * Lets one request in. `onEnd` is told what to call when it is over; without it nobody counts it as under way.
   * @throws {UserError} `RATE_LIMIT_EXCEEDED`
   */
  admit(onEnd: ((fn: () => void) => void) | null): void;
}

/** Until somebody's request has ended nobody knows how long it takes. */
const RETRY_SECONDS = 1;

function refuse(seconds: number): never {
  throw new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds }, retryAfter: seconds });
}

/** A meter by a key's limits: in any window of so many seconds at most so many requests. */
export function createKeyMeter({ rate_limit, concurrency_limit }: KeyLimits, clock: Clock): KeyMeter {
  /** The moments of the last requests, in a ring: the oldest stands where the next will be written. */
  const moments = rate_limit && new Float64Array(rate_limit.requests).fill(-Infinity);
  let next = 0;
  let running = 0;
  return {
    admit(onEnd) {
      const counts = concurrency_limit !== null && onEnd !== null;
      if (counts && running >= concurrency_limit) refuse(RETRY_SECONDS);
      if (moments) {
        const now = clock.elapsed();
        const free = (moments[next] ?? -Infinity) + rate_limit.seconds * 1000;
        if (now < free) refuse(Math.ceil((free - now) / 1000));
        moments[next] = now;
        next = (next + 1) % moments.length;
      }
      if (counts) {
        running += 1;
        onEnd(() => {
          running -= 1;
        });
      }
    },
  };
}
