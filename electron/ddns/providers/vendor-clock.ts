/**
 * Time as a provider sees it. A signature is good for some minutes only, and a NAS without a battery may be years off:
 * the answer that refuses it says in its `Date` header (RFC 9110 §6.6.1) what time it is there.
 */
import type { Clock } from '../../kernel/clock.ts';

/** This machine's clock, as far off as the provider said. */
export interface VendorClock {
  /** Milliseconds UTC. */
  now(): number;
  /** Believes an answer's date from now on. `false` where it has none. */
  correct(headers: Readonly<Record<string, string>>): boolean;
}

/** Starts with this machine's own time. */
export function createVendorClock(clock: Clock): VendorClock {
  let ahead = 0;
  return {
    now: () => clock.now() + ahead,
    correct(headers) {
      const date = Date.parse(headers['date'] ?? '');
      if (!Number.isFinite(date)) return false;
      ahead = date - clock.now();
      return true;
    },
  };
}
