/** A new API key: what is agreed with it, and what it lets in. */
import { describe, expect, it } from 'vitest';
import { NOBODY } from '../home.ts';
import { openPage } from '../page.ts';
import { startKeys } from './home.ts';

const { home, token, make, made, use, list } = startKeys();

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
    const shown = await home().call<object>('GET', `/auth/keys/${key.key_id}`, { token: token() });
    const { api_key, warning: _warning, ...rest } = key;
    expect(shown.data).toEqual(rest);
    const secret = api_key.split('.')[1] ?? '';
    expect(home().bytes().includes(secret)).toBe(false);
    expect(home().log.join('\n')).not.toContain(secret);
  });

  it.each([
    ['no scope', { scopes: [] }, 'VALIDATION_ERROR'],
    ['a scope that is none', { scopes: ['ddns'] }, 'VALIDATION_ERROR'],
    ['a scope that nobody knows', { scopes: ['ddns:fly'] }, 'AUTH_PERMISSION_UNKNOWN'],
    ['an area that nobody knows', { scopes: ['moon:*'] }, 'AUTH_PERMISSION_UNKNOWN'],
    ['a network that is none', { networks: ['192.0.2.0/33'] }, 'VALIDATION_ERROR'],
    ['a network by name', { networks: ['nas.local'] }, 'VALIDATION_ERROR'],
    ['a life that is none', { expires_in: 0 }, 'VALIDATION_ERROR'],
    ['an unknown owner', { user_id: NOBODY }, 'RESOURCE_NOT_FOUND'],
  ])('is refused with %s', async (_, body, code) => {
    expect((await make(body)).code).toBe(code);
    expect(await list()).toEqual([]);
  });

  it('lets in by either header, and never by the address', async () => {
    const { api_key } = await made();
    expect((await use(api_key)).status).toBe(200);
    const bearer = await home().call('GET', '/auth/keys', { token: api_key });
    expect(bearer.status).toBe(200);
    for (const name of ['api_key', 'key', 'access_token', 'token']) {
      const reply = await home().call('GET', `/auth/keys?${name}=${api_key}`);
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
      expect(await home().call(method, path, { token: api_key })).toMatchObject({
        status: 403,
        code: 'AUTH_SIGN_IN_NEEDED',
      });
    }
  });
});

it('is for the page as for programs: with the cookie and what belongs to it', async () => {
  const page = await openPage(home());
  const body = { name: 'By page', scopes: ['ddns:read'] };
  expect((await page.call('POST', '/auth/keys', { body })).status).toBe(201);
  const bare = await home().call('POST', '/auth/keys', { body, headers: { cookie: page.cookie } });
  expect(bare).toMatchObject({ status: 403, code: 'SERVER_ORIGIN_NOT_ALLOWED' });
});
