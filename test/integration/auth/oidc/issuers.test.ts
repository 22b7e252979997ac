/** Issuers as they are kept, added and changed. */
import { describe, expect, it } from 'vitest';
import type { OidcProvider } from '../../../../shared/api/auth-oidc.ts';
import { client } from '../../../fakes/issuer.ts';
import { rules, startOidc } from './home.ts';

const { home, token, startAlone, start, signIn, change } = startOidc();

describe('issuers', () => {
  it('are kept without their secret ever coming out', async () => {
    await start();
    const { data } = await home().call<OidcProvider>('GET', '/auth/oidc/providers/home', { token: token() });
    expect(data).toMatchObject({ client_secret_set: true, role_map: rules.role_map, enabled: true });
    await signIn('ada');
    const everything = JSON.stringify([data, home().log]);
    expect(everything).not.toContain(client.client_secret);
    expect(home().bytes().includes(client.client_secret)).toBe(false);
    expect((await change({ client_secret: null })).data.client_secret_set).toBe(false);
    expect((await home().call('DELETE', '/auth/oidc/providers/home', { token: token() })).status).toBe(200);
    expect((await home().call('GET', '/auth/oidc/providers/home', { token: token() })).status).toBe(404);
  });

  it.each([
    ['an address of plain HTTP elsewhere', { issuer: 'http://auth.example.com' }, 'AUTH_OIDC_ISSUER_INVALID'],
    ['a user in the address', { issuer: 'https://a:b@auth.example.com' }, 'AUTH_OIDC_ISSUER_INVALID'],
    ['no address', { issuer: 'auth' }, 'AUTH_OIDC_ISSUER_INVALID'],
    ['an unknown role', { role_map: { a: 'emperor' } }, 'AUTH_ROLE_UNKNOWN'],
    ['an unknown standard role', { standard_role: 'emperor' }, 'AUTH_ROLE_UNKNOWN'],
    ['an id with a slash', { id: 'a/b' }, 'VALIDATION_ERROR'],
    ['a scope with a space', { scopes: ['a b'] }, 'VALIDATION_ERROR'],
  ])('are not added with %s', async (_what, extra, code) => {
    await startAlone();
    const body = { id: 'x', title: 'X', issuer: 'https://auth.example.com', client_id: 'c', ...extra };
    expect(await home().call('POST', '/auth/oidc/providers', { token: token(), body })).toMatchObject({
      status: 400,
      code,
    });
  });

  it('give no role beyond what who adds, changes or deletes them may do', async () => {
    await start({}, { ...rules, standard_role: 'super_admin' });
    const beyond = { status: 403, code: 'AUTH_BEYOND_OWN_PERMISSIONS' };
    const eve = await home().user('eve', 'admin');
    const body = { id: 'x', title: 'X', issuer: 'https://auth.example.com', client_id: 'c' };
    const add = (extra: object) =>
      home().call('POST', '/auth/oidc/providers', { token: eve.token, body: { ...body, ...extra } });
    expect(await add({ standard_role: 'super_admin' })).toMatchObject(beyond);
    expect(await add({ role_claim: 'groups', role_map: { all: 'super_admin' } })).toMatchObject(beyond);
    expect(await change({ client_id: 'mine', standard_role: null }, eve.token)).toMatchObject(beyond);
    expect(await home().call('DELETE', '/auth/oidc/providers/home', { token: eve.token })).toMatchObject(
      beyond,
    );
    expect((await add({ standard_role: 'admin' })).status).toBe(201);
    expect((await add({ standard_role: 'admin' })).code).toBe('AUTH_OIDC_EXISTS');
  });
});
