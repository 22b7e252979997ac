import { describe, expect, it } from 'vitest';
import { createTries } from '../../../electron/auth/tries.ts';
import type { TriesStore } from '../../../electron/auth/tries-store.ts';
import type { TriesRow } from '../../../electron/auth/users/migrations.ts';
import { addressKey } from '../../../electron/kernel/address-key.ts';
import { OperationalError } from '../../../electron/kernel/errors.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const failing = () => Promise.resolve(null);
const succeeding = () => Promise.resolve(true);
const MINUTE = 60_000;

function createMemory(): TriesStore & { readonly rows: Map<string, TriesRow> } {
  const rows = new Map<string, TriesRow>();
  return {
    rows,
    all: () => Promise.resolve([...rows.values()]),
    put: (row) => Promise.resolve(void rows.set(row.key, { ...row })),
    delete(keys) {
      for (const key of keys) rows.delete(key);
      return Promise.resolve();
    },
  };
}

async function createHome() {
  const clock = createVirtualClock();
  const store = createMemory();
  return { clock, store, tries: await createTries({ clock, store }) };
}

const refused = { code: 'RATE_LIMIT_EXCEEDED' };

describe('the limit on tries', () => {
  it('is not moved by the wall clock', async () => {
    const { clock, tries } = await createHome();
    for (let index = 0; index < 10; index += 1) await tries.guard(['a'], failing);
    clock.set(clock.now() + 86_400_000);
    await expect(tries.guard(['a'], succeeding)).rejects.toMatchObject(refused);
    await clock.advance(5 * MINUTE);
    expect(await tries.guard(['a'], succeeding)).toBe(true);
  });

  it('does not count what was no failure of the caller', async () => {
    const { tries, store } = await createHome();
    for (let index = 0; index < 20; index += 1) {
      await expect(
        tries.guard(['a'], () => Promise.reject(new OperationalError('STORAGE_BUSY'))),
      ).rejects.toMatchObject({ code: 'STORAGE_BUSY' });
      await tries.guard(['a'], succeeding);
    }
    expect(store.rows.size).toBe(0);
    expect(await tries.guard(['a'], failing)).toBeNull();
  });

  it('outlasts a restart, also where the wall clock was set back or forward meanwhile', async () => {
    for (const jump of [0, -400 * 86_400_000, 4 * MINUTE]) {
      const { clock, store, tries } = await createHome();
      for (let index = 0; index < 10; index += 1) await tries.guard(['a'], failing);
      const restarted = createVirtualClock(clock.now() + jump);
      const again = await createTries({ clock: restarted, store });
      await expect(again.guard(['a'], succeeding)).rejects.toMatchObject(refused);
      await restarted.advance(60 * MINUTE);
      expect(await again.guard(['a'], succeeding)).toBe(true);
    }
  });

  it('keeps counting where it was when the program was killed between two failures', async () => {
    const { clock, store, tries } = await createHome();
    for (let index = 0; index < 9; index += 1) await tries.guard(['a'], failing);
    const again = await createTries({ clock: createVirtualClock(clock.now() + 1000), store });
    await again.guard(['a'], failing);
    await expect(again.guard(['a'], succeeding)).rejects.toMatchObject(refused);
  });

  it('counts in memory where the disk cannot', async () => {
    const { clock } = await createHome();
    const store = { ...createMemory(), put: () => Promise.reject(new OperationalError('STORAGE_FULL')) };
    const tries = await createTries({ clock, store });
    for (let index = 0; index < 10; index += 1) {
      await expect(tries.guard(['a', 'b'], failing)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    }
    for (const key of ['a', 'b']) await expect(tries.guard([key], succeeding)).rejects.toMatchObject(refused);
  });

  it('forgets what was chosen, and what is old at the next start', async () => {
    const { clock, store, tries } = await createHome();
    for (let index = 0; index < 10; index += 1) {
      await tries.guard(['ip', { key: 'ada', user_id: 'u1' }, { key: 'ada@', user_id: 'u1' }], failing);
    }
    expect(await tries.forget(({ user_id }) => user_id === 'u1')).toBe(2);
    expect([...store.rows.keys()]).toEqual(['ip']);
    expect(await tries.guard(['ada', 'ada@'], succeeding)).toBe(true);
    await expect(tries.guard(['ip'], succeeding)).rejects.toMatchObject(refused);
    await createTries({ clock: createVirtualClock(clock.now() + 2 * 86_400_000), store });
    expect(store.rows.size).toBe(0);
  });

  it('lets nobody push an account of a user out by failing with many others', async () => {
    const { tries, store } = await createHome();
    const ada = { key: 'ada', user_id: 'u1' };
    for (let index = 0; index < 10; index += 1) await tries.guard(['old', ada], failing);
    for (let index = 0; index < 10; index += 1) await tries.guard(['new'], failing);
    for (let index = 0; index < 9_998; index += 1) await tries.guard([`k${String(index)}`], failing);
    await expect(tries.guard(['new'], succeeding)).rejects.toMatchObject(refused);
    await expect(tries.guard([ada], succeeding)).rejects.toMatchObject(refused);
    expect(await tries.guard(['old'], succeeding)).toBe(true);
    expect(store.rows.has('old')).toBe(false);
  });

  it('takes an IPv4 address in IPv6 clothes for what it is', () => {
    expect(addressKey('::ffff:192.0.2.1')).toBe(addressKey('192.0.2.1'));
    expect(addressKey('fe80::1%eth0')).toBe(addressKey('fe80::2'));
    expect(addressKey('not an address')).toBe('ip:not an address');
  });
});
