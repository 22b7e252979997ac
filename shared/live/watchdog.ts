/**
 * Ends a connection on which nothing is heard. What a laptop's sleep or a lost network leaves behind looks open for many
 * minutes; timers stand still meanwhile, so it is the wall clock that decides.
 */
import type { LiveClock } from './client-model.ts';
import { HEARTBEAT_SECONDS } from './closing.ts';

/** A connection has to be live within this time (ms). */
const OPENING_MS = 15_000;
/** After a ping something has to be heard within this time (ms). */
const PING_MS = 5_000;
/** Between two looks at the clock (ms): soon after waking one of them is due. */
const LOOK_MS = 15_000;
/** Of the time between two heartbeats. */
const PATIENCE = 1.5;

/** Watches one connection from its opening. `silent` is called once. */
export function watchSilence(clock: LiveClock, silent: () => void) {
  let heardAt = clock.now();
  let limit = OPENING_MS;
  let isPinged = false;
  let cancel = arm();

  function arm(): () => void {
    const left = heardAt + limit - clock.now();
    return clock.after(Math.max(Math.min(left, LOOK_MS), 0), look);
  }

  function look(): void {
    // The wall clock was set back: nothing is known of how long it was silent.
    if (clock.now() < heardAt) heardAt = clock.now();
    if (clock.now() - heardAt >= limit) silent();
    else cancel = arm();
  }

  const become = (ms: number): void => {
    heardAt = clock.now();
    limit = ms;
    cancel();
    cancel = arm();
  };

  let patience = HEARTBEAT_SECONDS * 1_000 * PATIENCE;
  return {
    /** The connection is live, and a heartbeat comes every `seconds`. */
    live(seconds: number): void {
      patience = seconds * 1_000 * PATIENCE;
      become(patience);
    },
    /** Something came. */
    heard(): void {
      heardAt = clock.now();
      if (!isPinged) return;
      isPinged = false;
      become(patience);
    },
    /** Whether a ping is to be sent: what does not answer it soon is over. */
    ping(): boolean {
      if (isPinged) return false;
      if (clock.now() - heardAt >= limit) {
        silent();
        return false;
      }
      isPinged = true;
      become(PING_MS);
      return true;
    },
    stop: () => {
      cancel();
    },
  };
}
