/** Sessions of the page: their cookie, what protects it, and what its owner sees and does. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignIn } from '../../../shared/api/auth-sessions.ts';
import { createInstallation, PASSWORD, type Installation } from './installation.ts';
import { openPage, sentBack } from './page.ts';

let home: Installation;
const HOUR = 3600_000;

beforeEach(async () => {
  home = createInstallation();
  await home.start();
});
afterEach(() => home.remove());

const sessionsOf = async (options: { token?: string; headers?: Readonly<Record<string, string>> }) =>
  (await home.call<{ sessions: SignIn[] }>('GET', '/auth/sessions', options)).data.sessions;

describe('the session cookie', () => {
  it('is set so that no script reads it and no other site sends it', async () => {
    const { cookies } = await home.call('POST', '/admin/login', { body: { password: PASSWORD } });
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(
      /^admin_session=ccs_[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict$/,
    );
  });

  it('lets in as its user, for 24 hours', async () => {
    const { headers, begun } = await openPage(home);
    expect(begun).toMatchObject({ success: true, message: 'Signed in.', user: { username: 'admin' } });
    const cookie = headers['cookie'] ?? '';
    const me = () => home.call<{ username: string }>('GET', '/auth/me', { headers: { cookie } });
    await home.clock.advance(24 * HOUR - 1);
    expect(await me()).toMatchObject({ status: 200, data: { username: 'admin' } });
    await home.clock.advance(1);
    expect((await me()).status).toBe(401);
  });

  it('outlasts a restart', async () => {
    const page = await openPage(home);
    await home.stop();
    await home.start();
    expect((await page.call('POST', '/admin/logout')).status).toBe(200);
    expect(await page.call('GET', '/auth/me')).toMatchObject({ status: 401, code: 'AUTH_TOKEN_INVALID' });
  });

  it('does not stand in the database or the log, nor does what belongs to it', async () => {
    const { cookie, begun } = await openPage(home);
    await home.stop();
    for (const secret of [cookie.split('=')[1] ?? '', begun.csrf_token]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(home.bytes().includes(secret)).toBe(false);
      expect(home.log.join('\n')).not.toContain(secret);
    }
  });

  it.each([
    ['another name', (value: string) => `session=${value}`],
    ['the name under TLS', (value: string) => `__Host-admin_session=${value}`],
    ['nothing in it', () => 'admin_session='],
    ['quotes', (value: string) => `admin_session="${value}"`],
    ['more behind it', (value: string) => `admin_session=${value}x`],
    ['one character less', (value: string) => `admin_session=${value.slice(0, -1)}`],
    ['a second of its name', (value: string) => `admin_session=${value}; admin_session=${value}`],
    ['another before it', (value: string) => `admin_session=ccs_x; admin_session=${value}`],
    ['no equals sign', () => 'admin_session'],
    ['semicolons only', () => ';;;;'],
    ['another encoding', (value: string) => `admin_session=%63${value.slice(1)}`],
    ['far too much', (value: string) => `${'a=b; '.repeat(1700)}admin_session=${value}`],
  ])('is none with %s', async (_, change) => {
    const { cookie } = await openPage(home);
    const headers = { cookie: change(cookie.slice('admin_session='.length)) };
    expect(await home.call('GET', '/auth/me', { headers })).toMatchObject({
      status: 401,
      code: 'AUTH_REQUIRED',
    });
    const who = await home.call<object>('GET', '/admin/me', { headers });
    expect(who).toMatchObject({ status: 200, data: { authenticated: false, user: null, expires_at: null } });
  });

  it('is found among those of other programs', async () => {
    const { cookie } = await openPage(home);
    const headers = { cookie: `a=b; ${cookie} ; c="d"` };
    expect((await home.call('GET', '/auth/me', { headers })).status).toBe(200);
  });

  it('is not chosen by whoever signs in: what a browser had before ends and nothing of it is taken', async () => {
    const first = await openPage(home);
    const planted = { cookie: `admin_session=ccs_${'A'.repeat(43)}` };
    const second = await openPage(home, { password: PASSWORD }, { headers: planted });
    expect(second.cookie).not.toContain('AAAA');
    expect((await home.call('GET', '/auth/me', { headers: planted })).status).toBe(401);

    const third = await openPage(home, { password: PASSWORD }, { headers: { cookie: first.cookie } });
    expect(third.cookie).not.toBe(first.cookie);
    expect((await first.call('GET', '/auth/me')).status).toBe(401);
    expect((await third.call('GET', '/auth/me')).status).toBe(200);
    expect((await second.call('GET', '/auth/me')).status).toBe(200);
  });

  it('stays what it was when signing in again fails', async () => {
    const page = await openPage(home);
    const failed = await home.call('POST', '/admin/login', {
      body: { password: 'wrong' },
      headers: { cookie: page.cookie },
    });
    expect(failed).toMatchObject({ status: 401, code: 'AUTH_INVALID_CREDENTIALS', cookies: [] });
    expect((await page.call('GET', '/auth/me')).status).toBe(200);
  });
});

describe('a request with the cookie', () => {
  const refusedOrigin = { status: 403, code: 'SERVER_ORIGIN_NOT_ALLOWED' };
  const refusedToken = { status: 403, code: 'AUTH_CSRF_INVALID' };

  it.each([
    ['no token', { 'x-csrf-token': '' }, refusedToken],
    ['another session’s token', { 'x-csrf-token': 'other' }, refusedToken],
    ['a token that is too long', { 'x-csrf-token': 'x'.repeat(5000) }, refusedToken],
    ['another origin', { origin: 'http://evil.example' }, refusedOrigin],
    ['our name on another port', { origin: 'http://localhost:81' }, refusedOrigin],
    ['the origin of a sandbox', { origin: 'null' }, refusedOrigin],
    ['an origin in other case', { origin: 'HTTP://LOCALHOST' }, refusedOrigin],
    ['a foreign fetch', { 'sec-fetch-site': 'cross-site' }, refusedOrigin],
    ['a fetch from a neighbour', { 'sec-fetch-site': 'same-site' }, refusedOrigin],
  ])('is refused with %s', async (_, headers, refused) => {
    const page = await openPage(home);
    const other = await openPage(home);
    const given =
      Object.values(headers)[0] === 'other' ? { 'x-csrf-token': other.begun.csrf_token } : headers;
    expect(await page.call('POST', '/admin/logout', { headers: given })).toMatchObject(refused);
    expect((await page.call('GET', '/auth/me')).status).toBe(200);
  });

  it('is refused without the token or the origin at all', async () => {
    const { cookie, headers, begun } = await openPage(home);
    const only = (more: Record<string, string>) =>
      home.call('POST', '/admin/logout', { headers: { cookie, ...more } });
    expect(await only({ origin: 'http://localhost' })).toMatchObject(refusedToken);
    expect(await only({ 'x-csrf-token': begun.csrf_token })).toMatchObject(refusedOrigin);
    expect((await home.call('POST', '/admin/logout', { headers })).status).toBe(200);
  });

  it('reads without a token, but not for another site', async () => {
    const { cookie } = await openPage(home);
    const read = (more: Record<string, string>) =>
      home.call('GET', '/auth/me', { headers: { cookie, ...more } });
    expect((await read({})).status).toBe(200);
    expect((await read({ 'sec-fetch-site': 'none' })).status).toBe(200);
    expect((await read({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect(await read({ 'sec-fetch-site': 'cross-site' })).toMatchObject(refusedOrigin);
    expect(await read({ origin: 'http://evil.example' })).toMatchObject(refusedOrigin);
  });

  it('is not decided by the cookie where a better sign comes beside it, however bad that is', async () => {
    const { headers } = await openPage(home);
    const bearer = { ...headers, authorization: 'Bearer a.b.c' };
    expect(await home.call('GET', '/auth/me', { headers: bearer })).toMatchObject({
      code: 'AUTH_TOKEN_INVALID',
    });
    const key = { ...headers, 'x-api-key': 'none' };
    expect(await home.call('GET', '/auth/me', { headers: key })).toMatchObject({ code: 'AUTH_KEY_INVALID' });
    const proxy = { ...headers, authorization: 'Basic YTpi' };
    expect((await home.call('GET', '/auth/me', { headers: proxy })).status).toBe(200);
  });

  it('asks for its token again as often as it likes', async () => {
    const page = await openPage(home);
    const { data } = await page.call<{ csrf_token: string }>('GET', '/admin/csrf-token');
    expect(data.csrf_token).toBe(page.begun.csrf_token);
    const { access_token: token } = (await home.login()).data;
    expect(await home.call('GET', '/admin/csrf-token', { token })).toMatchObject({
      code: 'AUTH_SIGN_IN_NEEDED',
    });
  });
});

describe('signing in on the page', () => {
  it('without a name is signing in as the first administrator', async () => {
    const { begun } = await openPage(home, { password: PASSWORD });
    expect(begun.user).toMatchObject({ username: 'admin', role: 'super_admin' });
    const wrong = await home.call('POST', '/admin/login', { body: { password: 'wrong' } });
    const named = await home.call('POST', '/admin/login', { body: { username: 'admin', password: 'wrong' } });
    expect(wrong).toEqual(named);
    expect(wrong).toMatchObject({ status: 401, code: 'AUTH_INVALID_CREDENTIALS' });
  });

  it('waits for the master key; who is signed in stays so, and a ticket opens the page meanwhile', async () => {
    const page = await openPage(home);
    await home.stop();
    home.hideMasterKey(true);
    const { auth } = await home.start();
    const refused = await home.call('POST', '/admin/login', { body: { password: PASSWORD } });
    expect(refused).toMatchObject({ status: 503, code: 'SECRETS_KEY_MISSING' });
    expect((await page.call('POST', '/auth/sessions/cleanup')).status).toBe(200);
    const body = { ticket: auth.ticket() };
    expect((await home.call('POST', '/auth/ticket', { body })).status).toBe(200);
  });

  it('tells who is there', async () => {
    const page = await openPage(home);
    const { data } = await page.call<object>('GET', '/admin/me');
    expect(data).toEqual({
      authenticated: true,
      user: page.begun.user,
      expires_at: '2026-11-21T08:00:00.000Z',
    });
    expect((await home.call<object>('GET', '/admin/me')).data).toMatchObject({ authenticated: false });
  });
});

describe('signing out', () => {
  it('takes the cookie away', async () => {
    const page = await openPage(home);
    const reply = await page.call('POST', '/admin/logout');
    expect(reply.data).toEqual({ success: true, message: 'Signed out.' });
    expect(reply.cookies).toEqual(['admin_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict']);
    expect((await page.call('GET', '/auth/me')).status).toBe(401);
  });

  it('everywhere ends all cookie sessions, or all sign-ins of either kind', async () => {
    const token = (await home.login()).data.access_token;
    const [one, other] = [await openPage(home), await openPage(home)];
    const reply = await one.call('POST', '/admin/logout-all');
    expect(reply.data).toEqual({ success: true, message: 'Sessions ended: 2.', revoked: 2 });
    for (const page of [one, other]) expect((await page.call('GET', '/auth/me')).status).toBe(401);
    expect((await home.call('GET', '/auth/me', { token })).status).toBe(200);

    const third = await openPage(home);
    const all = await home.call('POST', '/auth/logout-all', { token });
    expect(all.data).toEqual({ revoked: 2 });
    expect((await third.call('GET', '/auth/me')).status).toBe(401);
    expect((await home.call('GET', '/auth/me', { token })).status).toBe(401);
  });
});

describe('a change of the own password', () => {
  const next = 'another horse with a new battery';

  it('ends every other sign-in at once; the own one goes on with another cookie', async () => {
    const tokens = (await home.login()).data;
    const other = await openPage(home);
    const page = await openPage(home);
    const heard: unknown[] = [];
    home.running().events.on('auth.access_changed', (event) => heard.push(event));
    const body = { old_password: PASSWORD, new_password: next };
    const reply = await page.call('POST', '/admin/change-password', { body });
    expect(reply).toMatchObject({ status: 200, data: { ok: true } });
    expect(heard).toEqual([{ user_id: tokens.user.id }]);

    expect((await home.call('GET', '/auth/me', { token: tokens.access_token })).status).toBe(401);
    const refreshed = await home.call('POST', '/auth/refresh', {
      body: { refresh_token: tokens.refresh_token },
    });
    expect(refreshed.status).toBe(401);
    expect((await other.call('GET', '/auth/me')).status).toBe(401);
    expect((await page.call('GET', '/auth/me')).status).toBe(401);
    const headers = { cookie: sentBack(reply.cookies[0]) };
    expect((await home.call('GET', '/auth/me', { headers })).status).toBe(200);
    expect((await home.login()).status).toBe(401);
    expect((await home.login({ password: next })).status).toBe(200);
  });

  it('by a token ends that token; its refresh token goes on', async () => {
    const { access_token: token, refresh_token } = (await home.login()).data;
    const body = { old_password: PASSWORD, new_password: next };
    expect((await home.call('POST', '/admin/change-password', { token, body })).status).toBe(200);
    expect((await home.call('GET', '/auth/me', { token })).status).toBe(401);
    expect((await home.call('POST', '/auth/refresh', { body: { refresh_token } })).status).toBe(200);
  });

  it('is refused without the present one, and by a password that is too short', async () => {
    const page = await openPage(home);
    const change = (old_password: string, new_password: string) =>
      page.call('POST', '/admin/change-password', { body: { old_password, new_password } });
    expect((await change('wrong', next)).status).toBe(403);
    expect(await change(PASSWORD, 'elevenchars')).toMatchObject({ code: 'AUTH_PASSWORD_TOO_SHORT' });
    expect((await page.call('GET', '/auth/me')).status).toBe(200);
  });
});

describe('the list of sign-ins', () => {
  it('tells each with its kind, program and address, and which one asks', async () => {
    const { data } = await home.call<{ access_token: string }>('POST', '/auth/login', {
      body: { username: 'admin', password: PASSWORD },
      headers: { 'user-agent': `cli/1.0 ü\u0007${'x'.repeat(400)}` },
      ip: '192.0.2.5',
    });
    await home.clock.advance(1000);
    const page = await openPage(home, { password: PASSWORD }, { headers: { 'user-agent': 'Firefox' } });
    await home.clock.advance(1000);
    await home.call('GET', '/auth/me', { headers: { cookie: page.cookie }, ip: '198.51.100.4' });
    await home.clock.advance(1000);
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
    const page = await openPage(home);
    const stored = async () => {
      const rows = home.running().database.query<{ auth_sessions: { last_seen_at: number } }>();
      return (await rows.selectFrom('auth_sessions').select('last_seen_at').executeTakeFirstOrThrow())
        .last_seen_at;
    };
    const begun = home.clock.now();
    await home.clock.advance(30_000);
    await page.call('GET', '/auth/me');
    expect(await stored()).toBe(begun);
    await home.clock.advance(30_000);
    await expect.poll(stored).toBe(begun + 30_000);
    await home.clock.advance(5000);
    await page.call('GET', '/auth/me');
    await home.stop();
    await home.start();
    expect(await stored()).toBe(begun + 65_000);
  });

  it('lengthens up to 24 hours from now and 30 days in all, and never shortens', async () => {
    const page = await openPage(home);
    const path = `/auth/sessions/${(await sessionsOf({ headers: page.headers }))[0]?.session_id ?? ''}/extend`;
    await home.clock.advance(HOUR);
    const shorter = await page.call<SignIn>('POST', path, { body: { seconds: 60 } });
    expect(shorter.data.expires_at).toBe('2026-11-21T08:00:00.000Z');
    const longer = await page.call<SignIn>('POST', path);
    expect(longer.data.expires_at).toBe('2026-11-21T09:00:00.000Z');
    expect(longer.cookies[0]).toContain(`${page.cookie}; Path=/; Max-Age=86400`);
    expect((await page.call('POST', path, { body: { seconds: 86_401 } })).status).toBe(400);
    for (let day = 0; day < 29; day += 1) {
      await home.clock.advance(24 * HOUR - 1000);
      await page.call('POST', path);
    }
    const last = await page.call<SignIn>('POST', path);
    expect(last.data.expires_at).toBe('2026-12-20T08:00:00.000Z');
  });

  it('ends one of them, and knows nobody else’s', async () => {
    const [one, other] = [await openPage(home), await openPage(home)];
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
    await openPage(home);
    const { access_token: token, refresh_token } = (await home.login()).data;
    expect(token).not.toBe('');
    const events = home.running().database.query<{ auth_sessions: { session_id: string } }>();
    const count = async () =>
      (await events.selectFrom('auth_sessions').select('session_id').execute()).length;
    expect(await count()).toBe(2);
    await home.clock.advance(24 * HOUR);
    await expect.poll(count).toBe(1);
    const pair = await home.call<{ access_token: string }>('POST', '/auth/refresh', {
      body: { refresh_token },
    });
    const clean = await home.call('POST', '/auth/sessions/cleanup', { token: pair.data.access_token });
    expect(clean.data).toEqual({ deleted: 0 });
  });
});

describe('a ticket of the control socket', () => {
  const redeem = (ticket: string) => home.call('POST', '/auth/ticket', { body: { ticket } });

  it('opens the page once, for the first administrator', async () => {
    const ticket = home.running().auth.ticket();
    expect(ticket).toMatch(/^ccT_[\w-]{43}$/);
    const reply = await redeem(ticket);
    expect(reply).toMatchObject({ status: 200, data: { user: { username: 'admin' } } });
    const headers = { cookie: sentBack(reply.cookies[0]) };
    expect((await home.call('GET', '/auth/me', { headers })).status).toBe(200);
    expect(await redeem(ticket)).toMatchObject({ status: 403, code: 'AUTH_TICKET_INVALID' });
  });

  it('is good for a minute, and of two who come with it one is let in', async () => {
    const late = home.running().auth.ticket();
    await home.clock.advance(60_000);
    expect((await redeem(late)).code).toBe('AUTH_TICKET_INVALID');
    const ticket = home.running().auth.ticket();
    const replies = await Promise.all([redeem(ticket), redeem(ticket)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('does not outlast the program and is not given out before there is an administrator', async () => {
    const ticket = home.running().auth.ticket();
    await home.stop();
    await home.start();
    expect((await redeem(ticket)).code).toBe('AUTH_TICKET_INVALID');
    const fresh = createInstallation();
    const { auth } = await fresh.start({ adminPassword: null });
    expect(() => auth.ticket()).toThrow('AUTH_SETUP_REQUIRED');
    await fresh.remove();
  });
});
