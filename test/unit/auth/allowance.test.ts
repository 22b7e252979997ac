import { expect, it } from 'vitest';
import { createAllowance } from '../../../electron/auth/allowance.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

it('an allowance is used up key by key, and comes back as time passes', async () => {
  const clock = createVirtualClock();
  const allowance = createAllowance({ times: 2, ms: 60_000, clock });
  const take = (key: string) => () => {
    allowance.take(key);
  };
  take('a')();
  await clock.advance(10_000);
  take('a')();
  expect(take('a')).toThrow(expect.objectContaining({ code: 'RATE_LIMIT_EXCEEDED', retryAfter: 50 }));
  expect(take('b')).not.toThrow();
  // Refusals do not count, or nobody who asks again and again would ever be let in.
  await clock.advance(50_000);
  expect(take('a')).not.toThrow();
  expect(take('a')).toThrow(expect.objectContaining({ retryAfter: 10 }));
});
