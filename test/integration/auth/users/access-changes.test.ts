/** What a change of password, role or state does to sign-ins. */
import { describe, expect, it } from 'vitest';
import { startUsers } from './home.ts';

const { home, admin, update, me } = startUsers();

const changes = (): (string | null)[] => {
  const seen: (string | null)[] = [];
  home()
    .running()
    .events.on('auth.access_changed', ({ user_id }) => seen.push(user_id));
  return seen;
};

describe('a change of access', () => {
  it.each([
    ['another role', (id: string) => update(id, { role: 'user' })],
    ['being disabled', (id: string) => update(id, { is_active: false })],
    [
      'a password from an administrator',
      (id: string) =>
        home().call('POST', `/users/${id}/reset-password`, {
          token: admin().token,
          body: { new_password: 'another long password' },
        }),
    ],
    ['being deleted', (id: string) => home().call('DELETE', `/users/${id}`, { token: admin().token })],
  ])('ends every sign-in at once and says so: %s', async (_what, act) => {
    const ben = await home().user('ben', 'operator');
    expect((await me(ben.token)).status).toBe(200);
    const seen = changes();
    expect((await act(ben.id)).status).toBe(200);
    expect((await me(ben.token)).code).toBe('AUTH_TOKEN_INVALID');
    const { refresh_token } = ben;
    expect((await home().call('POST', '/users/auth/refresh', { body: { refresh_token } })).code).toBe(
      'AUTH_TOKEN_INVALID',
    );
    expect(seen).toEqual([ben.id]);
    expect((await me(admin().token)).status).toBe(200);
  });

  it('is none where only a name changes', async () => {
    const ben = await home().user('ben', 'operator');
    const seen = changes();
    await update(ben.id, { full_name: 'Ben', role: 'operator', is_active: true });
    expect((await me(ben.token)).data.full_name).toBe('Ben');
    expect(seen).toEqual([]);
  });

  it('keeps out who is disabled, and says so only to who knows the password', async () => {
    const ben = await home().user('ben', 'operator');
    await update(ben.id, { is_active: false });
    expect(await home().login({ username: 'ben' })).toMatchObject({
      status: 403,
      code: 'AUTH_USER_DISABLED',
    });
    expect((await home().login({ username: 'ben', password: 'wrong wrong wrong' })).code).toBe(
      'AUTH_INVALID_CREDENTIALS',
    );
    await home().stop();
    await home().start();
    expect((await me(ben.token)).code).toBe('AUTH_TOKEN_INVALID');
    const { data } = await home().login();
    expect((await update(ben.id, { is_active: true }, data.access_token)).status).toBe(200);
    expect((await home().login({ username: 'ben' })).status).toBe(200);
  });

  it('is in force for a sign-in whose password was just being checked', async () => {
    const ben = await home().user('ben', 'operator');
    const [login, disabled] = await Promise.all([
      home().login({ username: 'ben' }),
      update(ben.id, { is_active: false }),
    ]);
    expect(disabled.status).toBe(200);
    // Whoever came first: nobody who is disabled is signed in afterwards.
    if (login.status === 200) expect((await me(login.data.access_token)).code).toBe('AUTH_TOKEN_INVALID');
    else expect(login.status).toBeGreaterThanOrEqual(401);
  });
});
