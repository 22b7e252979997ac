/** What was measured within a minute or an hour, as it is kept, and how several are joined. Pure. */
import type { DatabaseName } from '../../shared/api/performance.ts';
import { addTally, createTally, encodeTally, type StoredTally, type Tally } from './tally.ts';

/** ms */
export const MINUTE = 60_000;
/** ms */
export const HOUR = 60 * MINUTE;

/** The start of the span of `size` that a moment is in. */
export const startOf = (moment: number, size: number): number => Math.floor(moment / size) * size;

/** Requests of one user to one operation. */
export interface StoredCalls extends StoredTally {
  readonly method: string;
  /** `null`: to addresses at which nothing is. */
  readonly route: string | null;
  /** `null`: of nobody who had signed in. */
  readonly user: string | null;
}

/** Slow runs of one statement. Times in ms; `last` is ms UTC. */
export interface StoredSlow {
  readonly database: DatabaseName;
  readonly sql: string;
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  readonly last: number;
}

/** What was measured. */
export interface Measured {
  readonly calls: readonly StoredCalls[];
  readonly slow: readonly StoredSlow[];
}

/** The same with the start of its time, ms UTC. */
export interface Slot extends Measured {
  readonly at: number;
}

/** Two runs of one statement as one. */
export function joinSlow(one: StoredSlow | undefined, other: StoredSlow): StoredSlow {
  if (!one) return other;
  return {
    ...other,
    count: one.count + other.count,
    sum: one.sum + other.sum,
    max: Math.max(one.max, other.max),
    last: Math.max(one.last, other.last),
  };
}

/** Several as one, exactly. */
export function join(parts: readonly Measured[]): Measured {
  const calls = new Map<string, { of: Pick<StoredCalls, 'method' | 'route' | 'user'>; tally: Tally }>();
  const slow = new Map<string, StoredSlow>();
  for (const part of parts) {
    for (const one of part.calls) {
      const { method, route, user } = one;
      const key = JSON.stringify([method, route, user]);
      const known = calls.get(key) ?? { of: { method, route, user }, tally: createTally() };
      calls.set(key, known);
      addTally(known.tally, one);
    }
    for (const one of part.slow) {
      const key = `${one.database} ${one.sql}`;
      slow.set(key, joinSlow(slow.get(key), one));
    }
  }
  return {
    calls: [...calls.values()].map(({ of, tally }) => ({ ...of, ...encodeTally(tally) })),
    slow: [...slow.values()],
  };
}
