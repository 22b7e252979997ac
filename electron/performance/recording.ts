/** Requests and slow statements as they come, minute by minute, until they are written. */
import type { DatabaseName } from '../../shared/api/performance.ts';
import type { Clock } from '../kernel/clock.ts';
import { joinSlow, MINUTE, startOf, type Slot, type StoredCalls, type StoredSlow } from './slot.ts';
import { addTally, countInto, createTally, emptyTally, encodeTally, type Tally } from './tally.ts';
import type { CountedRequest } from './request.ts';

/** Users that are told apart at one operation; the others count together. */
const MOST_USERS = 64;
const OTHERS = 'others';
/** Slow statements of one minute. */
const MOST_SLOW = 100;
/** Minutes that wait for a disk that takes nothing. */
const MOST_WAITING = 24 * 60;

/** One operation since the start. */
export interface OperationTotals {
  readonly method: string;
  readonly route: string | null;
  readonly tally: Tally;
}

type ByUser = Map<string | null, Tally>;

/** What is in memory. */
export interface Recording {
  call(answered: CountedRequest): void;
  slow(database: DatabaseName, sql: string, ms: number): void;
  /** What is not written yet, oldest first; the minute that goes on is closed as far as it is. */
  close(): readonly Slot[];
  /** Forgets those that were written. */
  drop(slots: readonly Slot[]): void;
  /** All since the start. */
  totals(): readonly OperationTotals[];
}

/** Nothing recorded yet. */
export function createRecording(clock: Clock): Recording {
  const now = new Map<string | null, Map<string, ByUser>>();
  const slowNow = new Map<string, StoredSlow>();
  const since = new Map<string | null, Map<string, Tally>>();
  let waiting: Slot[] = [];
  let minute = startOf(clock.now(), MINUTE);
  let isEmpty = true;

  function closeMinute(): void {
    if (isEmpty) return;
    const calls: StoredCalls[] = [];
    for (const [route, methods] of now) {
      for (const [method, users] of methods) {
        for (const [user, tally] of users) {
          // Whoever did not come for a whole minute makes room.
          if (tally.count === 0) {
            users.delete(user);
            continue;
          }
          const stored = encodeTally(tally);
          calls.push({ method, route, user, ...stored });
          addTally(totalOf(route, method), stored);
          emptyTally(tally);
        }
      }
    }
    waiting.push({ at: minute, calls, slow: [...slowNow.values()] });
    slowNow.clear();
    if (waiting.length > MOST_WAITING) waiting = waiting.slice(-MOST_WAITING);
    isEmpty = true;
  }

  function totalOf(route: string | null, method: string): Tally {
    let methods = since.get(route);
    if (!methods) since.set(route, (methods = new Map<string, Tally>()));
    let tally = methods.get(method);
    if (!tally) methods.set(method, (tally = createTally()));
    return tally;
  }

  function tallyOf({ route, method, caller }: CountedRequest): Tally {
    let methods = now.get(route);
    if (!methods) now.set(route, (methods = new Map<string, ByUser>()));
    let users = methods.get(method);
    if (!users) methods.set(method, (users = new Map<string | null, Tally>()));
    let user = caller === null ? null : caller.user_id;
    let tally = users.get(user);
    if (tally) return tally;
    if (users.size >= MOST_USERS) user = OTHERS;
    tally = users.get(user);
    if (!tally) users.set(user, (tally = createTally()));
    return tally;
  }

  /** The clock may have been set back: every minute but this one is another. */
  function turn(): void {
    const at = clock.now();
    if (at >= minute && at < minute + MINUTE) return;
    closeMinute();
    minute = startOf(at, MINUTE);
  }

  return {
    call(answered) {
      turn();
      isEmpty = false;
      countInto(tallyOf(answered), answered.status, answered.duration, answered.bytes);
    },
    slow(database, sql, ms) {
      turn();
      isEmpty = false;
      const key = `${database} ${sql}`;
      if (slowNow.size >= MOST_SLOW && !slowNow.has(key)) return;
      slowNow.set(
        key,
        joinSlow(slowNow.get(key), { database, sql, count: 1, sum: ms, max: ms, last: clock.now() }),
      );
    },
    close() {
      closeMinute();
      minute = startOf(clock.now(), MINUTE);
      return waiting;
    },
    drop(slots) {
      const gone = new Set(slots);
      waiting = waiting.filter((slot) => !gone.has(slot));
    },
    totals() {
      const totals: OperationTotals[] = [];
      for (const route of new Set([...since.keys(), ...now.keys()])) {
        const [before, current] = [since.get(route), now.get(route)];
        for (const method of new Set([...(before?.keys() ?? []), ...(current?.keys() ?? [])])) {
          const tally = createTally();
          const parts = [before?.get(method), ...(current?.get(method)?.values() ?? [])];
          for (const part of parts) if (part) addTally(tally, encodeTally(part));
          totals.push({ method, route, tally });
        }
      }
      return totals;
    },
  };
}
