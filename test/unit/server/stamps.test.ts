import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Clock } from '../../../electron/kernel/clock.ts';
import { createRequestIds, createStamps } from '../../../electron/server/stamps.ts';

describe('the time on an answer', () => {
  it('is what a Date says, also when the clock goes back', () => {
    let now = 0;
    const stamp = createStamps({ now: () => now } as Clock);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: 1 }), (times) => {
        for (const time of times) {
          for (now of [time, time + 1, time + 999, time]) expect(stamp()).toBe(new Date(now).toISOString());
        }
      }),
    );
  });
});

describe('the id of a request', () => {
  it('is another each time, and over restarts', () => {
    const [first, second] = [createRequestIds(), createRequestIds()];
    const ids = Array.from({ length: 1000 }, () => [first(), second()]).flat();
    expect(new Set(ids).size).toBe(2000);
  });
});
