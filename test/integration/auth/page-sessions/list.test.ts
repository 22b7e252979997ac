/** The sign-ins that somebody sees, lengthens and ends. */
import { describe, expect, it } from 'vitest';
import type { SignIn } from '../../../../shared/api/auth-sessions.ts';
import { startHome } from '../home.ts';
import { PASSWORD } from '../installation.ts';
import { openPage } from '../page.ts';

const home = startHome();
const HOUR = 3600_000;

const sessionsOf = async (options: { token?: string; headers?: Readonly<Record<string, string>> }) =>
  (await home().call<{ sessions: SignIn[] }>('GET', '/auth/sessions', options)).data.sessions;

describe('the list of sign-ins', () => {
  it('tells each with its kind, program and address, and which one asks', async () => {
    const { data } = await home().call<{ access_token: string }>('POST', '/auth/login', {
      body: { username: 'admin', password: PASSWORD },
      headers: { 'user-agent': `cli/1.0 ü\u0007${'x'.repeat(400)}` },
      ip: '192.0.2.5',
    });
    await home().clock.advance(1000);
    const page = await openPage(home(), { password: PASSWORD }, { headers: { 'user-agent': 'Firefox' } });
    await home().clock.advance(1000);
    await home().call('GET', '/auth/me', { headers: { cookie: page.cookie }, ip: '198.51.100.4' });
    await home().clock.advance(1000);
    const [first, second, ...more] = await sessionsOf({ token: data.access_token });
    expect(more).toEqual([]);
    expect(first).toMatchObject({ kind: 'token', current: true, ip: '192.0.2.5', last_ip: '192.0.2.1' });
    expect(first?.user_agent).toMatch(/^cli\/1\.0 [ -~]{292}$/);
    expect(second).toMatchObject({
      kind: 'session',
      user_agent: 'Firefox',
      ip: '192.0.2.1',
      last_ip: '198.51.100.4',
      created_at: '2026-11-20T08:00:01.000Z',
      last_seen_at: '2026-11-20T08:00:02.000Z',
      expires_at: '2026-11-21T08:00:01.000Z',
      current: false,
    });
  });

  it('is written once a minute, not at each request, and at the end', async () => {
    const page = await openPage(home());
    const stored = async () => {
      const rows = home().running().database.query<{ auth_sessions: { last_seen_at: number } }>();
      return (await rows.selectFrom('auth_sessions').select('last_seen_at').executeTakeFirstOrThrow())
        .last_seen_at;
    };
    const begun = home().clock.now();
    await home().clock.advance(30_000);
    await page.call('GET', '/auth/me');
    expect(await stored()).toBe(begun);
    await home().clock.advance(30_000);
    await expect.poll(stored).toBe(begun + 30_000);
    await home().clock.advance(5000);
    await page.call('GET', '/auth/me');
    await home().stop();
    await home().start();
    expect(await stored()).toBe(begun + 65_000);
  });

  it('lengthens up to 24 hours from now and 30 days in all, and never shortens', async () => {
    const page = await openPage(home());
    const path = `/auth/sessions/${(await sessionsOf({ headers: page.headers }))[0]?.session_id ?? ''}/extend`;
    await home().clock.advance(HOUR);
    const shorter = await page.call<SignIn>('POST', path, { body: { seconds: 60 } });
    expect(shorter.data.expires_at).toBe('2026-11-21T08:00:00.000Z');
    const longer = await page.call<SignIn>('POST', path);
    expect(longer.data.expires_at).toBe('2026-11-21T09:00:00.000Z');
    expect(longer.cookies[0]).toContain(`${page.cookie}; Path=/; Max-Age=86400`);
    expect((await page.call('POST', path, { body: { seconds: 86_401 } })).status).toBe(400);
    for (let day = 0; day < 29; day += 1) {
      await home().clock.advance(24 * HOUR - 1000);
      await page.call('POST', path);
    }
    const last = await page.call<SignIn>('POST', path);
    expect(last.data.expires_at).toBe('2026-12-20T08:00:00.000Z');
  });

  it('ends one of them, and knows nobody else’s', async () => {
    const [one, other] = [await openPage(home()), await openPage(home())];
    const [mine, theirs] = [one, other].map((page) => page.begun.csrf_token);
    expect(mine).not.toBe(theirs);
    const target = (await sessionsOf({ headers: other.headers })).find(({ current }) => current);
    expect((await one.call('DELETE', `/auth/sessions/${target?.session_id ?? ''}`)).data).toEqual({
      revoked: 1,
    });
    expect((await other.call('GET', '/auth/me')).status).toBe(401);
    expect(await one.call('DELETE', `/auth/sessions/${target?.session_id ?? ''}`)).toMatchObject({
      status: 404,
      code: 'RESOURCE_NOT_FOUND',
    });
  });

  it('is cleared of what has expired', async () => {
    await openPage(home());
    const { access_token: token, refresh_token } = (await home().login()).data;
    expect(token).not.toBe('');
    const events = home().running().database.query<{ auth_sessions: { session_id: string } }>();
    const count = async () =>
      (await events.selectFrom('auth_sessions').select('session_id').execute()).length;
    expect(await count()).toBe(2);
    await home().clock.advance(24 * HOUR);
    await expect.poll(count).toBe(1);
    const pair = await home().call<{ access_token: string }>('POST', '/auth/refresh', {
      body: { refresh_token },
    });
    const clean = await home().call('POST', '/auth/sessions/cleanup', { token: pair.data.access_token });
    expect(clean.data).toEqual({ deleted: 0 });
  });
});
