import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OidcProvider } from '../../../shared/api/auth-oidc.ts';
import type { User } from '../../../shared/api/auth.ts';
import { client, startIssuer, type Issuer } from '../../fakes/issuer.ts';
import { createInstallation, PASSWORD, type Installation, type StartOptions } from './installation.ts';

let home: Installation;
let issuer: Issuer;
let token: string;

beforeEach(async () => {
  // The provider warns of being a test's.
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'info').mockReturnValue();
  home = createInstallation();
  issuer = await startIssuer();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await home.remove();
  await issuer.stop();
});

const rules = {
  role_claim: 'groups',
  role_map: { admins: 'admin', family: 'user' },
  scopes: ['profile', 'email', 'groups'],
};

async function start(options: StartOptions = {}, provider: object = rules): Promise<void> {
  await home.start(options);
  token = (await home.login()).data.access_token;
  const body = { id: 'home', title: 'Home accounts', issuer: issuer.url, ...client, ...provider };
  const made = await home.call('POST', '/auth/oidc/providers', { token, body });
  expect(made.status).toBe(201);
}

interface Step {
  readonly status: number;
  readonly location: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

/** One step of a browser at our own server. */
async function visit(path: string, cookies: Readonly<Record<string, string>> = {}): Promise<Step> {
  const response = await home.running().server.inject({
    method: 'GET',
    url: path,
    remoteAddress: '192.0.2.1',
    headers: {
      host: 'localhost',
      'sec-fetch-site': 'cross-site',
      cookie: Object.entries(cookies)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
    },
  });
  const lines = [response.headers['set-cookie'] ?? []].flat();
  return {
    status: response.statusCode,
    location: response.headers.location ?? '',
    lines,
    cookies: Object.fromEntries(lines.map((line) => /^([^=]+)=([^;]*)/.exec(line)?.slice(1) ?? [])),
  };
}

const begin = (cookies = {}) => visit('/api/v2/auth/oidc/start/home', cookies);
const comeBack = (address: URL, cookies: Readonly<Record<string, string>>) =>
  visit(address.pathname + address.search, cookies);

async function signIn(account: string): Promise<Step> {
  const begun = await begin();
  return comeBack(await issuer.signIn(begun.location, account), begun.cookies);
}
async function me(step: Step): Promise<User | null> {
  const headers = { cookie: `admin_session=${step.cookies['admin_session'] ?? ''}` };
  return (await home.call<{ user: User | null }>('GET', '/admin/me', { headers })).data.user;
}
const change = (body: object, as = token) =>
  home.call<OidcProvider>('PUT', '/auth/oidc/providers/home', { token: as, body });
const problem = (code: string) => ({ status: 302, location: `/sign-in#problem=${code}` });

describe('signing in at an issuer', () => {
  it('sends the browser there with PKCE, state and nonce, and brings it back signed in', async () => {
    await start();
    issuer.people['ada-1'] = {
      preferred_username: 'ada',
      name: 'Ada Example',
      email: 'ada@example.com',
      email_verified: true,
      groups: ['family', 'others'],
    };
    const begun = await begin();
    expect(begun.status).toBe(302);
    const sent = new URL(begun.location);
    expect(sent.origin).toBe(issuer.url);
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

    const back = await comeBack(await issuer.signIn(begun.location, 'ada-1'), begun.cookies);
    expect([back.status, back.location]).toEqual([302, '/']);
    expect(back.lines[0]).toMatch(/^admin_session=ccs_[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    expect(await me(back)).toMatchObject({
      username: 'ada',
      full_name: 'Ada Example',
      email: 'ada@example.com',
      role: 'user',
    });
    const offered = await home.call('GET', '/auth/oidc');
    expect(offered.data).toEqual({ providers: [{ id: 'home', title: 'Home accounts' }] });
  });

  it('knows somebody again by issuer and subject, whatever they are called by then', async () => {
    await start();
    issuer.people['ada-1'] = { preferred_username: 'ada', groups: ['family'] };
    const first = await me(await signIn('ada-1'));
    issuer.people['ada-1'] = { preferred_username: 'countess', groups: ['family'] };
    expect((await me(await signIn('ada-1')))?.id).toBe(first?.id);
    issuer.people['ada-2'] = { preferred_username: 'ADA', groups: ['family'] };
    const other = await me(await signIn('ada-2'));
    expect(other?.username).toBe('ada-2');
    expect(other?.id).not.toBe(first?.id);
  });

  it('makes nobody the local user with the same name or address', async () => {
    await start();
    const body = { username: 'ben', email: 'ben@example.com', password: PASSWORD, role: 'admin' };
    const local = (await home.call<User>('POST', '/users', { token, body })).data;
    issuer.people['x'] = {
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
    issuer.people['ada'] = { preferred_username: 'ada', groups: ['admins', 'family'] };
    const asAdmin = await signIn('ada');
    expect((await me(asAdmin))?.role).toBe('admin');
    issuer.people['ada'] = { preferred_username: 'ada', groups: ['family'] };
    const asUser = await signIn('ada');
    expect((await me(asUser))?.role).toBe('user');
    expect(await me(asAdmin)).toBeNull();
    issuer.people['ada'] = { preferred_username: 'ada', groups: [] };
    expect(await signIn('ada')).toMatchObject(problem('AUTH_OIDC_NO_ROLE'));
  });

  it('asks for groups that the ID token does not say', async () => {
    await issuer.stop();
    issuer = await startIssuer('userinfo');
    await start();
    issuer.people['ada'] = { groups: 'admins' };
    expect((await me(await signIn('ada')))?.role).toBe('admin');
  });

  it('keeps a standard role at the first sign-in only, where no claim decides', async () => {
    await start({}, { standard_role: 'operator' });
    const user = await me(await signIn('ada'));
    expect(user?.role).toBe('operator');
    await home.call('PUT', `/users/${user?.id ?? ''}`, { token, body: { role: 'user' } });
    expect((await me(await signIn('ada')))?.role).toBe('user');
  });

  it('lets nobody in whose role is not there, who is disabled, or whose issuer is off', async () => {
    await start();
    issuer.people['ada'] = { groups: ['strangers'] };
    expect(await signIn('ada')).toMatchObject(problem('AUTH_OIDC_NO_ROLE'));
    issuer.people['ada'] = { groups: ['family'] };
    const user = await me(await signIn('ada'));
    await home.call('PUT', `/users/${user?.id ?? ''}`, { token, body: { is_active: false } });
    expect(await signIn('ada')).toMatchObject(problem('AUTH_USER_DISABLED'));
    const begun = await begin();
    const address = await issuer.signIn(begun.location, 'ada');
    await change({ enabled: false });
    expect((await comeBack(address, begun.cookies)).location).toMatch(/^\/sign-in#problem=/);
    expect((await begin()).status).toBe(404);
    expect((await home.call('GET', '/auth/oidc')).data).toEqual({ providers: [] });
  });
});

describe('the way back', () => {
  const state = problem('AUTH_OIDC_STATE');

  it('is open to the browser that began alone, once, for ten minutes', async () => {
    await start({}, { standard_role: 'user' });
    const begun = await begin();
    const address = await issuer.signIn(begun.location, 'ada');
    // Somebody else's browser, lured there with an address of the attacker's (login CSRF).
    expect(await comeBack(address, {})).toMatchObject(state);
    expect(await comeBack(address, begun.cookies)).toMatchObject(state);

    const mine = await begin();
    const other = await begin();
    expect(await comeBack(await issuer.signIn(mine.location, 'ada'), other.cookies)).toMatchObject(state);

    const third = await begin();
    const good = await issuer.signIn(third.location, 'ada');
    expect((await comeBack(good, third.cookies)).location).toBe('/');
    expect(await comeBack(good, third.cookies)).toMatchObject(state);

    const late = await begin();
    const lateBack = await issuer.signIn(late.location, 'ada');
    await home.clock.advance(600_000);
    expect(await comeBack(lateBack, late.cookies)).toMatchObject(state);
  });

  it('lets two tabs of one browser both come back', async () => {
    await start({}, { standard_role: 'user' });
    const one = await begin();
    const two = await begin(one.cookies);
    expect(two.cookies).toEqual(one.cookies);
    for (const { location } of [one, two])
      expect((await comeBack(await issuer.signIn(location, 'ada'), one.cookies)).location).toBe('/');
  });

  it.each([
    ['another code', (address: URL) => address.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (address: URL) => address.searchParams.delete('code')],
    ['a refusal', (address: URL) => address.searchParams.set('error', 'access_denied')],
    ['another issuer', (address: URL) => address.searchParams.set('iss', 'https://evil.example')],
  ])('is refused with %s', async (_what, spoil) => {
    await start({}, { standard_role: 'user' });
    const begun = await begin();
    const address = await issuer.signIn(begun.location, 'ada');
    spoil(address);
    const back = await comeBack(address, begun.cookies);
    expect(back).toMatchObject(problem('AUTH_OIDC_FAILED'));
    expect(back.cookies).toEqual({});
  });

  it('is not fooled by an ID token of another hand, another audience or another attempt', async () => {
    const spoilers: ((claims: Record<string, unknown>) => void)[] = [
      (claims) => (claims['sub'] = 'somebody-else'),
      (claims) => (claims['aud'] = 'another-client'),
      (claims) => (claims['nonce'] = 'of another attempt'),
    ];
    let spoil = spoilers[0];
    await start(
      {
        oidcHttp: (http) => async (request) => {
          const answer = await http(request);
          if (!spoil || !request.url.endsWith('/token')) return answer;
          const body = JSON.parse(answer.body) as { id_token: string };
          const [header = '', payload = '', signature = ''] = body.id_token.split('.');
          const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
          spoil(claims);
          const forged = Buffer.from(JSON.stringify(claims)).toString('base64url');
          return {
            ...answer,
            body: JSON.stringify({ ...body, id_token: [header, forged, signature].join('.') }),
          };
        },
      },
      { standard_role: 'user' },
    );
    for (const one of spoilers) {
      spoil = one;
      expect(await signIn('ada')).toMatchObject(problem('AUTH_OIDC_FAILED'));
    }
    spoil = undefined;
    expect((await signIn('ada')).location).toBe('/');
  });

  it('says so where the issuer cannot be asked', async () => {
    await start(
      { oidcHttp: () => () => Promise.reject(new Error('no way there')) },
      { standard_role: 'user' },
    );
    expect(await begin()).toMatchObject(problem('AUTH_OIDC_UNREACHABLE'));
  });
});

describe('issuers', () => {
  it('are kept without their secret ever coming out', async () => {
    await start();
    const { data } = await home.call<OidcProvider>('GET', '/auth/oidc/providers/home', { token });
    expect(data).toMatchObject({ client_secret_set: true, role_map: rules.role_map, enabled: true });
    await signIn('ada');
    const everything = JSON.stringify([data, home.log]);
    expect(everything).not.toContain(client.client_secret);
    expect(home.bytes().includes(client.client_secret)).toBe(false);
    expect((await change({ client_secret: null })).data.client_secret_set).toBe(false);
    expect((await home.call('DELETE', '/auth/oidc/providers/home', { token })).status).toBe(200);
    expect((await home.call('GET', '/auth/oidc/providers/home', { token })).status).toBe(404);
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
    await home.start();
    token = (await home.login()).data.access_token;
    const body = { id: 'x', title: 'X', issuer: 'https://auth.example.com', client_id: 'c', ...extra };
    expect(await home.call('POST', '/auth/oidc/providers', { token, body })).toMatchObject({
      status: 400,
      code,
    });
  });

  it('give no role beyond what who adds, changes or deletes them may do', async () => {
    await start({}, { ...rules, standard_role: 'super_admin' });
    const beyond = { status: 403, code: 'AUTH_BEYOND_OWN_PERMISSIONS' };
    const eve = await home.user('eve', 'admin');
    const body = { id: 'x', title: 'X', issuer: 'https://auth.example.com', client_id: 'c' };
    const add = (extra: object) =>
      home.call('POST', '/auth/oidc/providers', { token: eve.token, body: { ...body, ...extra } });
    expect(await add({ standard_role: 'super_admin' })).toMatchObject(beyond);
    expect(await add({ role_claim: 'groups', role_map: { all: 'super_admin' } })).toMatchObject(beyond);
    expect(await change({ client_id: 'mine', standard_role: null }, eve.token)).toMatchObject(beyond);
    expect(await home.call('DELETE', '/auth/oidc/providers/home', { token: eve.token })).toMatchObject(
      beyond,
    );
    expect((await add({ standard_role: 'admin' })).status).toBe(201);
    expect((await add({ standard_role: 'admin' })).code).toBe('AUTH_OIDC_EXISTS');
  });
});
