/** One ground with its queue: its updates one at a time, its own retries, and nothing that waits for another ground. */
import type { Stage } from '../../../shared/api/ddns.ts';
import type { Cancel } from '../../kernel/clock.ts';
import { createLock, type Lock } from '../../kernel/lock.ts';
import { runCycle, type CycleDeps, type CycleOutcome } from '../cycle.ts';
import { createUpdateQueue, type UpdateQueue } from '../update-queue.ts';
import type { Ground } from './ground.ts';

/** An update under way, as it is told. */
export interface Running {
  readonly stage: Stage;
  readonly progress: number;
  readonly started_at: number;
}

/** A ground that runs. */
export interface Runner<G extends Ground = Ground> {
  readonly ground: G;
  readonly queue: UpdateQueue<CycleOutcome>;
  /** Keeps updates of this ground away while its names are changed. */
  readonly withoutUpdate: Lock;
  running(): Running | null;
  stop(): Promise<void>;
}

/** The longest that a timer is set for, ms; what is due later is met by the checks. */
const LONGEST_TIMER_MS = 6 * 3_600_000;

/** Makes a ground run. `mayRetry` is asked before each try that nobody asked for. */
export function createRunner<G extends Ground>(
  deps: CycleDeps & {
    readonly mayRetry: () => boolean;
    /** `outcome` is `null` for an update that failed as a whole. */
    readonly onEnd: (ground: Ground, outcome: CycleOutcome | null) => void;
  },
  ground: G,
): Runner<G> {
  const { clock, logger, events } = deps;
  const withoutUpdate = createLock();
  let running: Running | null = null;
  let cancelRetry: Cancel = () => undefined;
  let stopped = false;

  function armRetry(at: number | null): void {
    cancelRetry();
    if (at === null || stopped) return;
    const wait = Math.min(LONGEST_TIMER_MS, Math.max(1_000, at - clock.now()));
    cancelRetry = clock.after(wait, () => {
      if (!deps.mayRetry()) return;
      queue.ask({ trigger: 'retry', force: false }, false).outcome.catch((error: unknown) => {
        logger.error({ error }, 'A retry failed');
      });
    });
  }

  const queue = createUpdateQueue<CycleOutcome>(async (request) => {
    running = { stage: 'detect', progress: 0, started_at: clock.now() };
    const { started_at } = running;
    cancelRetry();
    let outcome: CycleOutcome | null = null;
    try {
      outcome = await withoutUpdate(() =>
        runCycle(deps, ground, request, (stage, progress) => {
          running = { stage, progress, started_at };
        }),
      );
      armRetry(outcome.next_try);
      return outcome;
    } finally {
      running = null;
      deps.onEnd(ground, outcome);
      events.emit('ddns.looked', {});
    }
  });

  return {
    ground,
    queue,
    withoutUpdate,
    running: () => running,
    async stop() {
      stopped = true;
      cancelRetry();
      await queue.stop();
    },
  };
}
