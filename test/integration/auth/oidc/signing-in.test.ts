/** Signing in at an issuer, and who somebody is then. */
import { describe, expect, it } from 'vitest';
import type { User } from '../../../../shared/api/auth.ts';
import { PASSWORD } from '../installation.ts';
import { problem, startOidc } from './home.ts';

const { home, token, issuer, replaceIssuer, start, begin, comeBack, signIn, me, change } = startOidc();

describe('signing in at an issuer', () => {
  it('sends the browser there with PKCE, state and nonce, and brings it back signed in', async () => {
    await start();
    issuer().people['ada-1'] = {
      preferred_username: 'ada',
      name: 'Ada Example',
      email: 'ada@example.com',
      email_verified: true,
      groups: ['family', 'others'],
    };
    const begun = await begin();
    expect(begun.status).toBe(302);
    const sent = new URL(begun.location);
    expect(sent.origin).toBe(issuer().url);
    expect(Object.fromEntries(sent.searchParams)).toMatchObject({
      client_id: 'cloudcube',
      redirect_uri: 'http://localhost/api/v2/auth/oidc/callback',
      response_type: 'code',
      scope: 'openid profile email groups',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(begun.lines).toEqual([
      expect.stringMatching(/^oidc_browser=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/),
    ]);

    const back = await comeBack(await issuer().signIn(begun.location, 'ada-1'), begun.cookies);
    expect([back.status, back.location]).toEqual([302, '/']);
    expect(back.lines[0]).toMatch(/^admin_session=ccs_[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    expect(await me(back)).toMatchObject({
      username: 'ada',
      full_name: 'Ada Example',
      email: 'ada@example.com',
      role: 'user',
    });
    const offered = await home().call('GET', '/auth/oidc');
    expect(offered.data).toEqual({ providers: [{ id: 'home', title: 'Home accounts' }] });
  });

  it('knows somebody again by issuer and subject, whatever they are called by then', async () => {
    await start();
    issuer().people['ada-1'] = { preferred_username: 'ada', groups: ['family'] };
    const first = await me(await signIn('ada-1'));
    issuer().people['ada-1'] = { preferred_username: 'countess', groups: ['family'] };
    expect((await me(await signIn('ada-1')))?.id).toBe(first?.id);
    issuer().people['ada-2'] = { preferred_username: 'ADA', groups: ['family'] };
    const other = await me(await signIn('ada-2'));
    expect(other?.username).toBe('ada-2');
    expect(other?.id).not.toBe(first?.id);
  });

  it('makes nobody the local user with the same name or address', async () => {
    await start();
    const body = { username: 'ben', email: 'ben@example.com', password: PASSWORD, role: 'admin' };
    const local = (await home().call<User>('POST', '/users', { token: token(), body })).data;
    issuer().people['x'] = {
      preferred_username: 'ben',
      email: 'BEN@example.com',
      email_verified: true,
      groups: ['family'],
    };
    const user = await me(await signIn('x'));
    expect(user).toMatchObject({ username: 'x', email: null, role: 'user' });
    expect(user?.id).not.toBe(local.id);
  });

  it('follows the issuer in the role, and ends what was given before', async () => {
    await start();
    issuer().people['ada'] = { preferred_username: 'ada', groups: ['admins', 'family'] };
    const asAdmin = await signIn('ada');
    expect((await me(asAdmin))?.role).toBe('admin');
    issuer().people['ada'] = { preferred_username: 'ada', groups: ['family'] };
    const asUser = await signIn('ada');
    expect((await me(asUser))?.role).toBe('user');
    expect(await me(asAdmin)).toBeNull();
    issuer().people['ada'] = { preferred_username: 'ada', groups: [] };
    expect(await signIn('ada')).toMatchObject(problem('AUTH_OIDC_NO_ROLE'));
  });

  it('asks for groups that the ID token does not say', async () => {
    await replaceIssuer('userinfo');
    await start();
    issuer().people['ada'] = { groups: 'admins' };
    expect((await me(await signIn('ada')))?.role).toBe('admin');
  });

  it('keeps a standard role at the first sign-in only, where no claim decides', async () => {
    await start({}, { standard_role: 'operator' });
    const user = await me(await signIn('ada'));
    expect(user?.role).toBe('operator');
    await home().call('PUT', `/users/${user?.id ?? ''}`, { token: token(), body: { role: 'user' } });
    expect((await me(await signIn('ada')))?.role).toBe('user');
  });

  it('lets nobody in whose role is not there, who is disabled, or whose issuer is off', async () => {
    await start();
    issuer().people['ada'] = { groups: ['strangers'] };
    expect(await signIn('ada')).toMatchObject(problem('AUTH_OIDC_NO_ROLE'));
    issuer().people['ada'] = { groups: ['family'] };
    const user = await me(await signIn('ada'));
    await home().call('PUT', `/users/${user?.id ?? ''}`, { token: token(), body: { is_active: false } });
    expect(await signIn('ada')).toMatchObject(problem('AUTH_USER_DISABLED'));
    const begun = await begin();
    const address = await issuer().signIn(begun.location, 'ada');
    await change({ enabled: false });
    expect((await comeBack(address, begun.cookies)).location).toMatch(/^\/sign-in#problem=/);
    expect((await begin()).status).toBe(404);
    expect((await home().call('GET', '/auth/oidc')).data).toEqual({ providers: [] });
  });
});
