/** A clock whose hands the test turns: nothing moves until {@link VirtualClock.advance} is called. */
import type { Clock } from '../../electron/kernel/clock.ts';

/** A {@link Clock} for tests. */
export interface VirtualClock extends Clock {
  /**
   * Lets `ms` pass: due timers fire in their order, at their own moment, and what they started in promises goes on
   * before the next one fires.
   */
  advance(ms: number): Promise<void>;
  /** Sets the wall time (ms UTC) without any time passing, as an owner or NTP does. */
  set(now: number): void;
}

interface Timer {
  readonly due: number;
  readonly fn: () => void;
}

/** Lets promise chains and `setImmediate` work run that the timers have started. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that stands at `start` (ms UTC; 2026-11-20T08:00:00Z unless told) and whose `elapsed()` starts at 0. */
export function createVirtualClock(start = Date.UTC(2026, 10, 20, 8)): VirtualClock {
  let wall = start;
  let elapsed = 0;
  const timers = new Set<Timer>();

  const passTo = (moment: number): void => {
    wall += moment - elapsed;
    elapsed = moment;
  };

  /** The timer that fires next up to `end`; of two at the same moment, the one set first. */
  const nextUpTo = (end: number): Timer | undefined => {
    let next: Timer | undefined;
    for (const timer of timers) {
      if (timer.due <= end && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  };

  return {
    now: () => wall,
    elapsed: () => elapsed,
    after(ms, fn) {
      const timer: Timer = { due: elapsed + Math.max(0, ms), fn };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const end = elapsed + ms;
      await settle();
      for (let timer = nextUpTo(end); timer !== undefined; timer = nextUpTo(end)) {
        timers.delete(timer);
        passTo(Math.max(elapsed, timer.due));
        timer.fn();
        await settle();
      }
      passTo(end);
    },
    set(now) {
      wall = now;
    },
  };
}
