import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../../shared/api/auth.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

let home: Installation;
let admin: { id: string; token: string };

beforeEach(async () => {
  home = createInstallation();
  await home.start();
  const { data } = await home.login();
  admin = { id: data.user.id, token: data.access_token };
});
afterEach(() => home.remove());

const NOBODY = '0198f3a0-0000-7000-8000-00000000ffff';
const listOf = async (query: string, token = admin.token) => {
  const { data } = await home.call<{ users: User[]; pagination: { total: number; pages: number } }>(
    'GET',
    `/users${query}`,
    { token },
  );
  return { names: data.users.map(({ username }) => username), ...data.pagination };
};
const create = (body: object, token = admin.token) => home.call<User>('POST', '/users', { token, body });
const update = (id: string, body: object, token = admin.token) =>
  home.call<User>('PUT', `/users/${id}`, { token, body });
const me = (token: string) => home.call<User>('GET', '/users/me', { token });
const changes = (): (string | null)[] => {
  const seen: (string | null)[] = [];
  home.running().events.on('auth.access_changed', ({ user_id }) => seen.push(user_id));
  return seen;
};

describe('a user', () => {
  it('is made, shown, changed and deleted, and never with what is secret', async () => {
    const made = await create({
      username: ' Ben ',
      email: 'Ben@Example.com',
      password: PASSWORD,
      full_name: 'Ben Example',
      role: 'operator',
    });
    expect(made).toMatchObject({
      status: 201,
      data: {
        username: 'Ben',
        email: 'Ben@Example.com',
        full_name: 'Ben Example',
        role: 'operator',
        permissions: ['ddns:read', 'monitoring:read', 'alerts:read', 'ddns:write', 'alerts:write'],
        is_active: true,
        totp_enabled: false,
        last_login: null,
      },
    });
    const { id } = made.data;
    const shown = await home.call('GET', `/users/${id}`, { token: admin.token });
    expect(shown.data).toEqual(made.data);
    expect(Object.keys(made.data).sort()).toEqual(
      [
        'id username email full_name role permissions is_active totp_enabled last_login',
        'password_changed_at created_at updated_at',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    );
    const changed = await update(id, { email: null, full_name: '  ' });
    expect(changed.data).toMatchObject({ email: null, full_name: null, role: 'operator' });
    expect(await home.call('DELETE', `/users/${id}`, { token: admin.token })).toMatchObject({
      status: 200,
      data: { user_id: id, deleted: true },
    });
    expect(await home.call('GET', `/users/${id}`, { token: admin.token })).toMatchObject({
      status: 404,
      code: 'RESOURCE_NOT_FOUND',
    });
    expect((await home.login({ username: 'ben' })).code).toBe('AUTH_INVALID_CREDENTIALS');
  });

  it('may sign in with the e-mail address too, and nobody else by it', async () => {
    await create({ username: 'ben', email: 'Ben@Example.com', password: PASSWORD, role: 'user' });
    const byEmail = (email: string) =>
      home.call<{ user: User }>('POST', '/users/auth/login', { body: { email, password: PASSWORD } });
    expect((await byEmail('BEN@example.COM')).data.user.username).toBe('ben');
    expect((await byEmail('other@example.com')).code).toBe('AUTH_INVALID_CREDENTIALS');
    // An address is no name, so nobody can be made who stands before its owner.
    expect((await home.login({ username: 'ben@example.com' })).code).toBe('AUTH_INVALID_CREDENTIALS');
    expect(await home.call('POST', '/auth/login', { body: { password: PASSWORD } })).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
    });
  });

  it.each([
    ['a name in another case', { username: 'ADMIN' }, 409, 'AUTH_USERNAME_TAKEN'],
    ['a taken address', { email: 'ADA@example.com' }, 409, 'AUTH_EMAIL_TAKEN'],
    ['no address', { email: 'not an address' }, 400, 'VALIDATION_ERROR'],
    ['an unknown role', { role: 'emperor' }, 400, 'AUTH_ROLE_UNKNOWN'],
    ['a role of JavaScript', { role: '__proto__' }, 400, 'AUTH_ROLE_UNKNOWN'],
    ['a short password', { password: 'elevenchars' }, 400, 'AUTH_PASSWORD_TOO_SHORT'],
    ['a common password', { password: 'password1234' }, 400, 'AUTH_PASSWORD_COMMON'],
    [
      'its own name as a password',
      { username: 'grandmother', password: 'grandmother7' },
      400,
      'AUTH_PASSWORD_COMMON',
    ],
    ['a name that cannot be printed', { username: 'a\u202eb' }, 400, 'VALIDATION_ERROR'],
    ['a full name that cannot be printed', { full_name: 'a\nb' }, 400, 'VALIDATION_ERROR'],
    ['an id of its own', { id: NOBODY }, 400, 'VALIDATION_ERROR'],
    ['an epoch', { epoch: 0 }, 400, 'VALIDATION_ERROR'],
    ['a hash', { password_hash: 'x' }, 400, 'VALIDATION_ERROR'],
    ['permissions', { permissions: ['*'] }, 400, 'VALIDATION_ERROR'],
  ])('is not made with %s', async (_what, change, status, code) => {
    await create({ username: 'ada', email: 'ada@example.com', password: PASSWORD, role: 'user' });
    const body = { username: 'ben', password: PASSWORD, role: 'user', ...change };
    expect(await create(body)).toMatchObject({ status, code });
    expect((await listOf('')).names).toEqual(['ada', 'admin']);
  });

  it('is made once of two who ask at once', async () => {
    const body = { username: 'ben', email: 'ben@example.com', password: PASSWORD, role: 'user' };
    const replies = await Promise.all([create(body), create({ ...body, username: 'BEN' })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('the list', () => {
  it('has pages, and is searched by name, address and full name, by role and state', async () => {
    for (let index = 0; index < 25; index += 1) {
      await create({
        username: `user${String(index).padStart(2, '0')}`,
        email: `u${String(index)}@Example.com`,
        full_name: index === 7 ? '100%_sure' : null,
        password: PASSWORD,
        role: index % 2 === 0 ? 'user' : 'operator',
        is_active: index !== 3,
      });
    }
    const first = await listOf('');
    expect([first.names.length, first.total, first.pages]).toEqual([20, 26, 2]);
    expect((await listOf('?page=2&size=20')).names).toEqual([
      'user19',
      'user20',
      'user21',
      'user22',
      'user23',
      'user24',
    ]);
    expect((await listOf('?search=USER1')).total).toBe(10);
    expect((await listOf('?search=u3@example')).names).toEqual(['user03']);
    expect((await listOf('?search=%25_')).names).toEqual(['user07']);
    expect((await listOf('?role=super_admin')).names).toEqual(['admin']);
    expect((await listOf('?is_active=false')).names).toEqual(['user03']);
    expect((await listOf('?role=operator&is_active=true')).total).toBe(11);
    const aliased = await home.call<{ users: User[] }>('GET', '/users/admin/users?search=user07', {
      token: admin.token,
    });
    expect(aliased.data.users.map(({ username }) => username)).toEqual(['user07']);
  });
});

describe('what nobody may do to others', () => {
  const targets = ['GET', 'PUT', 'DELETE'] as const;

  it('is shown nothing and may touch nobody without the permission', async () => {
    const ben = await home.user('ben', 'operator');
    for (const method of targets) {
      const reply = await home.call(method, `/users/${admin.id}`, {
        token: ben.token,
        ...(method === 'PUT' ? { body: { full_name: 'x' } } : {}),
      });
      expect(reply).toMatchObject({ status: 403, code: 'AUTH_INSUFFICIENT_PERMISSIONS' });
    }
    for (const path of ['/users', '/users/admin/users', '/auth/roles', '/auth/permissions'])
      expect((await home.call('GET', path, { token: ben.token })).status).toBe(403);
  });

  it('goes beyond their own permissions: not by making, changing, taking over, disabling or deleting', async () => {
    const ben = await home.user('ben', 'admin');
    const victim = await home.user('victim', 'super_admin');
    const { token } = ben;
    const beyond = { status: 403, code: 'AUTH_BEYOND_OWN_PERMISSIONS' };
    expect(await create({ username: 'eve', password: PASSWORD, role: 'super_admin' }, token)).toMatchObject(
      beyond,
    );
    expect(await update(ben.id, { role: 'super_admin' }, token)).toMatchObject(beyond);
    for (const body of [
      { role: 'user' },
      { is_active: false },
      { full_name: 'x' },
      { email: 'eve@example.com' },
    ])
      expect(await update(victim.id, body, token)).toMatchObject(beyond);
    const attempts: [Parameters<Installation['call']>[0], string, object?][] = [
      ['DELETE', `/users/${victim.id}`],
      ['DELETE', `/users/admin/users/${victim.id}`],
      ['PUT', `/users/admin/users/${victim.id}/status`, { is_active: false }],
      ['POST', `/users/${victim.id}/reset-password`, { new_password: 'another long password' }],
      ['DELETE', `/users/${victim.id}/totp`],
    ];
    for (const [method, path, body] of attempts)
      expect(await home.call(method, path, { token, ...(body ? { body } : {}) })).toMatchObject(beyond);
    expect((await me(victim.token)).data).toMatchObject({
      role: 'super_admin',
      is_active: true,
      email: null,
    });
    // The same deeds within one's own permissions.
    const cy = await home.user('cy', 'admin');
    expect((await update(cy.id, { role: 'operator' }, token)).status).toBe(200);
    expect((await home.call('DELETE', `/users/${cy.id}`, { token })).status).toBe(200);
  });

  it('is refused alike for users that are not there', async () => {
    const there = { status: 404, code: 'RESOURCE_NOT_FOUND' };
    expect(await update(NOBODY, { full_name: 'x' })).toMatchObject(there);
    expect(await home.call('DELETE', `/users/${NOBODY}`, { token: admin.token })).toMatchObject(there);
    const body = { new_password: 'another long password' };
    expect(
      await home.call('POST', `/users/${NOBODY}/reset-password`, { token: admin.token, body }),
    ).toMatchObject(there);
  });

  it('is done to oneself by the back door', async () => {
    const own = { status: 409, code: 'AUTH_OWN_ACCOUNT' };
    const body = { new_password: 'another long password' };
    expect(
      await home.call('POST', `/users/${admin.id}/reset-password`, { token: admin.token, body }),
    ).toMatchObject(own);
    expect(await home.call('DELETE', `/users/${admin.id}/totp`, { token: admin.token })).toMatchObject(own);
    expect(await update(admin.id, { email: 'thief@example.com' })).toMatchObject(own);
    expect((await home.login()).status).toBe(200);
  });
});

describe('the last administrator', () => {
  const last = { status: 409, code: 'AUTH_LAST_ADMINISTRATOR' };

  it('stays, whichever way somebody tries', async () => {
    const { token, id } = admin;
    expect(await update(id, { role: 'admin' })).toMatchObject(last);
    expect(await update(id, { is_active: false })).toMatchObject(last);
    expect(await home.call('DELETE', `/users/${id}`, { token })).toMatchObject(last);
    expect(await home.call('DELETE', `/users/admin/users/${id}`, { token })).toMatchObject(last);
    const status = (body: object) => home.call('PUT', `/users/admin/users/${id}/status`, { token, body });
    expect(await status({ is_active: false })).toMatchObject(last);
    expect(await status({ status: 'inactive' })).toMatchObject(last);
    expect((await me(token)).data).toMatchObject({ role: 'super_admin', is_active: true });
  });

  it('is who is active: a disabled one does not count', async () => {
    const other = await home.user('other', 'super_admin');
    expect((await update(other.id, { is_active: false })).status).toBe(200);
    expect(await update(admin.id, { role: 'admin' })).toMatchObject(last);
    expect((await update(other.id, { is_active: true })).status).toBe(200);
    expect((await update(admin.id, { role: 'admin' })).status).toBe(200);
  });

  it('is left when two remove each other at once', async () => {
    const other = await home.user('other', 'super_admin');
    const replies = await Promise.all([
      home.call('DELETE', `/users/${other.id}`, { token: admin.token }),
      update(admin.id, { role: 'user' }, other.token),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const again = createList(await Promise.all([home.login(), home.login({ username: 'other' })]));
    expect(again.filter((role) => role === 'super_admin')).toHaveLength(1);
  });
});

const createList = (logins: { data?: { user?: User } }[]): (string | undefined)[] =>
  logins.map(({ data }) => data?.user?.role);

describe('a change of access', () => {
  it.each([
    ['another role', (id: string) => update(id, { role: 'user' })],
    ['being disabled', (id: string) => update(id, { is_active: false })],
    [
      'a password from an administrator',
      (id: string) =>
        home.call('POST', `/users/${id}/reset-password`, {
          token: admin.token,
          body: { new_password: 'another long password' },
        }),
    ],
    ['being deleted', (id: string) => home.call('DELETE', `/users/${id}`, { token: admin.token })],
  ])('ends every sign-in at once and says so: %s', async (_what, act) => {
    const ben = await home.user('ben', 'operator');
    expect((await me(ben.token)).status).toBe(200);
    const seen = changes();
    expect((await act(ben.id)).status).toBe(200);
    expect((await me(ben.token)).code).toBe('AUTH_TOKEN_INVALID');
    const { refresh_token } = ben;
    expect((await home.call('POST', '/users/auth/refresh', { body: { refresh_token } })).code).toBe(
      'AUTH_TOKEN_INVALID',
    );
    expect(seen).toEqual([ben.id]);
    expect((await me(admin.token)).status).toBe(200);
  });

  it('is none where only a name changes', async () => {
    const ben = await home.user('ben', 'operator');
    const seen = changes();
    await update(ben.id, { full_name: 'Ben', role: 'operator', is_active: true });
    expect((await me(ben.token)).data.full_name).toBe('Ben');
    expect(seen).toEqual([]);
  });

  it('keeps out who is disabled, and says so only to who knows the password', async () => {
    const ben = await home.user('ben', 'operator');
    await update(ben.id, { is_active: false });
    expect(await home.login({ username: 'ben' })).toMatchObject({ status: 403, code: 'AUTH_USER_DISABLED' });
    expect((await home.login({ username: 'ben', password: 'wrong wrong wrong' })).code).toBe(
      'AUTH_INVALID_CREDENTIALS',
    );
    await home.stop();
    await home.start();
    expect((await me(ben.token)).code).toBe('AUTH_TOKEN_INVALID');
    const { data } = await home.login();
    expect((await update(ben.id, { is_active: true }, data.access_token)).status).toBe(200);
    expect((await home.login({ username: 'ben' })).status).toBe(200);
  });

  it('is in force for a sign-in whose password was just being checked', async () => {
    const ben = await home.user('ben', 'operator');
    const [login, disabled] = await Promise.all([
      home.login({ username: 'ben' }),
      update(ben.id, { is_active: false }),
    ]);
    expect(disabled.status).toBe(200);
    // Whoever came first: nobody who is disabled is signed in afterwards.
    if (login.status === 200) expect((await me(login.data.access_token)).code).toBe('AUTH_TOKEN_INVALID');
    else expect(login.status).toBeGreaterThanOrEqual(401);
  });
});

describe('oneself', () => {
  const profile = (token: string, body: object) =>
    home.call<User>('PUT', '/users/me/profile', { token, body });
  const change = (token: string, body: object) =>
    home.call('POST', '/users/me/change-password', { token, body });

  it('changes one’s names, and the address with the password', async () => {
    const ben = await home.user('ben', 'user');
    expect((await profile(ben.token, { full_name: 'Ben' })).data.full_name).toBe('Ben');
    expect(await profile(ben.token, { email: 'ben@example.com' })).toMatchObject({
      status: 403,
      code: 'AUTH_PASSWORD_WRONG',
    });
    const wrong = { email: 'ben@example.com', current_password: 'wrong wrong wrong' };
    expect((await profile(ben.token, wrong)).code).toBe('AUTH_PASSWORD_WRONG');
    const right = { email: 'ben@example.com', current_password: PASSWORD };
    expect((await profile(ben.token, right)).data.email).toBe('ben@example.com');
    expect((await profile(admin.token, { ...right, email: 'BEN@example.com' })).code).toBe(
      'AUTH_EMAIL_TAKEN',
    );
  });

  it.each([
    { role: 'super_admin' },
    { is_active: true },
    { permissions: ['*'] },
    { id: NOBODY },
    { epoch: 9 },
  ])('is given nothing more by %j', async (extra) => {
    const ben = await home.user('ben', 'user');
    expect(await profile(ben.token, { full_name: 'Ben', ...extra })).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
    });
    expect((await me(ben.token)).data).toMatchObject({ role: 'user', full_name: null });
  });

  it('changes the password under either documented name of the old one, and ends the other sign-ins', async () => {
    const ben = await home.user('ben', 'user');
    const other = (await home.login({ username: 'ben' })).data;
    const next = 'another long password';
    expect((await change(ben.token, { new_password: next })).code).toBe('VALIDATION_ERROR');
    expect(await change(ben.token, { old_password: 'wrong wrong wrong', new_password: next })).toMatchObject({
      status: 403,
      code: 'AUTH_PASSWORD_WRONG',
    });
    expect((await change(ben.token, { old_password: PASSWORD, new_password: 'password1234' })).code).toBe(
      'AUTH_PASSWORD_COMMON',
    );
    expect((await change(ben.token, { current_password: PASSWORD, new_password: next })).status).toBe(200);
    expect((await me(other.access_token)).code).toBe('AUTH_TOKEN_INVALID');
    const refreshed = (refresh_token: string) =>
      home.call('POST', '/auth/refresh', { body: { refresh_token } });
    expect((await refreshed(other.refresh_token)).code).toBe('AUTH_TOKEN_INVALID');
    expect((await refreshed(ben.refresh_token)).status).toBe(200);
    expect((await home.login({ username: 'ben' })).code).toBe('AUTH_INVALID_CREDENTIALS');
    expect((await home.login({ username: 'ben', password: next })).status).toBe(200);
  });

  it('counts wrong present passwords like those of a sign-in', async () => {
    const ben = await home.user('ben', 'user');
    const body = { old_password: 'wrong wrong wrong', new_password: 'another long password' };
    for (let index = 0; index < 10; index += 1) await change(ben.token, body);
    expect(await change(ben.token, body)).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED' });
    expect((await home.login({ username: 'ben', ip: '203.0.113.9' })).status).toBe(429);
  });

  it('signs out by refresh token, with one answer for any', async () => {
    const ben = await home.user('ben', 'user');
    const leave = (refresh_token: string) =>
      home.call('POST', '/users/public/logout', { body: { refresh_token } });
    const unknown = await leave('ccr_unknown');
    expect(unknown).toMatchObject({ status: 200, data: { signed_out: true } });
    expect(await leave(ben.refresh_token)).toEqual(unknown);
    expect((await me(ben.token)).code).toBe('AUTH_TOKEN_INVALID');
    expect((await home.call('POST', '/users/auth/logout', { token: admin.token })).status).toBe(200);
    expect((await me(admin.token)).code).toBe('AUTH_TOKEN_INVALID');
  });
});
