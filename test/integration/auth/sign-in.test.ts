import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenPair } from '../../../shared/api/auth.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';

let home: Installation;
const HOUR = 3600_000;
const DAY = 24 * HOUR;

beforeEach(() => {
  home = createInstallation();
});
afterEach(() => home.remove());

const refresh = (refresh_token: string) =>
  home.call<TokenPair>('POST', '/auth/refresh', { body: { refresh_token } });
const me = (token: string) => home.call<{ username: string }>('GET', '/auth/me', { token });

describe('signing in', () => {
  it('answers a pair of tokens and the user, and the access token is taken', async () => {
    await home.start();
    const { status, data } = await home.login();
    expect(status).toBe(200);
    expect(data).toMatchObject({
      token_type: 'bearer',
      expires_in: 3600,
      user: {
        username: 'admin',
        role: 'super_admin',
        permissions: ['*'],
        last_login: '2026-11-20T08:00:00.000Z',
      },
    });
    expect(data.refresh_token).toMatch(/^ccr_[\w-]{43}$/);
    const answer = await me(data.access_token);
    expect(answer).toMatchObject({ status: 200, data: data.user });
  });

  it('takes the name in any case, width and with space around it', async () => {
    await home.start({ adminUser: 'Änne' });
    for (const username of ['ÄNNE', ' änne ', 'a\u0308nne', '\uff21\u0308nne']) {
      expect((await home.login({ username })).status).toBe(200);
    }
  });

  it('takes a password in composed and decomposed form', async () => {
    await home.start({ adminPassword: 'über-lange-wörter' });
    expect((await home.login({ password: 'u\u0308ber-lange-wo\u0308rter' })).status).toBe(200);
  });

  it('answers an unknown user and a wrong password alike', async () => {
    await home.start();
    const unknown = await home.login({ username: 'nobody' });
    const wrong = await home.login({ password: 'wrong' });
    expect(unknown).toEqual(wrong);
    expect(wrong).toMatchObject({ status: 401, code: 'AUTH_INVALID_CREDENTIALS' });
  });

  it('asks for a setup while there is no administrator', async () => {
    await home.start({ adminPassword: null });
    expect(await home.login()).toMatchObject({ status: 401, code: 'AUTH_SETUP_REQUIRED' });
  });

  it('lets many sign in at the same time', async () => {
    await home.start();
    const ips = Array.from({ length: 5 }, (_, index) => `192.0.2.${String(index + 1)}`);
    const replies = await Promise.all(ips.map((ip) => home.login({ ip })));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 200, 200]);
  });

  it('ends the longest unused of a user’s sign-ins when there are too many', async () => {
    const { database } = await home.start();
    const first = (await home.login()).data;
    await home.clock.advance(1);
    const row = await database
      .query<{ auth_sessions: Record<string, string | number> }>()
      .selectFrom('auth_sessions')
      .selectAll()
      .executeTakeFirstOrThrow();
    for (let index = 0; index < 199; index += 1) {
      await database
        .query<{ auth_sessions: Record<string, string | number> }>()
        .insertInto('auth_sessions')
        .values({
          ...row,
          session_id: `s${String(index)}`,
          last_seen_at: home.clock.now(),
        })
        .execute();
    }
    expect((await me(first.access_token)).status).toBe(200);
    const last = (await home.login()).data;
    expect((await me(first.access_token)).code).toBe('AUTH_TOKEN_INVALID');
    expect((await me(last.access_token)).status).toBe(200);
  });
});

describe('staying signed in', () => {
  it('gives a new pair for a refresh token, which works once', async () => {
    await home.start();
    const first = (await home.login()).data;
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.data.refresh_token).not.toBe(first.refresh_token);
    expect((await me(second.data.access_token)).status).toBe(200);
    expect((await refresh(second.data.refresh_token)).status).toBe(200);
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 401, code: 'AUTH_TOKEN_INVALID' });
  });

  it('refuses an access token after an hour and takes the refresh token then', async () => {
    await home.start();
    const { access_token, refresh_token } = (await home.login()).data;
    await home.clock.advance(HOUR - 1000);
    expect((await me(access_token)).status).toBe(200);
    await home.clock.advance(1000);
    expect(await me(access_token)).toMatchObject({ status: 401, code: 'AUTH_TOKEN_EXPIRED' });
    expect((await refresh(refresh_token)).status).toBe(200);
  });

  it('ends after 7 days without use', async () => {
    await home.start();
    const { refresh_token } = (await home.login()).data;
    await home.clock.advance(7 * DAY);
    expect((await refresh(refresh_token)).code).toBe('AUTH_TOKEN_INVALID');
  });

  it('ends after 30 days, however used, and no access token outlives it', async () => {
    await home.start();
    let { refresh_token } = (await home.login()).data;
    for (let day = 0; day < 25; day += 5) {
      await home.clock.advance(5 * DAY);
      ({ refresh_token } = (await refresh(refresh_token)).data);
    }
    await home.clock.advance(5 * DAY - 600_000);
    const last = (await refresh(refresh_token)).data;
    expect(last.expires_in).toBe(600);
    await home.clock.advance(600_000);
    expect((await me(last.access_token)).code).toBe('AUTH_TOKEN_EXPIRED');
    expect((await refresh(last.refresh_token)).code).toBe('AUTH_TOKEN_INVALID');
  });

  it('outlasts a restart', async () => {
    await home.start();
    const { access_token, refresh_token } = (await home.login()).data;
    await home.stop();
    await home.start({ adminPassword: null });
    expect((await me(access_token)).status).toBe(200);
    expect((await refresh(refresh_token)).status).toBe(200);
  });

  it('keeps no expired sign-in over a start', async () => {
    await home.start();
    await home.login();
    await home.stop();
    await home.clock.advance(7 * DAY);
    const { database } = await home.start();
    const rows = await database
      .query<{ auth_sessions: { session_id: string } }>()
      .selectFrom('auth_sessions')
      .selectAll()
      .execute();
    expect(rows).toEqual([]);
  });
});

describe('signing out', () => {
  it('ends both tokens at once, and those of no other sign-in', async () => {
    await home.start();
    const one = (await home.login()).data;
    const other = (await home.login()).data;
    expect((await me(one.access_token)).status).toBe(200);
    const answer = await home.call('POST', '/auth/logout', { token: one.access_token });
    expect(answer).toMatchObject({ status: 200, data: { signed_out: true } });
    expect((await me(one.access_token)).code).toBe('AUTH_TOKEN_INVALID');
    expect((await refresh(one.refresh_token)).code).toBe('AUTH_TOKEN_INVALID');
    expect((await me(other.access_token)).status).toBe(200);
  });

  it('is not undone by a restart', async () => {
    await home.start();
    const { access_token } = (await home.login()).data;
    await home.call('POST', '/auth/logout', { token: access_token });
    await home.stop();
    await home.start();
    expect((await me(access_token)).code).toBe('AUTH_TOKEN_INVALID');
  });
});

describe('the limit on tries', () => {
  const fail = async (times: number, options: { username?: string; ip?: string } = {}) => {
    for (let index = 0; index < times; index += 1) await home.login({ password: 'wrong', ...options });
  };

  it('refuses an address after ten failures, says for how long, and passes away', async () => {
    await home.start();
    for (let index = 0; index < 10; index += 1) await fail(1, { username: `nobody${String(index)}` });
    const refused = await home.login();
    expect(refused).toMatchObject({ status: 429, code: 'RATE_LIMIT_EXCEEDED', retryAfter: '300' });
    expect(refused.error?.message).toContain('300');
    await home.clock.advance(299_000);
    expect(await home.login()).toMatchObject({ status: 429, retryAfter: '1' });
    await home.clock.advance(1000);
    expect((await home.login()).status).toBe(200);
  });

  it('makes whoever goes on failing wait longer and longer', async () => {
    await home.start();
    await fail(10);
    for (const minutes of [5, 10, 20, 40, 60, 60]) {
      expect(await home.login()).toMatchObject({ status: 429, retryAfter: String(minutes * 60) });
      await home.clock.advance(minutes * 60_000);
      await fail(3);
    }
  });

  it('outlasts a restart', async () => {
    await home.start();
    await fail(10, { username: 'nobody' });
    await home.stop();
    await home.start();
    expect((await home.login()).status).toBe(429);
    expect((await home.login({ username: 'nobody', ip: '203.0.113.9' })).status).toBe(429);
    expect((await home.login({ ip: '203.0.113.9' })).status).toBe(200);
  });

  it('counts an account over all addresses, known or unknown', async () => {
    await home.start();
    for (const username of ['admin', 'nobody']) {
      for (let index = 0; index < 10; index += 1) {
        await fail(1, { username, ip: `198.51.100.${String(index)}` });
      }
      expect((await home.login({ username, ip: '203.0.113.9' })).status).toBe(429);
    }
  });

  it('counts one IPv6 network as one address', async () => {
    await home.start();
    for (let index = 0; index < 10; index += 1) {
      await fail(1, { username: `nobody${String(index)}`, ip: `2001:db8::${String(index + 1)}` });
    }
    expect((await home.login({ ip: '2001:db8::ffff' })).status).toBe(429);
    expect((await home.login({ ip: '2001:db8:0:1::1' })).status).toBe(200);
  });

  it('forgets the failures of an account that signs in', async () => {
    await home.start();
    await fail(9, { ip: '198.51.100.1' });
    expect((await home.login({ ip: '198.51.100.2' })).status).toBe(200);
    await fail(9, { ip: '198.51.100.3' });
    expect((await home.login({ ip: '198.51.100.4' })).status).toBe(200);
  });

  it('gives many at once no further tries', async () => {
    await home.start();
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) => home.login({ password: `wrong${String(index)}` })),
    );
    expect(replies.filter((reply) => reply.status === 401)).toHaveLength(10);
    expect(replies.filter((reply) => reply.status === 429)).toHaveLength(20);
  });

  it('is not touched by expired or wrong tokens', async () => {
    await home.start();
    for (let index = 0; index < 20; index += 1) {
      await refresh('ccr_none');
      await home.call('GET', '/auth/me', { token: 'a.b.c' });
    }
    expect((await home.login({ password: PASSWORD })).status).toBe(200);
  });
});
