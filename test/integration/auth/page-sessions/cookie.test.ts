/** The cookie of a session of the page. */
import { describe, expect, it } from 'vitest';
import { startHome } from '../home.ts';
import { PASSWORD } from '../installation.ts';
import { openPage } from '../page.ts';

const home = startHome();
const HOUR = 3600_000;

describe('the session cookie', () => {
  it('is set so that no script reads it and no other site sends it', async () => {
    const { cookies } = await home().call('POST', '/admin/login', { body: { password: PASSWORD } });
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(
      /^admin_session=ccs_[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict$/,
    );
  });

  it('lets in as its user, for 24 hours', async () => {
    const { headers, begun } = await openPage(home());
    expect(begun).toMatchObject({ success: true, message: 'Signed in.', user: { username: 'admin' } });
    const cookie = headers['cookie'] ?? '';
    const me = () => home().call<{ username: string }>('GET', '/auth/me', { headers: { cookie } });
    await home().clock.advance(24 * HOUR - 1);
    expect(await me()).toMatchObject({ status: 200, data: { username: 'admin' } });
    await home().clock.advance(1);
    expect((await me()).status).toBe(401);
  });

  it('outlasts a restart', async () => {
    const page = await openPage(home());
    await home().stop();
    await home().start();
    expect((await page.call('POST', '/admin/logout')).status).toBe(200);
    expect(await page.call('GET', '/auth/me')).toMatchObject({ status: 401, code: 'AUTH_TOKEN_INVALID' });
  });

  it('does not stand in the database or the log, nor does what belongs to it', async () => {
    const { cookie, begun } = await openPage(home());
    await home().stop();
    for (const secret of [cookie.split('=')[1] ?? '', begun.csrf_token]) {
      expect(secret.length).toBeGreaterThan(20);
      expect(home().bytes().includes(secret)).toBe(false);
      expect(home().log.join('\n')).not.toContain(secret);
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
    const { cookie } = await openPage(home());
    const headers = { cookie: change(cookie.slice('admin_session='.length)) };
    expect(await home().call('GET', '/auth/me', { headers })).toMatchObject({
      status: 401,
      code: 'AUTH_REQUIRED',
    });
    const who = await home().call<object>('GET', '/admin/me', { headers });
    expect(who).toMatchObject({ status: 200, data: { authenticated: false, user: null, expires_at: null } });
  });

  it('is found among those of other programs', async () => {
    const { cookie } = await openPage(home());
    const headers = { cookie: `a=b; ${cookie} ; c="d"` };
    expect((await home().call('GET', '/auth/me', { headers })).status).toBe(200);
  });

  it('is not chosen by whoever signs in: what a browser had before ends and nothing of it is taken', async () => {
    const first = await openPage(home());
    const planted = { cookie: `admin_session=ccs_${'A'.repeat(43)}` };
    const second = await openPage(home(), { password: PASSWORD }, { headers: planted });
    expect(second.cookie).not.toContain('AAAA');
    expect((await home().call('GET', '/auth/me', { headers: planted })).status).toBe(401);

    const third = await openPage(home(), { password: PASSWORD }, { headers: { cookie: first.cookie } });
    expect(third.cookie).not.toBe(first.cookie);
    expect((await first.call('GET', '/auth/me')).status).toBe(401);
    expect((await third.call('GET', '/auth/me')).status).toBe(200);
    expect((await second.call('GET', '/auth/me')).status).toBe(200);
  });

  it('stays what it was when signing in again fails', async () => {
    const page = await openPage(home());
    const failed = await home().call('POST', '/admin/login', {
      body: { password: 'wrong' },
      headers: { cookie: page.cookie },
    });
    expect(failed).toMatchObject({ status: 401, code: 'AUTH_INVALID_CREDENTIALS', cookies: [] });
    expect((await page.call('GET', '/auth/me')).status).toBe(200);
  });
});
