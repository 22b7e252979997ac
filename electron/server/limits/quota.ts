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
  give(now: number): void;
  /** Moments (ms, oldest first) of what is used up; what is kept over a restart. */
  moments(now: number): readonly number[];
}

/** An account that looks at the last `seconds`. */
export function createWindow({ requests, seconds }: Quota, taken: readonly number[] = []): Account {
  const span = seconds * 1000;
  const moments = [...taken];
  const forget = (now: number): void => {
    while (moments[0] !== undefined && moments[0] <= now - span) moments.shift();
  };
  return {
    take(now) {
      forget(now);
      const allowed = moments.length < requests;
      if (allowed) moments.push(now);
      const reset_ms = (moments[0] ?? now) + span - now;
      return { allowed, remaining: requests - moments.length, reset_ms };
    },
    give() {
      moments.pop();
    },
    moments(now) {
      forget(now);
      return [...moments];
    },
  };
}

/** An account that refills evenly, up to its burst: the generic cell rate algorithm (ITU-T I.371), one number. */
export function createBucket({ requests, seconds, burst = requests }: Quota): Account {
  const interval = (seconds * 1000) / requests;
  /** When all would be there again. */
  let fullAt = -Infinity;
  return {
    take(now) {
      const from = Math.max(fullAt, now);
      const room = burst * interval - (from - now);
      const allowed = room >= interval;
      if (allowed) fullAt = from + interval;
      const left = Math.floor((burst * interval - (Math.max(fullAt, now) - now)) / interval + 1e-9);
      const remaining = Math.max(0, left);
      return { allowed, remaining, reset_ms: allowed ? fullAt - now : interval - room };
    },
    give() {
      fullAt -= interval;
    },
    moments: () => [],
  };
}
