/** The last active administrator cannot be lost. */
import { describe, expect, it } from 'vitest';
import type { User } from '../../../../shared/api/auth.ts';
import { startUsers } from './home.ts';

const { home, admin, update, me } = startUsers();

const rolesOf = (logins: { data?: { user?: User } }[]): (string | undefined)[] =>
  logins.map(({ data }) => data?.user?.role);

describe('the last administrator', () => {
  const last = { status: 409, code: 'AUTH_LAST_ADMINISTRATOR' };

  it('stays, whichever way somebody tries', async () => {
    const { token, id } = admin();
    expect(await update(id, { role: 'admin' })).toMatchObject(last);
    expect(await update(id, { is_active: false })).toMatchObject(last);
    expect(await home().call('DELETE', `/users/${id}`, { token })).toMatchObject(last);
    expect(await home().call('DELETE', `/users/admin/users/${id}`, { token })).toMatchObject(last);
    const status = (body: object) => home().call('PUT', `/users/admin/users/${id}/status`, { token, body });
    expect(await status({ is_active: false })).toMatchObject(last);
    expect(await status({ status: 'inactive' })).toMatchObject(last);
    expect((await me(token)).data).toMatchObject({ role: 'super_admin', is_active: true });
  });

  it('is who is active: a disabled one does not count', async () => {
    const other = await home().user('other', 'super_admin');
    expect((await update(other.id, { is_active: false })).status).toBe(200);
    expect(await update(admin().id, { role: 'admin' })).toMatchObject(last);
    expect((await update(other.id, { is_active: true })).status).toBe(200);
    expect((await update(admin().id, { role: 'admin' })).status).toBe(200);
  });

  it('is left when two remove each other at once', async () => {
    const other = await home().user('other', 'super_admin');
    const replies = await Promise.all([
      home().call('DELETE', `/users/${other.id}`, { token: admin().token }),
      update(admin().id, { role: 'user' }, other.token),
    ]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    const again = rolesOf(await Promise.all([home().login(), home().login({ username: 'other' })]));
    expect(again.filter((role) => role === 'super_admin')).toHaveLength(1);
  });
});
