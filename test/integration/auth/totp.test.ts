import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, stepOf } from '../../../electron/auth/totp/codes.ts';
import { fromBase32 } from '../../support/base32.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

let home: Installation;
let ben: { id: string; token: string; refresh_token: string };

beforeEach(async () => {
  home = createInstallation();
  await home.start();
  ben = await home.user('ben', 'user');
});
afterEach(() => home.remove());

const begin = (password = PASSWORD) =>
  home.call<{ secret: string; otpauth_uri: string }>('POST', '/auth/totp', {
    token: ben.token,
    body: { password },
  });
const confirm = (code: string) =>
  home.call<{ recovery_codes: string[] }>('POST', '/auth/totp/confirm', { token: ben.token, body: { code } });
const state = async () =>
  (
    await home.call<{ totp_enabled: boolean; recovery_codes_left: number }>('GET', '/auth/totp', {
      token: ben.token,
    })
  ).data;
/** The code that the app shows, by so many steps from now. */
const code = (secret: Buffer, by = 0): string => codeOf(secret, stepOf(home.clock.now()) + by);
const login = (totp_code?: string) =>
  home.login({ username: 'ben', ...(totp_code === undefined ? {} : { totp_code }) });

async function turnOn(): Promise<{ secret: Buffer; recovery: string[] }> {
  const secret = fromBase32((await begin()).data.secret);
  const { data } = await confirm(code(secret));
  await home.clock.advance(60_000);
  return { secret, recovery: data.recovery_codes };
}

describe('two-step sign-in', () => {
  it('is begun with the password, counts once confirmed, and is asked for from then on', async () => {
    expect((await begin('wrong wrong wrong')).code).toBe('AUTH_PASSWORD_WRONG');
    expect(await confirm('123456')).toMatchObject({ status: 409, code: 'AUTH_TOTP_OFF' });
    const begun = await begin();
    expect(begun.status).toBe(201);
    expect(begun.data.otpauth_uri).toContain(`secret=${begun.data.secret}`);
    expect(begun.data.otpauth_uri).toMatch(/^otpauth:\/\/totp\/CloudCube:ben\?/);
    expect((await login()).status).toBe(200);

    const secret = fromBase32(begun.data.secret);
    expect(await confirm(code(secret, 5))).toMatchObject({ status: 403, code: 'AUTH_TOTP_INVALID' });
    const confirmed = await confirm(code(secret));
    expect(confirmed.data.recovery_codes).toHaveLength(10);
    expect(await state()).toMatchObject({ totp_enabled: true, recovery_codes_left: 10 });
    expect((await begin()).code).toBe('AUTH_TOTP_ON');
    expect((await confirm(code(secret, 1))).code).toBe('AUTH_TOTP_ON');

    expect(await login()).toMatchObject({ status: 401, code: 'AUTH_TOTP_REQUIRED' });
    expect(await home.login({ username: 'ben', password: 'wrong wrong wrong' })).toMatchObject({
      code: 'AUTH_INVALID_CREDENTIALS',
    });
    expect((await login(code(secret, 1))).data.user).toMatchObject({ username: 'ben', totp_enabled: true });
  });

  it('takes each code once, also of two who come at the same time', async () => {
    const { secret } = await turnOn();
    const both = await Promise.all([login(code(secret)), login(code(secret))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect(await login(code(secret))).toMatchObject({ status: 403, code: 'AUTH_TOTP_INVALID' });
    // Nor the one before it, which was never used.
    expect((await login(code(secret, -1))).code).toBe('AUTH_TOTP_INVALID');
    await home.clock.advance(30_000);
    expect((await login(code(secret))).status).toBe(200);
  });

  it('does not take the code that turned it on for a sign-in', async () => {
    const secret = fromBase32((await begin()).data.secret);
    await confirm(code(secret));
    expect((await login(code(secret))).code).toBe('AUTH_TOTP_INVALID');
  });

  it('takes each recovery code once, however typed, and renews them with the password', async () => {
    const { recovery } = await turnOn();
    const [first = '', second = '', third = ''] = recovery;
    const both = await Promise.all([login(first), login(first.toUpperCase().replaceAll('-', ' '))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    expect((await login(second.replaceAll('-', ''))).status).toBe(200);
    expect((await state()).recovery_codes_left).toBe(8);
    const renew = (password: string) =>
      home.call<{ recovery_codes: string[] }>('POST', '/auth/totp/recovery-codes', {
        token: ben.token,
        body: { password },
      });
    expect((await renew('wrong wrong wrong')).code).toBe('AUTH_PASSWORD_WRONG');
    const { recovery_codes } = (await renew(PASSWORD)).data;
    expect((await login(third)).code).toBe('AUTH_TOTP_INVALID');
    expect((await login(recovery_codes[0])).status).toBe(200);
    expect((await state()).recovery_codes_left).toBe(9);
  });

  it('takes nobody else’s recovery code', async () => {
    const { recovery } = await turnOn();
    const { data } = await home.login();
    const secret = fromBase32(
      (
        await home.call<{ secret: string }>('POST', '/auth/totp', {
          token: data.access_token,
          body: { password: PASSWORD },
        })
      ).data.secret,
    );
    await home.call('POST', '/auth/totp/confirm', { token: data.access_token, body: { code: code(secret) } });
    expect((await home.login({ totp_code: recovery[0] ?? '' })).code).toBe('AUTH_TOTP_INVALID');
    expect((await login(recovery[0])).status).toBe(200);
  });

  it('counts wrong codes as failed tries, and a missing one not', async () => {
    const { secret } = await turnOn();
    for (let index = 0; index < 12; index += 1) expect((await login()).code).toBe('AUTH_TOTP_REQUIRED');
    for (let index = 0; index < 10; index += 1) expect((await login('000000')).status).toBe(403);
    expect((await login(code(secret))).status).toBe(429);
    expect((await home.login({ username: 'ben', ip: '203.0.113.9' })).status).toBe(429);
  });

  it('is turned off with the password', async () => {
    const { recovery } = await turnOn();
    const off = (password: string) =>
      home.call('DELETE', '/auth/totp', { token: ben.token, body: { password } });
    expect((await off('wrong wrong wrong')).code).toBe('AUTH_PASSWORD_WRONG');
    expect(await off(PASSWORD)).toMatchObject({ status: 200, data: { totp_enabled: false } });
    expect((await off(PASSWORD)).code).toBe('AUTH_TOTP_OFF');
    expect((await login()).status).toBe(200);
    await turnOn();
    expect((await login(recovery[0])).code).toBe('AUTH_TOTP_INVALID');
  });

  it('is turned off by an administrator for who has lost everything; that ends the sign-ins', async () => {
    await turnOn();
    const { access_token } = (await home.login()).data;
    const off = () => home.call('DELETE', `/users/${ben.id}/totp`, { token: access_token });
    expect((await off()).status).toBe(200);
    expect((await off()).code).toBe('AUTH_TOTP_OFF');
    expect((await home.call('GET', '/users/me', { token: ben.token })).code).toBe('AUTH_TOKEN_INVALID');
    expect((await login()).status).toBe(200);
  });

  it('is asked for by the page’s sign-in too', async () => {
    const { secret } = await turnOn();
    const body = { username: 'ben', password: PASSWORD };
    const onPage = (extra: object) => home.call('POST', '/admin/login', { body: { ...body, ...extra } });
    expect((await onPage({})).code).toBe('AUTH_TOTP_REQUIRED');
    expect((await onPage({ totp_code: '000000' })).code).toBe('AUTH_TOTP_INVALID');
    expect((await onPage({ totp_code: code(secret) })).status).toBe(200);
  });

  it('keeps its secret sealed: bound to its user, in no answer, log line or file', async () => {
    const { data } = await begin();
    const secret = fromBase32(data.secret);
    await confirm(code(secret));
    const bytes = home.bytes();
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes(data.secret)).toBe(false);
    expect(home.log.join('\n')).not.toContain(data.secret);
    const { database } = home.running();
    const rows = () =>
      database.query<{
        users: { username: string; totp_secret: Uint8Array | null; totp_enabled_at: number | null };
      }>();
    const stolen = await rows()
      .selectFrom('users')
      .selectAll()
      .where('username', '=', 'ben')
      .executeTakeFirstOrThrow();
    await rows()
      .updateTable('users')
      .set({ totp_secret: stolen.totp_secret, totp_enabled_at: stolen.totp_enabled_at })
      .where('username', '=', 'admin')
      .execute();
    await home.clock.advance(60_000);
    expect((await home.login({ totp_code: code(secret) })).status).toBe(500);
  });

  it('lets a recovery code in while the secret cannot be opened only once that is no longer so', async () => {
    const { recovery } = await turnOn();
    await home.stop();
    home.hideMasterKey(true);
    await home.start();
    expect((await login(recovery[0])).code).toBe('SECRETS_KEY_MISSING');
    await home.stop();
    home.hideMasterKey(false);
    await home.start();
    expect((await login(recovery[0])).status).toBe(200);
  });
});
