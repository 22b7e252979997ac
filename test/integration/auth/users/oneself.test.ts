/** What everybody does about their own account. */
import { describe, expect, it } from 'vitest';
import type { User } from '../../../../shared/api/auth.ts';
import { NOBODY } from '../home.ts';
import { PASSWORD } from '../installation.ts';
import { startUsers } from './home.ts';

const { home, admin, me } = startUsers();

describe('oneself', () => {
  const profile = (token: string, body: object) =>
    home().call<User>('PUT', '/users/me/profile', { token, body });
  const change = (token: string, body: object) =>
    home().call('POST', '/users/me/change-password', { token, body });

  it('changes one’s names, and the address with the password', async () => {
    const ben = await home().user('ben', 'user');
    expect((await profile(ben.token, { full_name: 'Ben' })).data.full_name).toBe('Ben');
    expect(await profile(ben.token, { email: 'ben@example.com' })).toMatchObject({
      status: 403,
      code: 'AUTH_PASSWORD_WRONG',
    });
    const wrong = { email: 'ben@example.com', current_password: 'wrong wrong wrong' };
    expect((await profile(ben.token, wrong)).code).toBe('AUTH_PASSWORD_WRONG');
    const right = { email: 'ben@example.com', current_password: PASSWORD };
    expect((await profile(ben.token, right)).data.email).toBe('ben@example.com');
    expect((await profile(admin().token, { ...right, email: 'BEN@example.com' })).code).toBe(
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
    const ben = await home().user('ben', 'user');
    expect(await profile(ben.token, { full_name: 'Ben', ...extra })).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
    });
    expect((await me(ben.token)).data).toMatchObject({ role: 'user', full_name: null });
  });

  it('changes the password under either documented name of the old one, and ends the other sign-ins', async () => {
    const ben = await home().user('ben', 'user');
    const other = (await home().login({ username: 'ben' })).data;
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
      home().call('POST', '/auth/refresh', { body: { refresh_token } });
    expect((await refreshed(other.refresh_token)).code).toBe('AUTH_TOKEN_INVALID');
    expect((await refreshed(ben.refresh_token)).status).toBe(200);
    expect((await home().login({ username: 'ben' })).code).toBe('AUTH_INVALID_CREDENTIALS');
    expect((await home().login({ username: 'ben', password: next })).status).toBe(200);
  });

  it('counts wrong present passwords like those of a sign-in', async () => {
    const ben = await home().user('ben', 'user');
    const body = { old_password: 'wrong wrong wrong', new_password: 'another long password' };
    for (let index = 0; index < 10; index += 1) await change(ben.token, body);
    expect(await change(ben.token, body)).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED' });
    expect((await home().login({ username: 'ben', ip: '203.0.113.9' })).status).toBe(429);
  });

  it('signs out by refresh token, with one answer for any', async () => {
    const ben = await home().user('ben', 'user');
    const leave = (refresh_token: string) =>
      home().call('POST', '/users/public/logout', { body: { refresh_token } });
    const unknown = await leave('ccr_unknown');
    expect(unknown).toMatchObject({ status: 200, data: { signed_out: true } });
    expect(await leave(ben.refresh_token)).toEqual(unknown);
    expect((await me(ben.token)).code).toBe('AUTH_TOKEN_INVALID');
    expect((await home().call('POST', '/users/auth/logout', { token: admin().token })).status).toBe(200);
    expect((await me(admin().token)).code).toBe('AUTH_TOKEN_INVALID');
  });
});
