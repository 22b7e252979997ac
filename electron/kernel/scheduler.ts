/** Work that comes back: at an interval, with jitter so that many installations do not act in the same second. */
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';
import type { Tracing } from './tracing.ts';

/** A task that has been given to the scheduler. */
export interface ScheduledTask {
  /** When it runs next, in ms UTC; `null` while it runs. */
  nextAt(): number | null;
  /** Counts its interval anew from now. */
  restart(): void;
  stop(): void;
}

/** What to run and how often. */
export interface TaskOptions {
  readonly name: string;
  /** Asked anew for each round, so that a changed setting takes effect. */
  readonly intervalMs: () => number;
  /** Part of the interval by which a round may be late: 0.1 means up to 10 % later. */
  readonly jitter?: number;
  readonly run: () => Promise<void>;
}

/** Runs tasks, each one round at a time. */
export interface Scheduler {
  every(options: TaskOptions): ScheduledTask;
  /** Names of tasks that should have started by now and have not: none, unless the process is stuck. */
  overdue(): string[];
  /** Ends all waiting and resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** How late a round may start before it is called overdue. A laptop's sleep does not count: timers sleep with it. */
const GRACE_MS = 30_000;

/** A scheduler on a clock. `random` answers from 0 up to 1. A round that throws is logged; the next one comes. */
export function createScheduler(deps: {
  clock: Clock;
  logger: Logger;
  random: () => number;
  /** Without it, nobody knows which lines belong to one round. */
  tracing?: Pick<Tracing, 'run'>;
}): Scheduler {
  const { clock, logger, random, tracing } = deps;
  const tasks = new Set<{ name: string; dueElapsed: number | null; stop: () => Promise<void> }>();

  return {
    every({ name, intervalMs, jitter = 0, run }) {
      let cancel: () => void = () => undefined;
      let stopped = false;
      let nextAt: number | null = null;
      let round: Promise<void> = Promise.resolve();

      const plan = (): void => {
        if (stopped) return;
        const delay = intervalMs() * (1 + jitter * random());
        nextAt = clock.now() + delay;
        task.dueElapsed = clock.elapsed() + delay;
        cancel();
        cancel = clock.after(delay, () => {
          nextAt = null;
          task.dueElapsed = null;
          const attempt = (): Promise<void> =>
            run().catch((error: unknown) => {
              logger.error({ error, task: name }, 'A scheduled task failed');
            });
          round = tracing ? tracing.run({ id: null, trace: null }, attempt) : attempt();
          void round.then(plan);
        });
      };

      const task = {
        name,
        dueElapsed: null as number | null,
        stop: async () => {
          stopped = true;
          cancel();
          await round;
          tasks.delete(task);
        },
      };
      tasks.add(task);
      plan();
      return {
        nextAt: () => nextAt,
        restart: () => {
          if (nextAt !== null) plan();
        },
        stop: () => void task.stop(),
      };
    },
    overdue: () =>
      [...tasks]
        .filter(({ dueElapsed }) => dueElapsed !== null && clock.elapsed() > dueElapsed + GRACE_MS)
        .map(({ name }) => name),
    async stop() {
      await Promise.all([...tasks].map((task) => task.stop()));
    },
  };
}
