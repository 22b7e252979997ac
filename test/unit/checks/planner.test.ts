import { describe, expect, it } from 'vitest';
import { sleep } from '../../../electron/kernel/clock.ts';
import { createPlanner } from '../../../electron/checks/planner.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

describe('the planner', () => {
  it('runs 500 checks that hang for a minute each, eight at once, none beside itself, and owes nothing', async () => {
    const clock = createVirtualClock();
    const running = new Set<string>();
    const runs = new Map<string, number>();
    let most = 0;
    const planner = createPlanner({
      clock,
      most: 8,
      async run(id) {
        expect(running.has(id)).toBe(false);
        running.add(id);
        most = Math.max(most, running.size);
        await sleep(clock, 60_000);
        running.delete(id);
        runs.set(id, (runs.get(id) ?? 0) + 1);
        return 10_000;
      },
    });
    for (let index = 0; index < 500; index++) planner.put(String(index), 0);
    // One round of all of them takes 500 / 8 minutes.
    await clock.advance(63 * 60_000);
    expect(most).toBe(8);
    expect(runs.size).toBe(500);
    await clock.advance(63 * 60_000);
    const counts = [...runs.values()];
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('keeps intervals, and counts them from the end of a run', async () => {
    const clock = createVirtualClock();
    const starts: number[] = [];
    const planner = createPlanner({
      clock,
      most: 2,
      async run() {
        starts.push(clock.elapsed());
        await sleep(clock, 3_000);
        return 10_000;
      },
    });
    planner.put('a', 1_000);
    await clock.advance(40_000);
    expect(starts).toEqual([1_000, 14_000, 27_000, 40_000]);
  });

  it('joins a run that is under way, and lets one that is asked for go first', async () => {
    const clock = createVirtualClock();
    const order: string[] = [];
    const planner = createPlanner({
      clock,
      most: 1,
      async run(id) {
        order.push(id);
        await sleep(clock, 1_000);
        return null;
      },
    });
    for (const id of ['a', 'b', 'c']) planner.put(id, 0);
    const both = Promise.all([planner.runNow('c'), planner.runNow('a'), planner.runNow('c')]);
    await clock.advance(5_000);
    await both;
    expect(order).toEqual(['a', 'c', 'b']);
  });

  it('does not run again what was let go of while it ran', async () => {
    const clock = createVirtualClock();
    let runs = 0;
    const planner = createPlanner({
      clock,
      most: 1,
      async run() {
        runs += 1;
        await sleep(clock, 1_000);
        return 1_000;
      },
    });
    planner.put('a', 0);
    await clock.advance(500);
    planner.remove('a');
    await clock.advance(10_000);
    expect(runs).toBe(1);
    expect(planner.nextAt('a')).toBeNull();
  });

  it('stops after what runs, and starts nothing more', async () => {
    const clock = createVirtualClock();
    let runs = 0;
    const planner = createPlanner({
      clock,
      most: 1,
      async run() {
        runs += 1;
        await sleep(clock, 1_000);
        return 0;
      },
    });
    planner.put('a', 0);
    planner.put('b', 0);
    await clock.advance(500);
    const stopped = planner.stop();
    await clock.advance(5_000);
    await stopped;
    expect(runs).toBe(1);
  });
});
