/** One quota for many keys: each has an account of its own, made when it is first met. */
import type { Clock } from '../../kernel/clock.ts';
import { createBucket, createWindow, type Account, type Quota, type Standing } from './quota.ts';

/** Counts by key. */
export interface Limiter {
  /** Takes one request from a key's account. */
  take(key: string): Standing;
  /** Gives back what was taken last: it cost nothing after all. */
  give(key: string): void;
  /** What is used up, for {@link createLimiter} after a restart; moments in ms UTC. Buckets refill too fast to keep. */
  dump(): readonly KeptAccount[];
}

/** What one key has used up. */
export interface KeptAccount {
  readonly key: string;
  readonly moments: readonly number[];
}

/** Whoever comes under ever new addresses may not fill the memory; the stalest is forgotten first. */
const KEYS_KEPT = 10_000;

/** A limiter. The quota is asked for each new account, so that a changed setting takes effect for all when it is reset. */
export function createLimiter(quota: Quota, clock: Clock, kept: readonly KeptAccount[] = []): Limiter {
  const accounts = new Map<string, Account>();
  const make = (taken: readonly number[]): Account =>
    quota.burst === undefined ? createWindow(quota, taken) : createBucket(quota);
  // The wall clock may have been set meanwhile: nothing was taken in the future.
  const shift = clock.elapsed() - clock.now();
  for (const { key, moments } of kept) {
    const taken = moments.map((moment) => Math.min(moment + shift, clock.elapsed()));
    accounts.set(key, make(taken.slice(-quota.requests)));
  }

  function accountOf(key: string): Account {
    const account = accounts.get(key) ?? make([]);
    // Put last, so that the first is the stalest.
    accounts.delete(key);
    const stalest = accounts.keys().next().value;
    if (accounts.size >= KEYS_KEPT && stalest !== undefined) accounts.delete(stalest);
    accounts.set(key, account);
    return account;
  }

  return {
    take: (key) => accountOf(key).take(clock.elapsed()),
    give(key) {
      accounts.get(key)?.give(clock.elapsed());
    },
    dump() {
      const now = clock.elapsed();
      return [...accounts].flatMap(([key, account]) => {
        const moments = account.moments(now).map((moment) => moment - shift);
        return moments.length === 0 ? [] : [{ key, moments }];
      });
    },
  };
}
