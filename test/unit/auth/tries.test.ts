import { describe, expect, it } from 'vitest';
import { createTries } from '../../../electron/auth/tries.ts';
import { addressKey } from '../../../electron/kernel/address-key.ts';
import { OperationalError } from '../../../electron/kernel/errors.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const failing = () => Promise.resolve(null);
const succeeding = () => Promise.resolve(true);

describe('the limit on tries', () => {
  it('is not moved by the wall clock', async () => {
    const clock = createVirtualClock();
    const tries = createTries(clock);
    for (let index = 0; index < 10; index += 1) await tries.guard(['a'], failing);
    clock.set(clock.now() + 86_400_000);
    await expect(tries.guard(['a'], succeeding)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    await clock.advance(300_000);
    expect(await tries.guard(['a'], succeeding)).toBe(true);
  });

  it('does not count what was no failure of the caller', async () => {
    const tries = createTries(createVirtualClock());
    for (let index = 0; index < 20; index += 1) {
      await expect(
        tries.guard(['a'], () => Promise.reject(new OperationalError('STORAGE_BUSY'))),
      ).rejects.toMatchObject({ code: 'STORAGE_BUSY' });
      await tries.guard(['a'], succeeding);
    }
    expect(await tries.guard(['a'], failing)).toBeNull();
  });

  it('keeps the keys that failed last when there are too many', async () => {
    const tries = createTries(createVirtualClock());
    for (let index = 0; index < 10; index += 1) await tries.guard(['old'], failing);
    for (let index = 0; index < 10; index += 1) await tries.guard(['new'], failing);
    for (let index = 0; index < 9_999; index += 1) await tries.guard([`k${String(index)}`], failing);
    await expect(tries.guard(['new'], succeeding)).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    expect(await tries.guard(['old'], succeeding)).toBe(true);
  });

  it('takes an IPv4 address in IPv6 clothes for what it is', () => {
    expect(addressKey('::ffff:192.0.2.1')).toBe(addressKey('192.0.2.1'));
    expect(addressKey('fe80::1%eth0')).toBe(addressKey('fe80::2'));
    expect(addressKey('not an address')).toBe('ip:not an address');
  });
});
