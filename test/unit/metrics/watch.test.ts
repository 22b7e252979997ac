import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNoReader, type MachineSample, type Reader } from '../../../electron/metrics/reader.ts';
import type { Sample } from '../../../electron/metrics/sample.ts';
import { noSlowParts } from '../../../electron/metrics/slow-parts.ts';
import { startWatch, type Watch } from '../../../electron/metrics/watch.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

/** 1.2 s after a step of the grid. */
const START = Date.UTC(2026, 10, 20, 8) + 1200;

let clock: VirtualClock;
let watch: Watch | null = null;
let interval: number;
let kept: { at: number; step: number; names: string[] }[];
let errors: number;
let reader: Reader;
let stopped: number;

beforeEach(() => {
  clock = createVirtualClock(START);
  [interval, kept, errors, stopped] = [5, [], 0, 0];
  reader = createNoReader({ clock });
});
afterEach(async () => {
  await watch?.stop();
  watch = null;
});

function start(read: () => Promise<MachineSample> = () => reader.read()): Watch {
  const quiet = (): void => undefined;
  watch = startWatch({
    reader: { read, stop: () => (stopped += 1) },
    slowParts: noSlowParts,
    clock,
    logger: { error: () => (errors += 1), warn: quiet, info: quiet, debug: quiet },
    intervalSeconds: () => interval,
    keep: (at, step, values) => kept.push({ at: at - START + 1200, step, names: [...values.keys()] }),
  });
  return watch;
}
const times = (): number[] => kept.map(({ at }) => at);

describe('looks at the machine', () => {
  it('come at once, and then on the grid of the interval', async () => {
    const running = start();
    await clock.advance(0);
    expect(running.latest()).not.toBeNull();
    expect(kept).toEqual([]);
    await clock.advance(20_000);
    expect(times()).toEqual([5000, 10_000, 15_000, 20_000]);
    expect(kept[0]).toMatchObject({ step: 5000 });
    expect(kept[0]?.names).toContain('process.memory');
    expect(running.latestOwn()?.memory).toBeGreaterThan(1e6);
  });

  it('that take longer than the interval leave out steps, and never run twice at once', async () => {
    let [running, most] = [0, 0];
    start(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => clock.after(12_000, resolve));
      running -= 1;
      return reader.read();
    });
    await clock.advance(60_000);
    expect(most).toBe(1);
    expect(times()).toEqual([15_000, 30_000, 45_000]);
    // The one that is under way ends.
    await clock.advance(12_000);
  });

  it('follow an interval that is changed, at once', async () => {
    interval = 60;
    const running = start();
    await clock.advance(1000);
    interval = 2;
    running.replan();
    await clock.advance(6000);
    expect(times()).toEqual([4000, 6000, 8000]);
    expect(kept.map(({ step }) => step)).toEqual([2000, 2000, 2000]);
  });

  it('go on when the clock is set back an hour, each at its own step', async () => {
    start();
    await clock.advance(10_000);
    clock.set(clock.now() - 3_600_000);
    await clock.advance(10_000);
    // The step after the jump is met by the clock as it is now.
    expect(times()).toEqual([5000, 10_000, 15_000 - 3_600_000, 20_000 - 3_600_000]);
  });

  it('go on when one fails; that is said once', async () => {
    let fails = true;
    start(() => (fails ? Promise.reject(new Error('broken')) : reader.read()));
    await clock.advance(20_000);
    expect([errors, kept.length]).toEqual([1, 0]);
    fails = false;
    await clock.advance(10_000);
    expect([errors, kept.length]).toEqual([1, 2]);
  });

  it('are told to who listens, also where one of them fails', async () => {
    const running = start();
    const heard: Sample[] = [];
    running.onSample(() => {
      throw new Error('broken');
    });
    const end = running.onSample((sample) => heard.push(sample));
    await clock.advance(5000);
    end();
    await clock.advance(5000);
    expect(heard).toHaveLength(2);
    expect(heard[0]?.units).toEqual({ unavailable: { code: 'METRICS_NOT_SUPPORTED', params: {} } });
  });

  it('end with the loop, the one under way included', async () => {
    let done = false;
    const running = start(async () => {
      await new Promise<void>((resolve) => clock.after(3000, resolve));
      done = true;
      return reader.read();
    });
    await clock.advance(1000);
    const ended = running.stop();
    watch = null;
    await clock.advance(5000);
    await ended;
    expect([done, stopped]).toEqual([true, 1]);
    await clock.advance(60_000);
    expect(kept).toEqual([]);
  });
});
