/** API keys over HTTP: what they let in, what they refuse, and who may do what about them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiKey, ApiKeyMade } from '../../../shared/api/auth-keys.ts';
import { keyText, newKeyId, newSecret } from '../../../electron/auth/keys/format.ts';
import type { AuthTables } from '../../../electron/auth/migrations.ts';
import { addUser } from './users.ts';
import { createInstallation, type Installation } from './installation.ts';
import { openPage } from './page.ts';

let home: Installation;
let token: string;
const DAY = 24 * 3600_000;

beforeEach(async () => {
  home = createInstallation();
  await home.start();
  token = (await home.login()).data.access_token;
});
afterEach(() => home.remove());

const make = (body: object = {}, as = token) =>
  home.call<ApiKeyMade>('POST', '/auth/keys', {
    body: { name: 'Key', scopes: ['keys:read'], ...body },
    token: as,
  });
const made = async (body: object = {}): Promise<ApiKeyMade> => {
  const { status, data, code } = await make(body);
  if (status !== 201) throw new Error(code);
  return data;
};
const change = (keyId: string, body: object) =>
  home.call<ApiKey>('PUT', `/auth/keys/${keyId}`, { body, token });
const act = (keyId: string, verb: string, body?: object) =>
  home.call<ApiKeyMade>('POST', `/auth/keys/${keyId}/${verb}`, { token, ...(body && { body }) });
/** Asks for the own keys, which `keys:read` lets. */
const use = (key: string, options: { ip?: string } = {}) =>
  home.call<{ keys: ApiKey[] }>('GET', '/auth/keys', { headers: { 'x-api-key': key }, ...options });
const list = async (query = '') =>
  (await home.call<{ keys: ApiKey[] }>('GET', `/auth/keys${query}`, { token })).data.keys;
const invalid = { status: 401, code: 'AUTH_KEY_INVALID' };

describe('a new key', () => {
  it('is shown once, with all that was agreed, for a year unless told', async () => {
    const key = await made({
      name: 'Prometheus',
      description: 'Reads',
      tags: ['monitoring'],
      networks: ['192.0.2.77/24', '2001:db8::1'],
      rate_limit: { requests: 5, seconds: 60 },
      concurrency_limit: 2,
    });
    expect(key).toMatchObject({
      name: 'Prometheus',
      scopes: ['keys:read'],
      state: 'active',
      expires_at: '2027-11-20T08:00:00.000Z',
      networks: ['192.0.2.0/24', '2001:db8::1/128'],
      username: 'admin',
      usage_count: 0,
      warning: 'Store this key now: it is not shown again.',
    });
    expect(key.api_key).toMatch(new RegExp(`^ccb_${key.key_id}\\.[0-9A-Za-z]{49}$`));
    const shown = await home.call<object>('GET', `/auth/keys/${key.key_id}`, { token });
    const { api_key, warning: _warning, ...rest } = key;
    expect(shown.data).toEqual(rest);
    const secret = api_key.split('.')[1] ?? '';
    expect(home.bytes().includes(secret)).toBe(false);
    expect(home.log.join('\n')).not.toContain(secret);
  });

  it.each([
    ['no scope', { scopes: [] }, 'VALIDATION_ERROR'],
    ['a scope that is none', { scopes: ['ddns'] }, 'VALIDATION_ERROR'],
    ['a scope that nobody knows', { scopes: ['ddns:fly'] }, 'AUTH_PERMISSION_UNKNOWN'],
    ['an area that nobody knows', { scopes: ['moon:*'] }, 'AUTH_PERMISSION_UNKNOWN'],
    ['a network that is none', { networks: ['192.0.2.0/33'] }, 'VALIDATION_ERROR'],
    ['a network by name', { networks: ['nas.local'] }, 'VALIDATION_ERROR'],
    ['a life that is none', { expires_in: 0 }, 'VALIDATION_ERROR'],
    ['an unknown owner', { user_id: '0198f3a0-0000-7000-8000-00000000ffff' }, 'RESOURCE_NOT_FOUND'],
  ])('is refused with %s', async (_, body, code) => {
    expect((await make(body)).code).toBe(code);
    expect(await list()).toEqual([]);
  });

  it('lets in by either header, and never by the address', async () => {
    const { api_key } = await made();
    expect((await use(api_key)).status).toBe(200);
    const bearer = await home.call('GET', '/auth/keys', { token: api_key });
    expect(bearer.status).toBe(200);
    for (const name of ['api_key', 'key', 'access_token', 'token']) {
      const reply = await home.call('GET', `/auth/keys?${name}=${api_key}`);
      expect(reply).toMatchObject({ status: 401, code: 'AUTH_REQUIRED' });
    }
  });

  it('does what its scopes say and no more', async () => {
    const { api_key } = await made({ scopes: ['users:read'] });
    expect(await use(api_key)).toMatchObject({ status: 403, code: 'AUTH_INSUFFICIENT_PERMISSIONS' });
    const all = await made({ scopes: ['keys:*'] });
    expect((await use(all.api_key)).status).toBe(200);
    expect((await make({}, all.api_key)).status).toBe(201);
  });

  it('is nobody: what a person does about itself is not for keys', async () => {
    const { api_key } = await made({ scopes: ['*'] });
    for (const [method, path] of [
      ['POST', '/auth/logout'],
      ['POST', '/auth/logout-all'],
      ['GET', '/auth/sessions'],
      ['POST', '/admin/logout-all'],
      ['GET', '/admin/csrf-token'],
    ] as const) {
      expect(await home.call(method, path, { token: api_key })).toMatchObject({
        status: 403,
        code: 'AUTH_SIGN_IN_NEEDED',
      });
    }
  });
});

describe('a key is refused', () => {
  it('with one message, whatever is wrong, and the log says which', async () => {
    const key = await made();
    const gone = await made();
    const off = await made();
    const old = await made({ expires_in: 1 });
    await home.call('DELETE', `/auth/keys/${gone.key_id}`, { token });
    await act(off.key_id, 'disable');
    const other = (await made()).api_key;
    await home.clock.advance(DAY);
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
      if (reason !== 'wrong secret') expect(home.log.some((line) => line.includes(`"${reason}"`))).toBe(true);
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
    token = (await home.login()).data.access_token;
    expect((await use(key.api_key)).status).toBe(200);
  });

  it('without filling the log: once a minute for each key and reason, or address', async () => {
    const off = await made();
    await act(off.key_id, 'disable');
    const lines = () => home.log.filter((line) => line.includes('An API key was refused')).length;
    const before = lines();
    for (let count = 0; count < 20; count += 1) {
      await use(off.api_key);
      const key_id = newKeyId();
      await use(keyText({ key_id, secret: newSecret(key_id) }));
    }
    expect(lines()).toBe(before + 2);
    await home.clock.advance(60_000);
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
    await home.call('DELETE', `/auth/keys/${key.key_id}`, { token });
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
    await home.clock.advance(4000);
    await use(api_key);
    expect((await use(api_key)).status).toBe(200);
    const refused = await use(api_key);
    expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED', retryAfter: '6' });
    await home.clock.advance(6000);
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

describe('a key and its owner', () => {
  it('does what both may do at that moment', async () => {
    const user = await addUser(home, { username: 'ada', role: 'manager' });
    const { api_key } = await made({ scopes: ['keys:read', 'keys:admin'], user_id: user.id });
    expect((await use(api_key)).status).toBe(200);
    expect(await make({}, api_key)).toMatchObject({ status: 403, code: 'AUTH_INSUFFICIENT_PERMISSIONS' });
    await user.setRole('admin');
    expect((await make({}, api_key)).status).toBe(201);
    await user.setRole('user');
    expect((await use(api_key)).status).toBe(403);
  });

  it('is refused while its owner may not come in', async () => {
    const user = await addUser(home, { username: 'ada', role: 'manager' });
    const { api_key } = await made({ user_id: user.id });
    expect((await use(api_key)).status).toBe(200);
    await user.setActive(false);
    expect(await use(api_key)).toMatchObject(invalid);
    await user.setActive(true);
    expect((await use(api_key)).status).toBe(200);
  });

  it('is not there for who holds keys:read alone and owns another', async () => {
    const ada = await addUser(home, { username: 'ada', role: 'manager' });
    const mine = await made({ name: 'mine', user_id: ada.id });
    const other = await made({ name: 'other' });
    const as = await ada.login();
    const seen = await home.call<{ keys: ApiKey[] }>('GET', '/auth/keys', { token: as });
    expect(seen.data.keys.map(({ name }) => name)).toEqual(['mine']);
    expect((await home.call('GET', `/auth/keys/${mine.key_id}`, { token: as })).status).toBe(200);
    expect(await home.call('GET', `/auth/keys/${other.key_id}`, { token: as })).toMatchObject({
      status: 404,
    });
  });
});

describe('nobody gets beyond their own permissions', () => {
  const beyond = { status: 403, code: 'AUTH_BEYOND_OWN_PERMISSIONS' };

  it('by making, widening, rotating or enabling a key', async () => {
    const admin = await addUser(home, { username: 'ada', role: 'admin' });
    const as = await admin.login();
    const root = await home.call<{ id: string }>('GET', '/auth/me', { token });
    const call = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
      home.call(method, path, { token: as, ...(body && { body }) });
    expect(await make({ scopes: ['*'] }, as)).toMatchObject(beyond);
    expect(await make({ scopes: ['keys:read', 'keys:*', 'ddns:*'] }, as)).toMatchObject(beyond);
    // A key of somebody who may do more acts in that name.
    expect(await make({ user_id: root.data.id }, as)).toMatchObject(beyond);
    const own = await make({}, as);
    expect(own.status).toBe(201);
    expect(await call('PUT', `/auth/keys/${own.data.key_id}`, { scopes: ['*'] })).toMatchObject(beyond);

    const strong = await made({ scopes: ['*'] });
    const path = `/auth/keys/${strong.key_id}`;
    expect(await call('POST', `${path}/rotate`)).toMatchObject(beyond);
    expect(await call('PUT', path, { networks: [] })).toMatchObject(beyond);
    expect(await call('POST', `${path}/disable`)).toMatchObject(beyond);
    expect(await call('DELETE', path)).toMatchObject(beyond);
    expect((await use(strong.api_key)).status).toBe(200);
  });

  it('by a key either: it counts for what it may do itself', async () => {
    const { api_key } = await made({ scopes: ['keys:admin'] });
    expect(await make({ scopes: ['users:read'] }, api_key)).toMatchObject(beyond);
    expect((await make({ scopes: ['keys:admin'] }, api_key)).status).toBe(201);
  });
});

describe('rotation', () => {
  it('gives a new secret; the old one works for as long as was told', async () => {
    const key = await made();
    expect((await use(key.api_key)).status).toBe(200);
    const next = await act(key.key_id, 'rotate', { overlap_seconds: 60 });
    expect(next.data).toMatchObject({ old_secret_until: '2026-11-20T08:01:00.000Z', key_id: key.key_id });
    expect(next.data.api_key).not.toBe(key.api_key);
    await home.clock.advance(59_999);
    for (const text of [key.api_key, next.data.api_key]) expect((await use(text)).status).toBe(200);
    await home.clock.advance(1);
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
        await home
          .running()
          .database.query<AuthTables>()
          .selectFrom('auth_keys')
          .select('usage_count')
          .where('key_id', '=', key_id)
          .executeTakeFirstOrThrow()
      ).usage_count;
    expect(await stored()).toBe(0);
    await home.clock.advance(60_000);
    await expect.poll(stored).toBe(2);
    await use(api_key);
    await home.stop();
    await home.start();
    expect(await stored()).toBe(3);
    token = (await home.login()).data.access_token;
    expect((await list())[0]).toMatchObject({ usage_count: 3 });
  });
});

describe('the list', () => {
  it('is filtered, ordered and paged', async () => {
    const one = await made({ name: 'Beta', tags: ['x'], expires_in: null });
    await home.clock.advance(1);
    const two = await made({ name: 'alpha', description: 'Home Assistant', scopes: ['ddns:*'] });
    await home.clock.advance(1);
    await made({ name: 'Gamma', scopes: ['*'], tags: ['x', 'y'], expires_in: 1 });
    await use(one.api_key);
    await act(two.key_id, 'disable');
    const names = async (query: string) => (await list(query)).map(({ name }) => name);
    expect(await names('')).toEqual(['alpha', 'Beta', 'Gamma']);
    expect(await names('?sort_order=desc')).toEqual(['Gamma', 'Beta', 'alpha']);
    expect(await names('?sort_by=created_at')).toEqual(['Beta', 'alpha', 'Gamma']);
    expect(await names('?sort_by=expires_at')).toEqual(['Gamma', 'alpha', 'Beta']);
    expect(await names('?sort_by=expires_at&sort_order=desc')).toEqual(['alpha', 'Gamma', 'Beta']);
    expect(await names('?sort_by=usage_count&sort_order=desc')).toEqual(['Beta', 'alpha', 'Gamma']);
    expect(await names('?is_active=true')).toEqual(['Beta', 'Gamma']);
    expect(await names('?is_active=false')).toEqual(['alpha']);
    expect(await names('?tag=x')).toEqual(['Beta', 'Gamma']);
    expect(await names('?scope=ddns:read')).toEqual(['alpha', 'Gamma']);
    expect(await names('?search=assist')).toEqual(['alpha']);
    expect(await names(`?search=${one.key_id}`)).toEqual(['Beta']);
    expect(await names('?user_id=0198f3a0-0000-7000-8000-00000000ffff')).toEqual([]);
    expect(await names('?page=2&size=2')).toEqual(['Gamma']);
    expect((await home.call('GET', '/auth/keys?sort_by=secret_hash', { token })).status).toBe(400);
  });
});

it('is for the page as for programs: with the cookie and what belongs to it', async () => {
  const page = await openPage(home);
  const body = { name: 'By page', scopes: ['ddns:read'] };
  expect((await page.call('POST', '/auth/keys', { body })).status).toBe(201);
  const bare = await home.call('POST', '/auth/keys', { body, headers: { cookie: page.cookie } });
  expect(bare).toMatchObject({ status: 403, code: 'SERVER_ORIGIN_NOT_ALLOWED' });
});
