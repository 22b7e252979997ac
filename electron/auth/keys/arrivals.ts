/**
 * What each caller came in with who came in by a key, for as long as somebody holds the caller: a connection that stays
 * open ends with the secret it was opened by, and with the networks it was opened from.
 */
import type { Caller } from '../../server/route.ts';

/** How somebody came in by a key. */
export interface Arrival {
  /** Of the secret; `null` for who came with a token. */
  readonly secret_hash: string | null;
  /** Networks that the key was good from then. */
  readonly networks: readonly string[];
  /** What a token was asked for; `null` for who came with the key itself. */
  readonly scope: readonly string[] | null;
}

/** The callers that are held somewhere, by the very object. */
export interface Arrivals {
  /** Notes how a caller came in, and hands it back. */
  put(caller: Caller, arrival: Arrival): Caller;
  of(caller: Caller): Arrival | undefined;
}

/** Nobody yet. */
export function createArrivals(): Arrivals {
  const arrivals = new WeakMap<Caller, Arrival>();
  return {
    put(caller, arrival) {
      arrivals.set(caller, arrival);
      return caller;
    },
    of: (caller) => arrivals.get(caller),
  };
}
