/** Signing in and out on the page. */
import { describe, expect, it } from 'vitest';
import { startHome } from '../home.ts';
import { PASSWORD } from '../installation.ts';
import { openPage } from '../page.ts';

const home = startHome();

describe('signing in on the page', () => {
  it('without a name is signing in as the first administrator', async () => {
    const { begun } = await openPage(home(), { password: PASSWORD });
    expect(begun.user).toMatchObject({ username: 'admin', role: 'super_admin' });
    const wrong = await home().call('POST', '/admin/login', { body: { password: 'wrong' } });
    const named = await home().call('POST', '/admin/login', {
      body: { username: 'admin', password: 'wrong' },
    });
    expect(wrong).toEqual(named);
    expect(wrong).toMatchObject({ status: 401, code: 'AUTH_INVALID_CREDENTIALS' });
  });

  it('waits for the master key; who is signed in stays so, and a ticket opens the page meanwhile', async () => {
    const page = await openPage(home());
    await home().stop();
    home().hideMasterKey(true);
    const { auth } = await home().start();
    const refused = await home().call('POST', '/admin/login', { body: { password: PASSWORD } });
    expect(refused).toMatchObject({ status: 503, code: 'SECRETS_KEY_MISSING' });
    expect((await page.call('POST', '/auth/sessions/cleanup')).status).toBe(200);
    const body = { ticket: auth.ticket() };
    expect((await home().call('POST', '/auth/ticket', { body })).status).toBe(200);
  });

  it('tells who is there', async () => {
    const page = await openPage(home());
    const { data } = await page.call<object>('GET', '/admin/me');
    expect(data).toEqual({
      authenticated: true,
      user: page.begun.user,
      expires_at: '2026-11-21T08:00:00.000Z',
    });
    expect((await home().call<object>('GET', '/admin/me')).data).toMatchObject({ authenticated: false });
  });
});

describe('signing out', () => {
  it('takes the cookie away', async () => {
    const page = await openPage(home());
    const reply = await page.call('POST', '/admin/logout');
    expect(reply.data).toEqual({ success: true, message: 'Signed out.' });
    expect(reply.cookies).toEqual(['admin_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict']);
    expect((await page.call('GET', '/auth/me')).status).toBe(401);
  });

  it('everywhere ends all cookie sessions, or all sign-ins of either kind', async () => {
    const token = (await home().login()).data.access_token;
    const [one, other] = [await openPage(home()), await openPage(home())];
    const reply = await one.call('POST', '/admin/logout-all');
    expect(reply.data).toEqual({ success: true, message: 'Sessions ended: 2.', revoked: 2 });
    for (const page of [one, other]) expect((await page.call('GET', '/auth/me')).status).toBe(401);
    expect((await home().call('GET', '/auth/me', { token })).status).toBe(200);

    const third = await openPage(home());
    const all = await home().call('POST', '/auth/logout-all', { token });
    expect(all.data).toEqual({ revoked: 2 });
    expect((await third.call('GET', '/auth/me')).status).toBe(401);
    expect((await home().call('GET', '/auth/me', { token })).status).toBe(401);
  });
});
