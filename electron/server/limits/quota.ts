/** How often somebody may come, and what is left of it. */

/** So many requests in so many seconds. */
export interface Quota {
  readonly requests: number;
  readonly seconds: number;
  /**
   * How many may come at once, where what is used up comes back evenly (a bucket that refills). Without it the last
   * `seconds` are looked at: never more than `requests` in any of them.
   */
  readonly burst?: number;
}

/** Where a key stands after a request. */
export interface Standing {
  readonly allowed: boolean;
  /** Requests that could come right now. */
  readonly remaining: number;
  /** Until there is more than that, ms; 0 where nothing is used up. For a request that was refused: until one may come. */
  readonly reset_ms: number;
}

/** What one key has used up, by the clock that nobody sets. */
export interface Account {
  /** Takes one request from it, if there is one left. */
  take(now: number): Standing;
  /** Gives the last one back that was taken. */
  give(now: number): Standing;
  /** Moments (ms, oldest first) of what is used up; what is kept over a restart. */
  moments(now: number): readonly number[];
}

/** An account that looks at the last `seconds`. Of moments that it begins with, the newest count. */
export function createWindow({ requests, seconds }: Quota, taken: readonly number[] = []): Account {
  const span = seconds * 1000;
  /** Oldest first; those before `first` are forgotten, and let go once they are the larger part. */
  let moments = taken.slice(-requests);
  let first = 0;
  const used = (): number => moments.length - first;
  const forget = (now: number): void => {
    while (used() > 0 && (moments[first] ?? now) <= now - span) first += 1;
    if (first <= used()) return;
    moments = moments.slice(first);
    first = 0;
  };
  const standing = (allowed: boolean, now: number): Standing => ({
    allowed,
    remaining: requests - used(),
    reset_ms: used() === 0 ? 0 : (moments[first] ?? now) + span - now,
  });
  return {
    take(now) {
      forget(now);
      const allowed = used() < requests;
      if (allowed) moments.push(now);
      return standing(allowed, now);
    },
    give(now) {
      forget(now);
      if (used() > 0) moments.pop();
      return standing(true, now);
    },
    moments(now) {
      forget(now);
      return moments.slice(first);
    },
  };
}

/** An account that refills evenly, up to its burst: the generic cell rate algorithm (ITU-T I.371), one number. */
export function createBucket({ requests, seconds, burst = requests }: Quota): Account {
  const interval = (seconds * 1000) / requests;
  /** When all would be there again. */
  let fullAt = -Infinity;
  const left = (now: number): number => burst - Math.max(0, fullAt - now) / interval;
  const standing = (allowed: boolean, now: number): Standing => {
    // What is nearly a whole one is one: moments are fractions.
    const remaining = Math.max(0, Math.floor(left(now) + 1e-9));
    return {
      allowed,
      remaining,
      reset_ms: fullAt <= now ? 0 : (remaining + 1 - left(now)) * interval,
    };
  };
  return {
    take(now) {
      const allowed = left(now) > 1 - 1e-9;
      if (allowed) fullAt = Math.max(fullAt, now) + interval;
      return standing(allowed, now);
    },
    give(now) {
      fullAt -= interval;
      return standing(true, now);
    },
    moments: () => [],
  };
}
