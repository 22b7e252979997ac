/** When a key is refused, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { keyText, newKeyId, newSecret } from '../../../../electron/auth/keys/format.ts';
import { invalid, startKeys } from './home.ts';

const { home, token, signIn, make, made, change, act, use, list } = startKeys();
const DAY = 24 * 3600_000;

describe('a key is refused', () => {
  it('with one message, whatever is wrong, and the log says which', async () => {
    const key = await made();
    const gone = await made();
    const off = await made();
    const old = await made({ expires_in: 1 });
    await home().call('DELETE', `/auth/keys/${gone.key_id}`, { token: token() });
    await act(off.key_id, 'disable');
    const other = (await made()).api_key;
    await home().clock.advance(DAY);
    const cases: Record<string, string> = {
      'not a key': `${key.api_key.slice(0, -1)}${key.api_key.endsWith('0') ? '1' : '0'}`,
      'wrong secret': `${key.api_key.split('.')[0] ?? ''}.${other.split('.')[1] ?? ''}`,
      revoked: gone.api_key,
      disabled: off.api_key,
      expired: old.api_key,
    };
    for (const [reason, text] of Object.entries(cases)) {
      const refused = await use(text);
      expect(refused, reason).toMatchObject(invalid);
      expect(refused.error?.message).toBe('The API key is not valid.');
      if (reason !== 'wrong secret')
        expect(home().log.some((line) => line.includes(`"${reason}"`))).toBe(true);
    }
    for (const text of [
      '',
      'ccb_',
      'x',
      'ccb_.'.padEnd(70, 'A'),
      `${key.api_key} `.repeat(3),
      'ccb_\u00e4',
    ]) {
      expect((await use(text)).status, text).toBe(401);
    }
    await signIn();
    expect((await use(key.api_key)).status).toBe(200);
  });

  it('without filling the log: once a minute for each key and reason, or address', async () => {
    const off = await made();
    await act(off.key_id, 'disable');
    const lines = () => home().log.filter((line) => line.includes('An API key was refused')).length;
    const before = lines();
    for (let count = 0; count < 20; count += 1) {
      await use(off.api_key);
      const key_id = newKeyId();
      await use(keyText({ key_id, secret: newSecret(key_id) }));
    }
    expect(lines()).toBe(before + 2);
    await home().clock.advance(60_000);
    await use(off.api_key);
    expect(lines()).toBe(before + 3);
  });

  it('from the moment on, also when it was let in before', async () => {
    const key = await made();
    expect((await use(key.api_key)).status).toBe(200);
    await act(key.key_id, 'disable');
    expect(await use(key.api_key)).toMatchObject(invalid);
    await act(key.key_id, 'enable');
    expect((await use(key.api_key)).status).toBe(200);
    await change(key.key_id, { scopes: ['users:read'] });
    expect((await use(key.api_key)).status).toBe(403);
    await home().call('DELETE', `/auth/keys/${key.key_id}`, { token: token() });
    expect(await use(key.api_key)).toMatchObject(invalid);
    expect(await act(key.key_id, 'enable')).toMatchObject({ status: 409, code: 'AUTH_KEY_REVOKED' });
    expect((await list())[0]).toMatchObject({ state: 'revoked', is_active: false });
  });

  it('from another network', async () => {
    const { api_key } = await made({ networks: ['192.0.2.0/25', '2001:db8::/64'] });
    for (const ip of ['192.0.2.1', '192.0.2.127', '::ffff:192.0.2.5', '2001:db8::9']) {
      expect((await use(api_key, { ip })).status, ip).toBe(200);
    }
    for (const ip of ['192.0.2.128', '2001:db8:0:1::1', '::1', '10.0.0.1']) {
      expect(await use(api_key, { ip }), ip).toMatchObject({ status: 403, code: 'AUTH_KEY_NETWORK' });
    }
  });

  it('beyond its own rate, in any window', async () => {
    const { api_key } = await made({ rate_limit: { requests: 3, seconds: 10 } });
    await use(api_key);
    await home().clock.advance(4000);
    await use(api_key);
    expect((await use(api_key)).status).toBe(200);
    const refused = await use(api_key);
    expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED', retryAfter: '6' });
    await home().clock.advance(6000);
    expect((await use(api_key)).status).toBe(200);
    expect(await use(api_key)).toMatchObject({ status: 429, retryAfter: '4' });
    expect((await use((await made()).api_key)).status).toBe(200);
  });

  it('while too many of its requests are under way', async () => {
    const { api_key } = await made({ scopes: ['keys:admin'], concurrency_limit: 2 });
    const again = () => make({ scopes: ['keys:admin'] }, api_key);
    const replies = await Promise.all(Array.from({ length: 6 }, again));
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses.slice(0, 2)).toEqual([201, 201]);
    expect(statuses.at(-1)).toBe(429);
    // What has ended makes room again, refused ones included.
    expect((await again()).status).toBe(201);
    expect((await again()).status).toBe(201);
  });
});
