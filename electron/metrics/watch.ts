/**
 * The loop: one look at the machine at each step of the grid of the interval, one at a time. A look that takes longer than
 * a step leaves out those that it missed; nothing piles up.
 */
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import { createOwnProcess, ownValues, type OwnSample } from './own-process.ts';
import { momentOf, secondsBetween, type Moment } from './rates.ts';
import type { Reader } from './reader.ts';
import type { Sample } from './sample.ts';
import type { Values } from './series.ts';
import type { SlowParts } from './slow-parts.ts';
import { startOf } from './store/times.ts';
import { valuesOf } from './values.ts';

/** What the loop stands on. */
export interface WatchDeps {
  readonly reader: Reader;
  readonly slowParts: SlowParts;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Asked before each wait. */
  readonly intervalSeconds: () => number;
  /** Takes the numbers of the step `at` (ms UTC), with `step` ms between two. */
  readonly keep: (at: number, step: number, values: Values) => void;
}

/** The loop that runs. */
export interface Watch {
  /** `null` before the first look. */
  latest(): Sample | null;
  /** The same of this program. */
  latestOwn(): OwnSample | null;
  /** Calls `listener` with each sample, once its numbers are kept. Returns the way to stop it. */
  onSample(listener: (sample: Sample) => void): () => void;
  /** The interval has changed: waits for the next step of the new one. */
  replan(): void;
  /** Resolves when the look that is under way has ended. */
  stop(): Promise<void>;
}

/** Starts it. The first look is taken at once: it is what the second one's rates count from, and is not kept. */
export function startWatch(deps: WatchDeps): Watch {
  const { reader, slowParts, clock, logger, intervalSeconds, keep } = deps;
  const own = createOwnProcess();
  const listeners = new Set<(sample: Sample) => void>();
  let latest: Sample | null = null;
  let latestOwn: OwnSample | null = null;
  let before: Moment | null = null;
  /** The step that was looked at last; a timer may fire a little early, and must not meet it twice. */
  let lastSlot: number | null = null;
  let cancel: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();
  let isFailing = false;
  let stopped = false;

  function tell(sample: Sample): void {
    for (const listener of listeners) {
      try {
        listener(sample);
      } catch (error) {
        logger.error({ error }, 'A listener to samples failed');
      }
    }
  }

  async function look(step: number, delay: number): Promise<void> {
    const isFirst = lastSlot === null;
    const slot = Math.round(clock.now() / step) * step;
    lastSlot = slot;
    const moment = momentOf(clock);
    latestOwn = own.read(secondsBetween(before, moment), delay);
    before = moment;
    const sample = { ...(await reader.read()), ...slowParts.latest() };
    latest = sample;
    isFailing = false;
    if (!isFirst) keep(slot, step, new Map([...valuesOf(sample), ...ownValues(latestOwn)]));
    tell(sample);
  }

  function wait(ms: number, step: number): void {
    const due = clock.elapsed() + ms;
    cancel = clock.after(ms, () => {
      cancel = null;
      running = look(step, Math.max(0, clock.elapsed() - due))
        .catch((error: unknown) => {
          // Once, not at every look.
          if (!isFailing) logger.error({ error }, 'A look at this machine failed');
          isFailing = true;
        })
        .then(plan);
    });
  }

  function plan(): void {
    if (stopped) return;
    const step = intervalSeconds() * 1000;
    const now = clock.now();
    const next = startOf(now, step) + step;
    wait((next === lastSlot ? next + step : next) - now, step);
  }

  wait(0, intervalSeconds() * 1000);
  return {
    latest: () => latest,
    latestOwn: () => latestOwn,
    onSample(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    replan() {
      // While a look is under way, the wait after it asks anyway.
      if (cancel === null || lastSlot === null) return;
      cancel();
      plan();
    },
    async stop() {
      stopped = true;
      cancel?.();
      await running;
      reader.stop();
    },
  };
}
