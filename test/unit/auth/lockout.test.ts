import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  isForgotten,
  LONGEST_LOCK_MS,
  UNBLEMISHED,
  waitOf,
  type Standing,
} from '../../../electron/auth/lockout.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Fails as soon as it may, `times` times; answers the waits that it met, in minutes. */
function waitsOf(times: number): number[] {
  let standing = UNBLEMISHED;
  let now = 0;
  const waits: number[] = [];
  for (let index = 0; index < times; index += 1) {
    standing = afterFailure(standing, now);
    const wait = waitOf(standing, 0, now);
    if (wait > 0) waits.push(wait / MINUTE);
    now += wait;
  }
  return waits;
}

describe('waiting after failures', () => {
  it('begins after ten, then comes every three and doubles up to an hour', () => {
    expect(waitsOf(9)).toEqual([]);
    expect(waitsOf(10)).toEqual([5]);
    expect(waitsOf(12)).toEqual([5]);
    expect(waitsOf(10 + 5 * 3)).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it('counts anew after a quarter of an hour without a failure', () => {
    let standing: Standing = UNBLEMISHED;
    for (let index = 0; index < 9; index += 1) standing = afterFailure(standing, 0);
    expect(waitOf(afterFailure(standing, 15 * MINUTE - 1), 0, 15 * MINUTE - 1)).toBe(5 * MINUTE);
    expect(waitOf(afterFailure(standing, 15 * MINUTE), 0, 15 * MINUTE)).toBe(0);
  });

  it('remembers a wait for a day after it', () => {
    let standing: Standing = UNBLEMISHED;
    for (let index = 0; index < 10; index += 1) standing = afterFailure(standing, 0);
    const end = 5 * MINUTE + 24 * HOUR;
    expect(isForgotten(standing, end - 1)).toBe(false);
    expect(isForgotten(standing, end)).toBe(true);
  });

  it('counts tries under way as if they failed', () => {
    expect(waitOf(UNBLEMISHED, 9, 0)).toBe(0);
    expect(waitOf(UNBLEMISHED, 10, 0)).toBeGreaterThan(0);
  });

  it('lets nobody try more than ten times and then three times an hour in the long run', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { maxLength: 400 }), (pauses) => {
        let standing: Standing = UNBLEMISHED;
        let now = 0;
        const tries: number[] = [];
        for (const pause of pauses) {
          now += pause;
          const wait = waitOf(standing, 0, now);
          expect(wait).toBeLessThanOrEqual(LONGEST_LOCK_MS);
          if (wait > 0) continue;
          tries.push(now);
          standing = afterFailure(standing, now);
        }
        // Within any hour: ten at first, and three after each of the waits of 5, 10, 20 and 40 minutes.
        for (const from of tries)
          expect(tries.filter((at) => at >= from && at < from + HOUR).length).toBeLessThanOrEqual(10 + 9 + 3);
      }),
    );
  });
});
