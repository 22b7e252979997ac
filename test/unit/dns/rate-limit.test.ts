import { describe, expect, it } from 'vitest';
import { createRateLimiter, networkOf, type Verdict } from '../../../electron/dns/rate-limit.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.200'],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.9'],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::1'],
    ['2001:db8:1:200::1', '2001:db8:1:2ff::1'],
    ['fe80::1%eth0', 'fe80::2%eth0'],
  ])('%s and %s are one', (a, b) => {
    expect(networkOf(a)).toBe(networkOf(b));
  });

  it.each([
    ['192.0.2.7', '192.0.3.7'],
    ['2001:db8:1:200::1', '2001:db8:1:300::1'],
  ])('%s and %s are two', (a, b) => {
    expect(networkOf(a)).not.toBe(networkOf(b));
  });
});

describe('the limit', () => {
  const tally = (verdicts: readonly Verdict[]): Record<Verdict, number> => {
    const counts = { send: 0, truncate: 0, drop: 0 };
    for (const verdict of verdicts) counts[verdict]++;
    return counts;
  };
  const many = (count: number, judge: () => Verdict): Verdict[] => Array.from({ length: count }, judge);

  it('sends so many in a second, and of the rest every second one truncated', () => {
    const limiter = createRateLimiter(createVirtualClock(), () => 10);
    expect(tally(many(30, () => limiter.judge('192.0.2.1')))).toEqual({ send: 10, truncate: 10, drop: 10 });
    expect(limiter.judge('198.51.100.1')).toBe('send');
  });

  it('starts again with the next second', async () => {
    const clock = createVirtualClock();
    const limiter = createRateLimiter(clock, () => 2);
    many(10, () => limiter.judge('192.0.2.1'));
    await clock.advance(999);
    expect(limiter.judge('192.0.2.1')).not.toBe('send');
    await clock.advance(1);
    expect(tally(many(3, () => limiter.judge('192.0.2.1')))).toMatchObject({ send: 2 });
  });

  it('is read each time, and 0 switches it off', () => {
    let limit = 1;
    const limiter = createRateLimiter(createVirtualClock(), () => limit);
    expect(tally(many(5, () => limiter.judge('192.0.2.1'))).send).toBe(1);
    limit = 0;
    expect(tally(many(5, () => limiter.judge('192.0.2.1'))).send).toBe(5);
  });

  it('still holds when more networks ask than are counted one by one', () => {
    const limiter = createRateLimiter(createVirtualClock(), () => 5);
    for (let i = 0; i < 20_000; i++) limiter.judge(`10.${String(i >> 8)}.${String(i & 255)}.1`);
    expect(tally(many(20, () => limiter.judge('203.0.113.1'))).send).toBe(5);
  });
});
