/** Users as they are made, shown, changed and deleted. */
import { describe, expect, it } from 'vitest';
import type { User } from '../../../../shared/api/auth.ts';
import { NOBODY } from '../home.ts';
import { PASSWORD } from '../installation.ts';
import { startUsers } from './home.ts';

const { home, admin, create, update, list } = startUsers();

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
    const shown = await home().call('GET', `/users/${id}`, { token: admin().token });
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
    expect(await home().call('DELETE', `/users/${id}`, { token: admin().token })).toMatchObject({
      status: 200,
      data: { user_id: id, deleted: true },
    });
    expect(await home().call('GET', `/users/${id}`, { token: admin().token })).toMatchObject({
      status: 404,
      code: 'RESOURCE_NOT_FOUND',
    });
    expect((await home().login({ username: 'ben' })).code).toBe('AUTH_INVALID_CREDENTIALS');
  });

  it('may sign in with the e-mail address too, and nobody else by it', async () => {
    await create({ username: 'ben', email: 'Ben@Example.com', password: PASSWORD, role: 'user' });
    const byEmail = (email: string) =>
      home().call<{ user: User }>('POST', '/users/auth/login', { body: { email, password: PASSWORD } });
    expect((await byEmail('BEN@example.COM')).data.user.username).toBe('ben');
    expect((await byEmail('other@example.com')).code).toBe('AUTH_INVALID_CREDENTIALS');
    // An address is no name, so nobody can be made who stands before its owner.
    expect((await home().login({ username: 'ben@example.com' })).code).toBe('AUTH_INVALID_CREDENTIALS');
    expect(await home().call('POST', '/auth/login', { body: { password: PASSWORD } })).toMatchObject({
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
    expect((await list('')).names).toEqual(['ada', 'admin']);
  });

  it('is made once of two who ask at once', async () => {
    const body = { username: 'ben', email: 'ben@example.com', password: PASSWORD, role: 'user' };
    const replies = await Promise.all([create(body), create({ ...body, username: 'BEN' })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});
