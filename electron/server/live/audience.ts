/** Who reads one topic, and who wants to know whether anybody does. */
import type { Seat } from './seat.ts';

/** The readers of a topic. */
export interface Audience {
  /** Each subscriber with the newest number there was when it subscribed: what is newer, it has been given. */
  readonly subscribers: ReadonlyMap<Seat, number>;
  /** Those who are told by their role, in the same way. They are not counted as readers. */
  readonly routed: Map<Seat, number>;
  /** Whether it has not been in before. */
  add(seat: Seat, last: number): boolean;
  remove(seat: Seat): void;
  /** Calls with `true` when the first comes, with `false` when the last has gone. Returns the way to stop it. */
  onWanted(listener: (wanted: boolean) => void): () => void;
}

/** An empty one. `failed` hears of listeners that throw: no reader and no other listener is to suffer from one. */
export function createAudience(failed: (error: unknown) => void): Audience {
  const subscribers = new Map<Seat, number>();
  const listeners = new Set<(wanted: boolean) => void>();

  function tell(wanted: boolean): void {
    for (const listener of listeners) {
      try {
        listener(wanted);
      } catch (error) {
        failed(error);
      }
    }
  }

  return {
    subscribers,
    routed: new Map(),
    add(seat, last) {
      if (subscribers.has(seat)) return false;
      subscribers.set(seat, last);
      if (subscribers.size === 1) tell(true);
      return true;
    },
    remove(seat) {
      if (subscribers.delete(seat) && subscribers.size === 0) tell(false);
    },
    onWanted(listener) {
      // One of its own each time: the same function may be given twice.
      const own = (wanted: boolean): void => {
        listener(wanted);
      };
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
