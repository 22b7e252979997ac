/** What nobody may do to other users, whatever they may do else. */
import { describe, expect, it } from 'vitest';
import { NOBODY } from '../home.ts';
import { PASSWORD, type Installation } from '../installation.ts';
import { startUsers } from './home.ts';

const { home, admin, create, update, me } = startUsers();

describe('what nobody may do to others', () => {
  const targets = ['GET', 'PUT', 'DELETE'] as const;

  it('is shown nothing and may touch nobody without the permission', async () => {
    const ben = await home().user('ben', 'operator');
    for (const method of targets) {
      const reply = await home().call(method, `/users/${admin().id}`, {
        token: ben.token,
        ...(method === 'PUT' ? { body: { full_name: 'x' } } : {}),
      });
      expect(reply).toMatchObject({ status: 403, code: 'AUTH_INSUFFICIENT_PERMISSIONS' });
    }
    for (const path of ['/users', '/users/admin/users', '/auth/roles', '/auth/permissions'])
      expect((await home().call('GET', path, { token: ben.token })).status).toBe(403);
  });

  it('goes beyond their own permissions: not by making, changing, taking over, disabling or deleting', async () => {
    const ben = await home().user('ben', 'admin');
    const victim = await home().user('victim', 'super_admin');
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
      expect(await home().call(method, path, { token, ...(body ? { body } : {}) })).toMatchObject(beyond);
    expect((await me(victim.token)).data).toMatchObject({
      role: 'super_admin',
      is_active: true,
      email: null,
    });
    // The same deeds within one's own permissions.
    const cy = await home().user('cy', 'admin');
    expect((await update(cy.id, { role: 'operator' }, token)).status).toBe(200);
    expect((await home().call('DELETE', `/users/${cy.id}`, { token })).status).toBe(200);
  });

  it('is refused alike for users that are not there', async () => {
    const there = { status: 404, code: 'RESOURCE_NOT_FOUND' };
    expect(await update(NOBODY, { full_name: 'x' })).toMatchObject(there);
    expect(await home().call('DELETE', `/users/${NOBODY}`, { token: admin().token })).toMatchObject(there);
    const body = { new_password: 'another long password' };
    expect(
      await home().call('POST', `/users/${NOBODY}/reset-password`, { token: admin().token, body }),
    ).toMatchObject(there);
  });

  it('is done to oneself by the back door', async () => {
    const own = { status: 409, code: 'AUTH_OWN_ACCOUNT' };
    const body = { new_password: 'another long password' };
    expect(
      await home().call('POST', `/users/${admin().id}/reset-password`, { token: admin().token, body }),
    ).toMatchObject(own);
    expect(await home().call('DELETE', `/users/${admin().id}/totp`, { token: admin().token })).toMatchObject(
      own,
    );
    expect(await update(admin().id, { email: 'thief@example.com' })).toMatchObject(own);
    expect((await home().login()).status).toBe(200);
  });
});
