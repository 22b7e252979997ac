/** A key as it is used, and rotated. */
import { describe, expect, it } from 'vitest';
import type { AuthTables } from '../../../../electron/auth/migrations.ts';
import { invalid, startKeys } from './home.ts';

const { home, signIn, made, act, use, list } = startKeys();

describe('rotation', () => {
  it('gives a new secret; the old one works for as long as was told', async () => {
    const key = await made();
    expect((await use(key.api_key)).status).toBe(200);
    const next = await act(key.key_id, 'rotate', { overlap_seconds: 60 });
    expect(next.data).toMatchObject({ old_secret_until: '2026-11-20T08:01:00.000Z', key_id: key.key_id });
    expect(next.data.api_key).not.toBe(key.api_key);
    await home().clock.advance(59_999);
    for (const text of [key.api_key, next.data.api_key]) expect((await use(text)).status).toBe(200);
    await home().clock.advance(1);
    expect(await use(key.api_key)).toMatchObject(invalid);
    expect((await use(next.data.api_key)).status).toBe(200);
  });

  it('ends the old secret at once unless told, and the one before it in any case', async () => {
    const key = await made();
    const second = await act(key.key_id, 'rotate', { overlap_seconds: 60 });
    await use(key.api_key);
    const third = await act(key.key_id, 'rotate');
    for (const text of [key.api_key, second.data.api_key]) expect(await use(text)).toMatchObject(invalid);
    expect((await use(third.data.api_key)).status).toBe(200);
  });
});

describe('the use of a key', () => {
  it('is counted at once, written once a minute and at the end', async () => {
    const { api_key, key_id } = await made();
    await use(api_key, { ip: '192.0.2.9' });
    await use(api_key, { ip: '192.0.2.10' });
    const shown = { usage_count: 2, last_used: '2026-11-20T08:00:00.000Z', last_used_ip: '192.0.2.10' };
    expect((await list())[0]).toMatchObject(shown);
    const stored = async () =>
      (
        await home()
          .running()
          .database.query<AuthTables>()
          .selectFrom('auth_keys')
          .select('usage_count')
          .where('key_id', '=', key_id)
          .executeTakeFirstOrThrow()
      ).usage_count;
    expect(await stored()).toBe(0);
    await home().clock.advance(60_000);
    await expect.poll(stored).toBe(2);
    await use(api_key);
    await home().stop();
    await home().start();
    expect(await stored()).toBe(3);
    await signIn();
    expect((await list())[0]).toMatchObject({ usage_count: 3 });
  });
});
