import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../shared/api/roles.ts';
import { contract } from '../../../shared/api/index.ts';
import type { AreaContract } from '../../../shared/api/contract.ts';
import { builtInRoles } from '../../../shared/roles.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

let home: Installation;
let token: string;

beforeEach(async () => {
  home = createInstallation();
  await home.start();
  token = (await home.login()).data.access_token;
});
afterEach(() => home.remove());

const roles = async (as = token, language = 'en') =>
  (
    await home.call<{ roles: Role[] }>('GET', '/auth/roles', {
      token: as,
      headers: { 'accept-language': language },
    })
  ).data.roles;
const make = (body: object, as = token) => home.call<Role>('POST', '/auth/roles', { token: as, body });
const change = (name: string, body: object, as = token) =>
  home.call<Role>('PUT', `/auth/roles/${name}`, { token: as, body });
const drop = (name: string, as = token) => home.call('DELETE', `/auth/roles/${name}`, { token: as });
const me = (as: string) => home.call<{ permissions: string[] }>('GET', '/users/me', { token: as });

describe('roles', () => {
  it('that are built in are told in the language of the reader, and stay as they are', async () => {
    const all = await roles();
    expect(all.map(({ name, permissions }) => [name, permissions])).toEqual([...builtInRoles]);
    expect(all.find(({ name }) => name === 'super_admin')).toMatchObject({
      built_in: true,
      users: 1,
      created_at: null,
      description: 'May do everything',
    });
    expect((await roles(token, 'zh-CN')).at(-1)?.description).toBe('可做一切');
    for (const name of builtInRoles.keys()) {
      const built = { status: 409, code: 'AUTH_ROLE_BUILT_IN' };
      expect(await change(name, { permissions: ['*'] })).toMatchObject(built);
      expect(await drop(name)).toMatchObject(built);
      expect(await make({ name, permissions: [] })).toMatchObject({ status: 409, code: 'AUTH_ROLE_EXISTS' });
    }
  });

  it('of one’s own are made, given, changed, and let their users do just that', async () => {
    const made = await make({
      name: 'watcher',
      description: 'Looks',
      permissions: ['ddns:read', 'users:read'],
    });
    expect(made).toMatchObject({
      status: 201,
      data: { name: 'watcher', built_in: false, users: 0, permissions: ['ddns:read', 'users:read'] },
    });
    const ben = await home.user('ben', 'watcher');
    expect((await me(ben.token)).data.permissions).toEqual(['ddns:read', 'users:read']);
    expect((await home.call('GET', '/users', { token: ben.token })).status).toBe(200);
    expect((await home.call('GET', '/auth/roles', { token: ben.token })).status).toBe(403);
    expect((await roles()).at(-1)).toMatchObject({ name: 'watcher', users: 1 });

    // Words alone end nothing.
    expect((await change('watcher', { description: 'Looks on' })).data.description).toBe('Looks on');
    expect((await me(ben.token)).status).toBe(200);
    expect((await change('watcher', { permissions: ['ddns:read'] })).data.users).toBe(1);
    expect((await me(ben.token)).code).toBe('AUTH_TOKEN_INVALID');
    const again = (await home.login({ username: 'ben' })).data;
    expect(again.user.permissions).toEqual(['ddns:read']);
    expect((await home.call('GET', '/users', { token: again.access_token })).status).toBe(403);

    await home.stop();
    await home.start();
    expect((await me(again.access_token)).data.permissions).toEqual(['ddns:read']);
  });

  it('are deleted once nobody has them', async () => {
    await make({ name: 'watcher', permissions: ['ddns:read'] });
    const ben = await home.user('ben', 'watcher');
    const inUse = await drop('watcher');
    expect(inUse).toMatchObject({ status: 409, code: 'AUTH_ROLE_IN_USE' });
    expect(inUse.error?.message).toContain('1 users');
    await home.call('DELETE', `/users/${ben.id}`, { token });
    expect(await drop('watcher')).toMatchObject({ status: 200, data: { name: 'watcher', deleted: true } });
    expect((await drop('watcher')).code).toBe('RESOURCE_NOT_FOUND');
    expect((await change('watcher', { description: 'x' })).code).toBe('RESOURCE_NOT_FOUND');
    expect((await home.call('GET', '/auth/roles/watcher', { token })).code).toBe('RESOURCE_NOT_FOUND');
  });

  it('are not given away while they are being deleted', async () => {
    await make({ name: 'watcher', permissions: ['ddns:read'] });
    const body = { username: 'ben', password: PASSWORD, role: 'watcher' };
    const [made, gone] = await Promise.all([home.call('POST', '/users', { token, body }), drop('watcher')]);
    const left = (await roles()).some(({ name }) => name === 'watcher');
    expect([made.status, gone.status, left]).toEqual(
      gone.status === 200 ? [400, 200, false] : [201, 409, true],
    );
  });

  it.each([
    ['a slip of the pen', { permissions: ['ddns:raed'] }, 'AUTH_PERMISSION_UNKNOWN'],
    ['all of an area that there is not', { permissions: ['wireguard:*'] }, 'AUTH_PERMISSION_UNKNOWN'],
    ['no permission at all', { permissions: ['ddns'] }, 'VALIDATION_ERROR'],
    ['the same twice', { permissions: ['ddns:read', 'ddns:read'] }, 'VALIDATION_ERROR'],
    ['a name with a space', { name: 'a b' }, 'VALIDATION_ERROR'],
    ['a name that is too long', { name: 'a'.repeat(65) }, 'VALIDATION_ERROR'],
    ['built_in', { built_in: true }, 'VALIDATION_ERROR'],
  ])('are not made with %s', async (_what, extra, code) => {
    expect(await make({ name: 'watcher', permissions: ['ddns:read'], ...extra })).toMatchObject({
      status: 400,
      code,
    });
  });

  it('hold no more than who makes, changes or deletes them', async () => {
    const beyond = { status: 403, code: 'AUTH_BEYOND_OWN_PERMISSIONS' };
    await make({ name: 'all-of-ddns', permissions: ['ddns:*'] });
    await make({ name: 'keeper', permissions: ['roles:read', 'roles:admin', 'ddns:read'] });
    const eve = await home.user('eve', 'keeper');
    expect(await make({ name: 'mine', permissions: ['*'] }, eve.token)).toMatchObject(beyond);
    expect(await make({ name: 'mine', permissions: ['ddns:*'] }, eve.token)).toMatchObject(beyond);
    // All of an area is more than every verb that it has today.
    expect(await make({ name: 'mine', permissions: ['roles:*'] }, eve.token)).toMatchObject(beyond);
    expect(await make({ name: 'mine', permissions: ['roles:read'] }, eve.token)).toMatchObject({
      status: 201,
    });
    expect(await change('all-of-ddns', { description: 'x' }, eve.token)).toMatchObject(beyond);
    expect(await drop('all-of-ddns', eve.token)).toMatchObject(beyond);
    // Nor does anybody lift themselves by their own role.
    expect(await change('keeper', { permissions: ['*'] }, eve.token)).toMatchObject(beyond);
    expect((await me(eve.token)).data.permissions).toEqual(['roles:read', 'roles:admin', 'ddns:read']);
  });
});

it('the permissions are those of the contracts, each with words', async () => {
  const areas: readonly AreaContract[] = Object.values(contract);
  const declared = areas.flatMap((area) =>
    Object.values(area)
      .map(({ access }) => access)
      .filter((access) => access.includes(':')),
  );
  for (const language of ['en', 'zh-CN']) {
    const { data } = await home.call<{
      permissions: { permission: string; description: string }[];
      count: number;
    }>('GET', '/auth/permissions', { token, headers: { 'accept-language': language } });
    expect(data.permissions.map(({ permission }) => permission)).toEqual([...new Set(declared)].sort());
    expect(data.count).toBe(data.permissions.length);
    for (const { description } of data.permissions) expect(description).not.toMatch(/^permissions\./);
  }
});
