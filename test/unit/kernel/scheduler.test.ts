import { beforeEach, describe, expect, it } from 'vitest';
import { createScheduler, type Scheduler, type TaskOptions } from '../../../electron/kernel/scheduler.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { listen, turn } from './folder.ts';

let clock: VirtualClock;
let scheduler: Scheduler;
let logger: ReturnType<typeof listen>;
let random: number;
/** Elapsed ms at which rounds began. */
let rounds: number[];

beforeEach(() => {
  clock = createVirtualClock();
  logger = listen();
  random = 0;
  rounds = [];
  scheduler = createScheduler({ clock, logger, random: () => random });
});

const every = (options: Partial<TaskOptions> = {}) =>
  scheduler.every({
    name: 'test',
    intervalMs: () => 1000,
    run: async () => {
      rounds.push(clock.elapsed());
    },
    ...options,
  });

/** A round that ends when the test says so. */
function held() {
  let end: () => void = () => undefined;
  return {
    run: () => {
      rounds.push(clock.elapsed());
      return new Promise<void>((resolve) => (end = resolve));
    },
    end: () => end(),
  };
}

describe('a task', () => {
  it('runs at its interval, the first time after one', async () => {
    const task = every();
    expect(task.nextAt()).toBe(clock.now() + 1000);
    await clock.advance(3500);
    expect(rounds).toEqual([1000, 2000, 3000]);
  });

  it.each([
    [0, 1000],
    [0.5, 1050],
    [0.999, 1099],
  ])(
    'with jitter and chance %d first runs after %d ms, never early, never a tenth late',
    async (chance, after) => {
      random = chance;
      every({ jitter: 0.1 });
      await clock.advance(1200);
      expect(Math.floor(rounds[0] ?? 0)).toBe(after);
    },
  );

  it('asks for its interval anew each time', async () => {
    let interval = 1000;
    every({ intervalMs: () => interval });
    await clock.advance(1000);
    interval = 100;
    await clock.advance(1200);
    expect(rounds).toEqual([1000, 2000, 2100, 2200]);
  });

  it('runs one round at a time, and counts from the end of a long one', async () => {
    const { run, end } = held();
    const task = every({ run });
    await clock.advance(5000);
    expect(rounds).toEqual([1000]);
    expect(task.nextAt()).toBeNull();
    end();
    await turn();
    expect(task.nextAt()).toBe(clock.now() + 1000);
  });

  it('goes on after a round that failed, which is logged', async () => {
    every({
      run: () => {
        rounds.push(clock.elapsed());
        return Promise.reject(new Error('no'));
      },
    });
    await clock.advance(2000);
    expect(rounds).toEqual([1000, 2000]);
    expect(logger.lines).toEqual(['error: A scheduled task failed', 'error: A scheduled task failed']);
  });

  it('counts anew when it is restarted, but not while it runs', async () => {
    const { run, end } = held();
    const task = every({ run });
    await clock.advance(900);
    task.restart();
    await clock.advance(900);
    expect(rounds).toEqual([]);
    await clock.advance(100);
    task.restart();
    await clock.advance(5000);
    expect(rounds).toEqual([1900]);
    end();
    await turn();
    await clock.advance(1000);
    expect(rounds).toHaveLength(2);
  });

  it('does not run again once it is stopped', async () => {
    const task = every();
    task.stop();
    task.restart();
    await clock.advance(5000);
    expect(rounds).toEqual([]);
    expect(scheduler.overdue()).toEqual([]);
  });
});

describe('an overdue task', () => {
  it('is named when its round should have begun half a minute ago', async () => {
    // A clock whose timers do not fire is what a stuck process looks like.
    const stuck = { ...clock, after: () => () => undefined };
    scheduler = createScheduler({ clock: stuck, logger, random: () => 0 });
    every();
    await clock.advance(31_000);
    expect(scheduler.overdue()).toEqual([]);
    await clock.advance(1);
    expect(scheduler.overdue()).toEqual(['test']);
  });

  it('is none where only the wall clock was moved, or a round takes long', async () => {
    const { run } = held();
    every({ run });
    clock.set(clock.now() + 24 * 3600_000);
    expect(scheduler.overdue()).toEqual([]);
    await clock.advance(100_000);
    expect(scheduler.overdue()).toEqual([]);
  });
});

describe('stopping', () => {
  it('ends all waiting, and waits for what runs', async () => {
    const { run, end } = held();
    every({ run });
    every({ name: 'other', intervalMs: () => 50_000 });
    await clock.advance(1000);
    let stopped = false;
    const stopping = scheduler.stop().then(() => (stopped = true));
    await turn();
    expect(stopped).toBe(false);
    end();
    await stopping;
    await clock.advance(100_000);
    expect(rounds).toEqual([1000]);
  });
});
