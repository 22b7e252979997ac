/** The own password is changed on the page. */
import { describe, expect, it } from 'vitest';
import { startHome } from '../home.ts';
import { PASSWORD } from '../installation.ts';
import { openPage, sentBack } from '../page.ts';

const home = startHome();

describe('a change of the own password', () => {
  const next = 'another horse with a new battery';

  it('ends every other sign-in at once; the own one goes on with another cookie', async () => {
    const tokens = (await home().login()).data;
    const other = await openPage(home());
    const page = await openPage(home());
    const heard: unknown[] = [];
    home()
      .running()
      .events.on('auth.access_changed', (event) => heard.push(event));
    const body = { old_password: PASSWORD, new_password: next };
    const reply = await page.call('POST', '/admin/change-password', { body });
    expect(reply).toMatchObject({ status: 200, data: { ok: true } });
    expect(heard).toEqual([{ user_id: tokens.user.id }]);

    expect((await home().call('GET', '/auth/me', { token: tokens.access_token })).status).toBe(401);
    const refreshed = await home().call('POST', '/auth/refresh', {
      body: { refresh_token: tokens.refresh_token },
    });
    expect(refreshed.status).toBe(401);
    expect((await other.call('GET', '/auth/me')).status).toBe(401);
    expect((await page.call('GET', '/auth/me')).status).toBe(401);
    const headers = { cookie: sentBack(reply.cookies[0]) };
    expect((await home().call('GET', '/auth/me', { headers })).status).toBe(200);
    expect((await home().login()).status).toBe(401);
    expect((await home().login({ password: next })).status).toBe(200);
  });

  it('by a token ends that token; its refresh token goes on', async () => {
    const { access_token: token, refresh_token } = (await home().login()).data;
    const body = { old_password: PASSWORD, new_password: next };
    expect((await home().call('POST', '/admin/change-password', { token, body })).status).toBe(200);
    expect((await home().call('GET', '/auth/me', { token })).status).toBe(401);
    expect((await home().call('POST', '/auth/refresh', { body: { refresh_token } })).status).toBe(200);
  });

  it('is refused without the present one, and by a password that is too short', async () => {
    const page = await openPage(home());
    const change = (old_password: string, new_password: string) =>
      page.call('POST', '/admin/change-password', { body: { old_password, new_password } });
    expect((await change('wrong', next)).status).toBe(403);
    expect(await change(PASSWORD, 'elevenchars')).toMatchObject({ code: 'AUTH_PASSWORD_TOO_SHORT' });
    expect((await page.call('GET', '/auth/me')).status).toBe(200);
  });
});
