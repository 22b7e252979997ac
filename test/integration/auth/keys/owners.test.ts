/** A key and whoever owns it, makes it or changes it. */
import { describe, expect, it } from 'vitest';
import type { ApiKey } from '../../../../shared/api/auth-keys.ts';
import { invalid, startKeys } from './home.ts';
import { addUser } from './users.ts';

const { home, token, make, made, use } = startKeys();

describe('a key and its owner', () => {
  it('does what both may do at that moment', async () => {
    const user = await addUser(home(), { username: 'ada', role: 'manager' });
    const { api_key } = await made({ scopes: ['keys:read', 'keys:admin'], user_id: user.id });
    expect((await use(api_key)).status).toBe(200);
    expect(await make({}, api_key)).toMatchObject({ status: 403, code: 'AUTH_INSUFFICIENT_PERMISSIONS' });
    await user.setRole('admin');
    expect((await make({}, api_key)).status).toBe(201);
    await user.setRole('user');
    expect((await use(api_key)).status).toBe(403);
  });

  it('is refused while its owner may not come in', async () => {
    const user = await addUser(home(), { username: 'ada', role: 'manager' });
    const { api_key } = await made({ user_id: user.id });
    expect((await use(api_key)).status).toBe(200);
    await user.setActive(false);
    expect(await use(api_key)).toMatchObject(invalid);
    await user.setActive(true);
    expect((await use(api_key)).status).toBe(200);
  });

  it('is not there for who holds keys:read alone and owns another', async () => {
    const ada = await addUser(home(), { username: 'ada', role: 'manager' });
    const mine = await made({ name: 'mine', user_id: ada.id });
    const other = await made({ name: 'other' });
    const as = await ada.login();
    const seen = await home().call<{ keys: ApiKey[] }>('GET', '/auth/keys', { token: as });
    expect(seen.data.keys.map(({ name }) => name)).toEqual(['mine']);
    expect((await home().call('GET', `/auth/keys/${mine.key_id}`, { token: as })).status).toBe(200);
    expect(await home().call('GET', `/auth/keys/${other.key_id}`, { token: as })).toMatchObject({
      status: 404,
    });
  });
});

describe('nobody gets beyond their own permissions', () => {
  const beyond = { status: 403, code: 'AUTH_BEYOND_OWN_PERMISSIONS' };

  it('by making, widening, rotating or enabling a key', async () => {
    const admin = await addUser(home(), { username: 'ada', role: 'admin' });
    const as = await admin.login();
    const root = await home().call<{ id: string }>('GET', '/auth/me', { token: token() });
    const call = (method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
      home().call(method, path, { token: as, ...(body && { body }) });
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
