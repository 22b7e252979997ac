import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenPair } from '../../../shared/api/auth.ts';
import { StartError } from '../../../electron/kernel/errors.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

let home: Installation;

beforeEach(() => {
  home = createInstallation();
});
afterEach(() => home.remove());

const setUp = (token: string, more: { username?: string; password?: string; ip?: string } = {}) => {
  const { ip = '192.0.2.1', ...rest } = more;
  return home.call<TokenPair>('POST', '/setup', { body: { token, password: PASSWORD, ...rest }, ip });
};
const needed = async () => (await home.call<{ needed: boolean }>('GET', '/setup')).data.needed;

describe('the setup address', () => {
  beforeEach(() => home.start({ adminPassword: null }));

  it('makes the first administrator, signs in, and works once', async () => {
    expect(await needed()).toBe(true);
    const { token, expires_at } = await home.running().auth.setupLink();
    expect(expires_at).toBe(home.clock.now() + 15 * 60_000);
    const { status, data } = await setUp(token, { username: ' Ada ' });
    expect(status).toBe(201);
    expect(data.user).toMatchObject({ username: 'Ada', permissions: ['*'] });
    expect((await home.call('GET', '/auth/me', { token: data.access_token })).status).toBe(200);
    expect(await needed()).toBe(false);
    expect(home.running().auth.needsSetup()).toBe(false);
    expect(await setUp(token)).toMatchObject({ status: 409, code: 'AUTH_SETUP_DONE' });
    expect((await home.login({ username: 'ada' })).status).toBe(200);
    await expect(home.running().auth.setupLink()).rejects.toMatchObject({ code: 'AUTH_SETUP_DONE' });
  });

  it('names the administrator as configured where no name is given', async () => {
    const { token } = await home.running().auth.setupLink();
    expect((await setUp(token)).data.user.username).toBe('admin');
  });

  it('expires after 15 minutes', async () => {
    const { token } = await home.running().auth.setupLink();
    await home.clock.advance(15 * 60_000 - 1);
    expect((await setUp('wrong')).code).toBe('AUTH_SETUP_LINK_INVALID');
    await home.clock.advance(1);
    expect(await setUp(token)).toMatchObject({ status: 403, code: 'AUTH_SETUP_LINK_INVALID' });
    expect(await needed()).toBe(true);
  });

  it('ends when a newer one is made', async () => {
    const older = await home.running().auth.setupLink();
    const newer = await home.running().auth.setupLink();
    expect((await setUp(older.token)).code).toBe('AUTH_SETUP_LINK_INVALID');
    expect((await setUp(newer.token)).status).toBe(201);
  });

  it('outlasts a restart', async () => {
    const { token } = await home.running().auth.setupLink();
    await home.stop();
    await home.start({ adminPassword: null });
    expect((await setUp(token)).status).toBe(201);
  });

  it('makes one administrator for two who come at once', async () => {
    const { token } = await home.running().auth.setupLink();
    const replies = await Promise.all([setUp(token, { username: 'one' }), setUp(token, { username: 'two' })]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409]);
    const users = await home
      .running()
      .database.query<{ users: { id: string } }>()
      .selectFrom('users')
      .selectAll()
      .execute();
    expect(users).toHaveLength(1);
  });

  it('is not used up by a password that is too short or a name that cannot be', async () => {
    const { token } = await home.running().auth.setupLink();
    const short = await setUp(token, { password: 'elevenchars' });
    expect(short).toMatchObject({ status: 400, code: 'AUTH_PASSWORD_TOO_SHORT' });
    expect(short.error?.message).toContain('12');
    expect(await setUp(token, { username: 'ad\u200bmin' })).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
    });
    expect((await setUp(token)).status).toBe(201);
  });

  it('limits tries by address', async () => {
    const { token } = await home.running().auth.setupLink();
    for (let index = 0; index < 10; index += 1) await setUp(`wrong${String(index)}`);
    expect(await setUp(token)).toMatchObject({
      status: 429,
      code: 'RATE_LIMIT_EXCEEDED',
      retryAfter: '300',
    });
    expect((await setUp(token, { ip: '192.0.2.2' })).status).toBe(201);
  });
});

describe('an administrator from the environment', () => {
  it('is made at the very first start only', async () => {
    await home.start({ adminPassword: PASSWORD });
    expect(await needed()).toBe(false);
    await home.stop();
    await home.start({ adminPassword: 'another long password' });
    expect((await home.login({ password: 'another long password' })).status).toBe(401);
    expect((await home.login()).status).toBe(200);
  });

  it('ends a setup address that was given out before', async () => {
    const { auth } = await home.start({ adminPassword: null });
    const { token } = await auth.setupLink();
    await home.stop();
    await home.start();
    expect((await setUp(token)).code).toBe('AUTH_SETUP_DONE');
  });

  it.each([
    ['a password that is too short', { adminPassword: 'elevenchars' }, 'CLOUDCUBE_ADMIN_PASSWORD'],
    ['a password that is too long', { adminPassword: 'x'.repeat(257) }, 'CLOUDCUBE_ADMIN_PASSWORD'],
    ['a name that cannot be', { adminUser: 'a\u0007b' }, 'CLOUDCUBE_ADMIN_USER'],
  ])('refuses to start with %s', async (_, options, named) => {
    const start = home.start(options);
    await expect(start).rejects.toBeInstanceOf(StartError);
    await expect(start).rejects.toThrow(named);
  });
});
