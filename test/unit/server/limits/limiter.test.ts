import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitHeaders } from '../../../../electron/server/limits/headers.ts';
import { createLimiter } from '../../../../electron/server/limits/limiter.ts';
import { createBucket, createWindow, type Quota } from '../../../../electron/server/limits/quota.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const MINUTE = 60_000;
const auth: Quota = { requests: 10, seconds: 300 };
const caller: Quota = { requests: 100, seconds: 1, burst: 50 };

describe('a window', () => {
  it('lets so many in, then none until the oldest has left it', () => {
    const window = createWindow(auth);
    for (let count = 0; count < 10; count++) {
      expect(window.take(count * 1000)).toMatchObject({ allowed: true, remaining: 9 - count });
    }
    expect(window.take(10_000)).toEqual({ allowed: false, remaining: 0, reset_ms: 290_000 });
    expect(window.take(299_999).allowed).toBe(false);
    expect(window.take(300_000).allowed).toBe(true);
    expect(window.take(300_001).allowed).toBe(false);
  });

  it('never lets more in than it may, in any span', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (gaps) => {
        const window = createWindow(auth);
        let now = 0;
        const taken: number[] = [];
        for (const gap of gaps) {
          now += gap;
          if (window.take(now).allowed) taken.push(now);
        }
        for (const moment of taken) {
          expect(taken.filter((one) => one > moment - 300_000 && one <= moment).length).toBeLessThanOrEqual(
            10,
          );
        }
      }),
    );
  });

  it('gets back what cost nothing', () => {
    const window = createWindow({ requests: 1, seconds: 10 });
    window.take(0);
    expect(window.give(0)).toEqual({ allowed: true, remaining: 1, reset_ms: 0 });
    expect(window.give(0).remaining).toBe(1);
    expect(window.take(1).allowed).toBe(true);
  });

  it('begins with the newest of what was taken', () => {
    const window = createWindow({ requests: 2, seconds: 10 }, [0, 3000, 5000]);
    expect(window.moments(5000)).toEqual([3000, 5000]);
    expect(window.take(6000)).toEqual({ allowed: false, remaining: 0, reset_ms: 7000 });
  });
});

describe('a bucket', () => {
  it('lets its burst in at once, and then what comes back', () => {
    const bucket = createBucket(caller);
    const atOnce = Array.from({ length: 60 }, () => bucket.take(0).allowed);
    expect(atOnce.filter(Boolean)).toHaveLength(50);
    expect(bucket.take(0)).toEqual({ allowed: false, remaining: 0, reset_ms: 10 });
    expect(bucket.take(9).allowed).toBe(false);
    expect(bucket.take(10)).toMatchObject({ allowed: true, remaining: 0 });
    // After a rest the burst is there again, and no more.
    const later = Array.from({ length: 60 }, () => bucket.take(MINUTE).allowed);
    expect(later.filter(Boolean)).toHaveLength(50);
  });

  it('keeps to its rate however it is asked', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(steps, (gaps) => {
        const bucket = createBucket(caller);
        let now = 0;
        let taken = 0;
        for (const gap of gaps) {
          now += gap;
          if (bucket.take(now).allowed) taken += 1;
          expect(taken).toBeLessThanOrEqual(50 + now / 10 + 1e-6);
        }
      }),
    );
  });

  it('gets back what cost nothing', () => {
    const bucket = createBucket({ requests: 1, seconds: 10, burst: 1 });
    bucket.take(0);
    bucket.give(0);
    expect(bucket.take(0).allowed).toBe(true);
  });
});

describe('a limiter', () => {
  it('counts each key by itself', () => {
    const limiter = createLimiter({ requests: 1, seconds: 60 }, createVirtualClock());
    expect(limiter.take('a').allowed).toBe(true);
    expect(limiter.take('a').allowed).toBe(false);
    expect(limiter.take('b').allowed).toBe(true);
    limiter.give('a');
    expect(limiter.take('a').allowed).toBe(true);
    limiter.give('nobody');
  });

  it('goes on after a restart where it stood', async () => {
    const clock = createVirtualClock();
    const before = createLimiter(auth, clock);
    for (let count = 0; count < 10; count++) before.take('a');
    await clock.advance(MINUTE);
    const after = createLimiter(auth, clock, [{ key: 'a', moments: before.moments('a') }]);
    expect(after.take('a')).toMatchObject({ allowed: false, reset_ms: 4 * MINUTE });
    await clock.advance(4 * MINUTE);
    expect(after.moments('a')).toEqual([]);
    expect(after.take('a').allowed).toBe(true);
  });

  it('locks nobody out for long because a clock was set back meanwhile', () => {
    const clock = createVirtualClock();
    const tomorrow = clock.now() + 24 * 60 * MINUTE;
    const limiter = createLimiter(auth, clock, [{ key: 'a', moments: Array<number>(12).fill(tomorrow) }]);
    expect(limiter.take('a')).toMatchObject({ allowed: false, reset_ms: 5 * MINUTE });
  });

  it('tells what is used up by the clock as it was set meanwhile', () => {
    const clock = createVirtualClock();
    const before = createLimiter(auth, clock);
    for (let count = 0; count < 10; count++) before.take('a');
    // A NAS without a clock of its own begins in 1970, until it is told the time.
    clock.set(clock.now() + 365 * 24 * 60 * MINUTE);
    const after = createLimiter(auth, clock, [{ key: 'a', moments: before.moments('a') }]);
    expect(after.take('a')).toMatchObject({ allowed: false, reset_ms: 5 * MINUTE });
  });

  it('takes another quota for everybody, and forgets nothing of a window', async () => {
    const clock = createVirtualClock();
    const limiter = createLimiter({ requests: 3, seconds: 60 }, clock);
    for (let count = 0; count < 3; count++) {
      limiter.take('a');
      await clock.advance(1000);
    }
    limiter.retune({ requests: 4, seconds: 60 });
    expect(limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
    limiter.retune({ requests: 2, seconds: 60 });
    // The two newest count: at 2 s and at 3 s.
    expect(limiter.take('a')).toEqual({ allowed: false, remaining: 0, reset_ms: 59 * 1000 });
    expect(limiter.take('b')).toMatchObject({ allowed: true, remaining: 1 });
  });

  it('remembers so many keys and no more', () => {
    const limiter = createLimiter({ requests: 1, seconds: 60 }, createVirtualClock());
    limiter.take('first');
    for (let key = 0; key < 10_000; key++) limiter.take(String(key));
    expect(limiter.take('9999').allowed).toBe(false);
    expect(limiter.take('first').allowed).toBe(true);
  });
});

describe('the headers', () => {
  it('say the same in the documented and in the standard form', () => {
    const standing = { allowed: true, remaining: 3, reset_ms: 61_500 };
    expect(limitHeaders('auth', auth, standing, 1_000_000)).toEqual({
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '3',
      'x-ratelimit-reset': '1062',
      'ratelimit-policy': '"auth";q=10;w=300',
      ratelimit: '"auth";r=3;t=62',
    });
  });

  it('tell of a bucket what may come at once', () => {
    const refused = { allowed: false, remaining: 0, reset_ms: 0 };
    expect(limitHeaders('caller', caller, refused, 0)).toMatchObject({
      'x-ratelimit-limit': '50',
      'ratelimit-policy': '"caller";q=100;w=1',
    });
  });
});
