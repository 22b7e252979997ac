/** Lets a bounded number of pieces of work run at once, a bounded number wait, and turns the rest away. */
import { UserError } from '../kernel/errors.ts';

/** Runs work when its turn has come, in the order of asking. */
export interface Gate {
  /** @throws {UserError} `RATE_LIMIT_EXCEEDED` when too many wait already. */
  pass<T>(work: () => Promise<T>): Promise<T>;
}

const RETRY_SECONDS = 1;

/** A gate for `atOnce` pieces of work with `waiting` behind them. */
export function createGate(limits: { atOnce: number; waiting: number }): Gate {
  let running = 0;
  const queue: (() => void)[] = [];

  async function enter(): Promise<void> {
    if (running < limits.atOnce) {
      running += 1;
      return;
    }
    if (queue.length >= limits.waiting) {
      throw new UserError('RATE_LIMIT_EXCEEDED', {
        params: { seconds: RETRY_SECONDS },
        retryAfter: RETRY_SECONDS,
      });
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  function leave(): void {
    const next = queue.shift();
    // The place goes straight to the next, so that nobody slips in between.
    if (next) next();
    else running -= 1;
  }

  return {
    async pass(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
