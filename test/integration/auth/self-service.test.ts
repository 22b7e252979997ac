import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../../shared/api/auth.ts';
import type { Mailer } from '../../../electron/auth/index.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

type Mail = Parameters<Mailer['send']>[0];

let home: Installation;
let inbox: Mail[];
let mailer: Mailer;

beforeEach(() => {
  home = createInstallation();
  inbox = [];
  mailer = {
    isReady: () => Promise.resolve(true),
    send(mail) {
      inbox.push(mail);
      return Promise.resolve();
    },
  };
});
afterEach(() => home.remove());

const NEXT = 'another long password';
const ask = (email: string, purpose: string, options: object = {}) =>
  home.call('POST', '/users/auth/send-verification-code', { body: { email, purpose }, ...options });
const register = (body: object, ip = '192.0.2.1') =>
  home.call<User>('POST', '/users/auth/register', { body, ip });
const reset = (body: object, ip = '192.0.2.1') =>
  home.call('POST', '/users/auth/reset-password', { body, ip });

/** The code of the latest mail, once it has come: it is sent after the answer. */
async function codeFrom(count: number): Promise<string> {
  await expect.poll(() => inbox.length).toBe(count);
  return /\d{6}/.exec(inbox.at(-1)?.text ?? '')?.[0] ?? '';
}
const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');
const ada = (verification_code: string) => ({
  username: 'ada',
  email: 'Ada@Example.com',
  password: PASSWORD,
  verification_code,
});
async function makeBen(): Promise<User> {
  const { access_token } = (await home.login()).data;
  const body = { username: 'ben', email: 'ben@example.com', password: PASSWORD, role: 'operator' };
  return (await home.call<User>('POST', '/users', { token: access_token, body })).data;
}

describe('while it is off', () => {
  it('everything is refused clearly, and nothing is sent', async () => {
    await home.start({ mailer });
    const registrationOff = { status: 403, code: 'AUTH_REGISTRATION_OFF' };
    const resetOff = { status: 403, code: 'AUTH_RESET_OFF' };
    for (const path of ['/users/auth/send-verification-code', '/users/public/send-verification-code']) {
      const send = (body: object) => home.call('POST', path, { body });
      expect(await send({ email: 'ada@example.com' })).toMatchObject(registrationOff);
      expect(await send({ email: 'ada@example.com', purpose: 'reset_password' })).toMatchObject(resetOff);
    }
    expect(await register(ada('123456'))).toMatchObject(registrationOff);
    expect(
      await reset({ email: 'a@example.com', verification_code: '123456', new_password: NEXT }),
    ).toMatchObject(resetOff);
    expect(await home.call('GET', '/users/auth/check-username?username=ada')).toMatchObject(registrationOff);
    expect(await home.call('GET', '/users/auth/check-email?email=ada@example.com')).toMatchObject(
      registrationOff,
    );
    expect(inbox).toEqual([]);
  });

  it('and while there is no way to send e-mail, that is said', async () => {
    await home.start({ selfService: true });
    for (const purpose of ['register', 'reset_password'])
      expect(await ask('ada@example.com', purpose)).toMatchObject({ status: 503, code: 'MAIL_UNAVAILABLE' });
  });

  it('until there is one', async () => {
    let isReady = false;
    mailer.isReady = () => Promise.resolve(isReady);
    await home.start({ selfService: true, mailer });
    expect(await ask('ada@example.com', 'register')).toMatchObject({ status: 503, code: 'MAIL_UNAVAILABLE' });
    isReady = true;
    expect(await ask('ada@example.com', 'register')).toMatchObject({ status: 200 });
  });
});

describe('registering', () => {
  beforeEach(() => home.start({ selfService: true, mailer }).then(() => undefined));

  it('makes a user with the role user, who then signs in', async () => {
    const asked = await ask('Ada@Example.com', 'register', { headers: { 'accept-language': 'zh-CN' } });
    expect(asked).toMatchObject({ status: 200, data: { accepted: true, expires_in: 600 } });
    const code = await codeFrom(1);
    expect(inbox[0]).toMatchObject({ to: 'Ada@Example.com', subject: 'CloudCube 注册验证码' });
    const check = (query: string) => home.call<{ available: boolean }>('GET', `/users/auth/check-${query}`);
    expect((await check('username?username=ADA')).data.available).toBe(true);
    const made = await register(ada(code));
    expect(made).toMatchObject({
      status: 201,
      data: {
        username: 'ada',
        email: 'Ada@Example.com',
        role: 'user',
        permissions: ['ddns:read', 'monitoring:read', 'alerts:read'],
      },
    });
    expect((await home.login({ username: 'ada' })).status).toBe(200);
    expect((await check('username?username=ADA')).data.available).toBe(false);
    expect((await check('email?email=ADA@example.com')).data.available).toBe(false);
    expect((await check('email?email=other@example.com')).data.available).toBe(true);
  });

  it.each([{ role: 'super_admin' }, { is_active: true }, { permissions: ['*'] }])(
    'gives nothing for %j',
    async (extra) => {
      await ask('Ada@Example.com', 'register');
      const code = await codeFrom(1);
      expect(await register({ ...ada(code), ...extra })).toMatchObject({
        status: 400,
        code: 'VALIDATION_ERROR',
      });
    },
  );

  it('wants the code of that very address and purpose, once, in time', async () => {
    await ask('ada@example.com', 'register');
    const code = await codeFrom(1);
    const invalid = { status: 403, code: 'AUTH_CODE_INVALID' };
    expect(await register({ ...ada(code), email: 'eve@example.com' })).toMatchObject(invalid);
    const both = await Promise.all([register(ada(code)), register({ ...ada(code), username: 'ada2' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 403]);
    expect(await register({ ...ada(code), username: 'ada3' })).toMatchObject(invalid);

    await ask('late@example.com', 'register');
    const late = await codeFrom(2);
    await home.clock.advance(600_000);
    expect(await register({ ...ada(late), username: 'late', email: 'late@example.com' })).toMatchObject(
      invalid,
    );
  });

  it('lets a code be tried five times, from however many addresses and at once', async () => {
    await ask('ada@example.com', 'register');
    const code = await codeFrom(1);
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, index) => register(ada(wrong(code)), `198.51.100.${String(index)}`)),
    );
    for (const reply of tries) expect(reply.code).toBe('AUTH_CODE_INVALID');
    expect((await register(ada(code))).code).toBe('AUTH_CODE_INVALID');
    await home.clock.advance(60_000);
    await ask('ada@example.com', 'register');
    expect((await register(ada(await codeFrom(2)))).status).toBe(201);
  });

  it('costs no code where the name is taken or the password is common', async () => {
    await ask('ada@example.com', 'register');
    const code = await codeFrom(1);
    for (let index = 0; index < 6; index += 1) {
      expect((await register({ ...ada(code), username: 'ADMIN' })).code).toBe('AUTH_USERNAME_TAKEN');
      expect((await register({ ...ada(code), password: 'password1234' })).code).toBe('AUTH_PASSWORD_COMMON');
    }
    expect((await register(ada(code))).status).toBe(201);
  });

  it('says nothing of whether an address is known, and writes nothing to one that is', async () => {
    await makeBen();
    const unknown = await ask('ada@example.com', 'register');
    expect(await ask('BEN@example.com', 'register')).toEqual(unknown);
    await codeFrom(1);
    await home.stop();
    expect(inbox.map(({ to }) => to)).toEqual(['ada@example.com']);
  });

  it('sends to one address, and for one who asks, only so often', async () => {
    expect((await ask('ada@example.com', 'register')).status).toBe(200);
    expect(await ask('ADA@example.com', 'register')).toMatchObject({ status: 429, retryAfter: '60' });
    for (let index = 0; index < 4; index += 1) {
      await home.clock.advance(60_000);
      expect((await ask('ada@example.com', 'register')).status).toBe(200);
    }
    await home.clock.advance(60_000);
    expect((await ask('ada@example.com', 'register', { ip: '203.0.113.9' })).status).toBe(429);
    const replies = [];
    for (let index = 0; index < 25; index += 1) {
      replies.push(
        await ask(`a${String(index)}@example.com`, 'register', { ip: `2001:db8::${String(index)}` }),
      );
    }
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(20);
  });

  it('keeps codes hashed, and answers though the mail cannot be sent', async () => {
    await ask('ada@example.com', 'register');
    const code = await codeFrom(1);
    expect(home.bytes().includes(code)).toBe(false);
    expect(home.log.join('\n')).not.toContain(code);
    mailer.send = () => Promise.reject(new Error('the mail server is gone'));
    expect((await ask('eve@example.com', 'register')).status).toBe(200);
    await expect.poll(() => home.log.join('\n')).toContain('the mail server is gone');
  });
});

describe('a forgotten password', () => {
  beforeEach(() => home.start({ selfService: true, mailer }).then(() => undefined));

  it('is set anew with a code, which ends all sign-ins and the waiting', async () => {
    const { id } = await makeBen();
    const before = (await home.login({ username: 'ben' })).data;
    for (let index = 0; index < 10; index += 1) {
      await home.login({ username: 'ben', password: 'wrong wrong wrong', ip: '198.51.100.7' });
    }
    expect((await home.login({ username: 'ben' })).status).toBe(429);
    const seen: (string | null)[] = [];
    home.running().events.on('auth.access_changed', ({ user_id }) => seen.push(user_id));
    await ask('ben@example.com', 'reset_password');
    const code = await codeFrom(1);
    const body = { email: 'Ben@Example.com', verification_code: code, new_password: NEXT };
    expect((await reset({ ...body, verification_code: wrong(code) })).code).toBe('AUTH_CODE_INVALID');
    expect((await reset({ ...body, new_password: 'short' })).code).toBe('AUTH_PASSWORD_TOO_SHORT');
    expect(await reset(body)).toMatchObject({ status: 200, data: { ok: true } });
    expect(seen).toEqual([id]);
    expect((await reset(body)).code).toBe('AUTH_CODE_INVALID');
    expect((await home.call('GET', '/users/me', { token: before.access_token })).code).toBe(
      'AUTH_TOKEN_INVALID',
    );
    expect((await home.login({ username: 'ben' })).code).toBe('AUTH_INVALID_CREDENTIALS');
    expect((await home.login({ username: 'ben', password: NEXT })).status).toBe(200);
  });

  it('is not set with a code for registering', async () => {
    await ask('ada@example.com', 'register');
    const code = await codeFrom(1);
    await makeBen();
    const body = { email: 'ada@example.com', verification_code: code, new_password: NEXT };
    expect((await reset(body)).code).toBe('AUTH_CODE_INVALID');
  });

  it('is told to nobody: unknown and disabled ones are answered alike', async () => {
    const { id } = await makeBen();
    const known = await ask('ben@example.com', 'reset_password');
    const code = await codeFrom(1);
    const unknown = await ask('nobody@example.com', 'reset_password');
    const { access_token } = (await home.login()).data;
    await home.call('PUT', `/users/${id}`, { token: access_token, body: { is_active: false } });
    await home.clock.advance(60_000);
    const disabled = await ask('ben@example.com', 'reset_password');
    expect([unknown, disabled]).toEqual([known, known]);
    const body = { email: 'ben@example.com', verification_code: code, new_password: NEXT };
    expect((await reset(body)).code).toBe('AUTH_CODE_INVALID');
    await home.stop();
    expect(inbox).toHaveLength(1);
  });
});
