/**
 * A limit on guessing: failures by key (an address, an account), kept over restarts. A try counts from its beginning,
 * so that many at once are no way around it, and is taken back when it turns out well.
 */
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { afterFailure, isForgotten, LONGEST_LOCK_MS, UNBLEMISHED, waitOf, type Standing } from './lockout.ts';
import type { TriesStore } from './tries-store.ts';
import type { TriesRow } from './users/migrations.ts';

/** What failures are counted under. An account's is of a user, where there is one. */
export type TriesKey = string | { readonly key: string; readonly user_id: string | null };

/** Counts failures. */
export interface Tries {
  /**
   * Does the work and counts `null` from it as a failure under each key.
   * @throws {UserError} `RATE_LIMIT_EXCEEDED` while one of the keys has failed too often; the work is not done then.
   */
  guard<T>(keys: readonly TriesKey[], work: () => Promise<T | null>): Promise<T | null>;
  /** Forgets a key's failures. */
  clear(key: string): Promise<void>;
  /** Forgets the failures of all keys, or of those that are chosen; answers how many keys had any. */
  forget(
    chosen?: (key: { readonly key: string; readonly user_id: string | null }) => boolean,
  ): Promise<number>;
}

interface Entry {
  user_id: string | null;
  standing: Standing;
  /** Tries under way. */
  pending: number;
}

/** Accounts of users come on top: whoever fails with many names and addresses pushes none of them out. */
const KEYS_KEPT = 10_000;

const keyOf = (key: TriesKey): string => (typeof key === 'string' ? key : key.key);

/** Reads what is not forgotten yet. */
export async function createTries(deps: { clock: Clock; store: TriesStore }): Promise<Tries> {
  const { clock, store } = deps;
  /** Moments by the clock's elapsed time. A key is put last when it fails, so the first is the stalest. */
  const entries = new Map<string, Entry>();

  // The wall clock may have been set meanwhile: nothing lies in the future, and no wait is longer than the longest.
  const shift = clock.elapsed() - clock.now();
  const stale: string[] = [];
  for (const row of await store.all()) {
    const standing: Standing = {
      failures: row.failures,
      lastFailedAt: Math.min(row.last_failed_at + shift, clock.elapsed()),
      locks: row.locks,
      lockedUntil: Math.min(row.locked_until + shift, clock.elapsed() + LONGEST_LOCK_MS),
    };
    if (isForgotten(standing, clock.elapsed())) stale.push(row.key);
    else entries.set(row.key, { user_id: row.user_id, standing, pending: 0 });
  }
  await store.delete(stale);

  function entryOf(key: TriesKey): Entry {
    const entry = entries.get(keyOf(key)) ?? { user_id: null, standing: UNBLEMISHED, pending: 0 };
    // A user made or deleted since changes whose account it is, not how it stands.
    if (typeof key !== 'string') entry.user_id = key.user_id;
    return entry;
  }

  function refuseIfSpent(keys: readonly TriesKey[]): void {
    const waits = keys.map((key) => {
      const { standing, pending } = entryOf(key);
      return waitOf(standing, pending, clock.elapsed());
    });
    const seconds = Math.ceil(Math.max(...waits) / 1000);
    if (seconds > 0) throw new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds }, retryAfter: seconds });
  }

  function put(key: string, entry: Entry): void {
    entries.delete(key);
    entries.set(key, entry);
  }

  /** Keys that had to make room: forgotten ones first, then the stalest of those that are no user's. */
  function pushedOut(): string[] {
    const out: string[] = [];
    const now = clock.elapsed();
    for (const [key, { user_id, standing, pending }] of entries) {
      if (entries.size - out.length <= KEYS_KEPT) break;
      if (pending === 0 && (user_id === null || isForgotten(standing, now))) out.push(key);
    }
    for (const key of out) entries.delete(key);
    return out;
  }

  function rowOf(key: string, { user_id, standing }: Entry): TriesRow {
    const { failures, lastFailedAt, locks, lockedUntil } = standing;
    const wall = clock.now() - clock.elapsed();
    return {
      key,
      user_id,
      failures,
      last_failed_at: Math.round(lastFailedAt + wall),
      locks,
      locked_until: locks === 0 ? 0 : Math.round(lockedUntil + wall),
    };
  }

  /** Counts in memory first: a disk that fails gives nobody a further try. */
  async function fail(begun: readonly (readonly [string, Entry])[]): Promise<void> {
    for (const [key, entry] of begun) {
      entry.standing = afterFailure(entry.standing, clock.elapsed());
      put(key, entry);
    }
    for (const [key, entry] of begun) await store.put(rowOf(key, entry));
    await store.delete(pushedOut());
  }

  return {
    async guard<T>(keys: readonly TriesKey[], work: () => Promise<T | null>) {
      refuseIfSpent(keys);
      const begun = keys.map((key) => [keyOf(key), entryOf(key)] as const);
      for (const [key, entry] of begun) {
        entry.pending += 1;
        put(key, entry);
      }
      const end = (): void => {
        for (const [key, entry] of begun) {
          entry.pending -= 1;
          if (entry.pending === 0 && isForgotten(entry.standing, clock.elapsed())) entries.delete(key);
        }
      };
      let result: T | null;
      try {
        result = await work();
      } catch (error) {
        end();
        throw error;
      }
      end();
      if (result === null) await fail(begun);
      return result;
    },
    async clear(key) {
      const entry = entries.get(key);
      if (!entry) return;
      entry.standing = UNBLEMISHED;
      if (entry.pending === 0) entries.delete(key);
      await store.delete([key]);
    },
    async forget(chosen = () => true) {
      const found = [...entries].filter(([key, { user_id }]) => chosen({ key, user_id }));
      for (const [key, entry] of found) {
        entry.standing = UNBLEMISHED;
        if (entry.pending === 0) entries.delete(key);
      }
      await store.delete(found.map(([key]) => key));
      return found.length;
    },
  };
}
