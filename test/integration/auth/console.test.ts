/** What the owner of the machine can do without signing in, over a running program's parts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

let home: Installation;
const NEXT = 'another long password';

beforeEach(async () => {
  home = createInstallation();
  await home.start();
});
afterEach(() => home.remove());

const owner = () => home.running().auth.users;
const fail = async (options: { username?: string; ip?: string }) => {
  for (let index = 0; index < 10; index += 1) await home.login({ password: 'wrong wrong wrong', ...options });
};

describe('unlocking', () => {
  it('forgets the failures of an address, of a user however they were called, or of all', async () => {
    const ben = await home.user('ben', 'user');
    expect(await owner().unlock(null)).toBe(0);
    await fail({ username: 'ben' });
    expect((await home.login()).status).toBe(429);
    expect(await owner().unlock('192.0.2.1')).toBe(1);
    expect((await home.login()).status).toBe(200);
    expect((await home.login({ username: 'ben' })).status).toBe(429);
    expect(await owner().unlock('BEN')).toBe(1);
    expect((await home.login({ username: 'ben' })).data.user.id).toBe(ben.id);

    await fail({ username: 'nobody', ip: '2001:db8::1' });
    expect(await owner().unlock('2001:db8::ffff')).toBe(1);
    expect((await home.login({ username: 'nobody' })).status).toBe(429);
    await expect(owner().unlock('nobody')).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    expect(await owner().unlock(null)).toBe(1);
    expect((await home.login({ username: 'nobody' })).status).toBe(401);
  });

  it('holds over a restart', async () => {
    await fail({});
    await owner().unlock(null);
    await home.stop();
    await home.start();
    expect((await home.login()).status).toBe(200);
  });
});

describe('a password from the console', () => {
  it('takes the place of the old one, ends the sign-ins and the waiting', async () => {
    const { access_token } = (await home.login()).data;
    await fail({ ip: '198.51.100.7' });
    const { password } = await owner().setPassword({ name: 'Admin', password: NEXT, removeTotp: false });
    expect(password).toBe(NEXT);
    expect((await home.call('GET', '/auth/me', { token: access_token })).code).toBe('AUTH_TOKEN_INVALID');
    expect((await home.login({ password: NEXT })).status).toBe(200);
    expect((await home.login({ password: PASSWORD })).code).toBe('AUTH_INVALID_CREDENTIALS');
  });

  it('can be a random one, and is checked like every other', async () => {
    const { password } = await owner().setPassword({ name: 'admin', password: null, removeTotp: false });
    expect(password).toMatch(/^([a-z2-7]{4}-){5}[a-z2-7]{4}$/);
    expect((await home.login({ password })).status).toBe(200);
    const set = (name: string, typed: string) =>
      owner().setPassword({ name, password: typed, removeTotp: false });
    await expect(set('admin', 'password1234')).rejects.toMatchObject({ code: 'AUTH_PASSWORD_COMMON' });
    await expect(set('nobody', NEXT)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('leaves two-step sign-in on unless told, for who has lost that too', async () => {
    const { database } = home.running();
    await database
      .query<{ users: { totp_enabled_at: number | null } }>()
      .updateTable('users')
      .set({ totp_enabled_at: 1 })
      .execute();
    await owner().setPassword({ name: 'admin', password: NEXT, removeTotp: false });
    expect((await home.login({ password: NEXT })).code).toBe('AUTH_TOTP_REQUIRED');
    await owner().setPassword({ name: 'admin', password: NEXT, removeTotp: true });
    expect((await home.login({ password: NEXT })).status).toBe(200);
  });
});
