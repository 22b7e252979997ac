/** One quota for many keys: each has an account of its own, made when it is first met. */
import type { Clock } from '../../kernel/clock.ts';
import { createBucket, createWindow, type Account, type Quota, type Standing } from './quota.ts';

/** Counts by key. */
export interface Limiter {
  /** Takes one request from a key's account. */
  take(key: string): Standing;
  /** Gives back what was taken last: it cost nothing after all. */
  give(key: string): Standing;
  /** Another quota from now on, for everybody. What was used up of a window stays used up. */
  retune(quota: Quota): void;
  /** What a key has used up of its window, in ms UTC, for {@link createLimiter} after a restart. */
  moments(key: string): readonly number[];
}

/** What one key has used up; moments in ms UTC. */
export interface KeptAccount {
  readonly key: string;
  readonly moments: readonly number[];
}

/** Whoever comes under ever new addresses may not fill the memory; the stalest is forgotten first. */
const KEYS_KEPT = 10_000;

/** A limiter, which goes on with what was kept. */
export function createLimiter(first: Quota, clock: Clock, kept: readonly KeptAccount[] = []): Limiter {
  let quota = first;
  let accounts = new Map<string, Account>();
  /** Who came last mostly comes again. */
  let newest: { readonly key: string; readonly account: Account } | null = null;
  const make = (taken: readonly number[]): Account =>
    quota.burst === undefined ? createWindow(quota, taken) : createBucket(quota);
  // The wall clock may have been set meanwhile: nothing was taken in the future.
  const shift = clock.elapsed() - clock.now();
  for (const { key, moments } of kept) {
    accounts.set(key, make(moments.map((moment) => Math.min(moment + shift, clock.elapsed()))));
  }

  function accountOf(key: string): Account {
    if (newest?.key === key) return newest.account;
    const account = accounts.get(key) ?? make([]);
    // Put last, so that the first is the stalest.
    accounts.delete(key);
    const stalest = accounts.keys().next().value;
    if (accounts.size >= KEYS_KEPT && stalest !== undefined) accounts.delete(stalest);
    accounts.set(key, account);
    newest = { key, account };
    return account;
  }

  return {
    take: (key) => accountOf(key).take(clock.elapsed()),
    give: (key) => accountOf(key).give(clock.elapsed()),
    retune(next) {
      quota = next;
      newest = null;
      const now = clock.elapsed();
      accounts = new Map([...accounts].map(([key, account]) => [key, make(account.moments(now))]));
    },
    moments(key) {
      // By the wall clock of this moment: it may have been set since the start.
      const wall = clock.now() - clock.elapsed();
      const taken = accounts.get(key)?.moments(clock.elapsed()) ?? [];
      return taken.map((moment) => Math.round(moment + wall));
    },
  };
}
