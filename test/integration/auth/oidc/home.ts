/** An installation and an issuer for each test of a file, and the browser that goes between them. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { OidcProvider } from '../../../../shared/api/auth-oidc.ts';
import type { User } from '../../../../shared/api/auth.ts';
import { client, startIssuer, type Issuer } from '../../../fakes/issuer.ts';
import { createInstallation, type Installation, type StartOptions } from '../installation.ts';

/** How an issuer's groups become roles here. */
export const rules = {
  role_claim: 'groups',
  role_map: { admins: 'admin', family: 'user' },
  scopes: ['profile', 'email', 'groups'],
};

/** Where the page is sent after a sign-in that failed. */
export const problem = (code: string) => ({ status: 302, location: `/sign-in#problem=${code}` });

/** What a browser was answered. */
export interface Step {
  readonly status: number;
  readonly location: string;
  readonly cookies: Readonly<Record<string, string>>;
  /** Lines of `Set-Cookie`. */
  readonly lines: readonly string[];
}

/** Makes both before each test and ends them afterwards; the installation starts where the test says so. */
export function startOidc() {
  let installation: Installation;
  let running: Issuer;
  let accessToken: string;
  const home = () => installation;
  const token = () => accessToken;

  beforeEach(async () => {
    // The provider warns of being a test's.
    vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(console, 'info').mockReturnValue();
    installation = createInstallation();
    running = await startIssuer();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await installation.remove();
    await running.stop();
  });

  /** Starts the installation alone, and signs its administrator in. */
  async function startAlone(options: StartOptions = {}): Promise<void> {
    await installation.start(options);
    accessToken = (await installation.login()).data.access_token;
  }

  /** One step of a browser at our own server. */
  async function visit(path: string, cookies: Readonly<Record<string, string>> = {}): Promise<Step> {
    const response = await installation.running().server.inject({
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

  return {
    home,
    token,
    issuer: () => running,
    /** Takes another issuer in its place, which tells groups in that way. */
    async replaceIssuer(groupsIn: 'userinfo'): Promise<void> {
      await running.stop();
      running = await startIssuer(groupsIn);
    },
    startAlone,
    /** Starts the installation and lets people sign in at the issuer. */
    async start(options: StartOptions = {}, provider: object = rules): Promise<void> {
      await startAlone(options);
      const body = { id: 'home', title: 'Home accounts', issuer: running.url, ...client, ...provider };
      const made = await installation.call('POST', '/auth/oidc/providers', { token: accessToken, body });
      expect(made.status).toBe(201);
    },
    begin,
    comeBack,
    /** Goes the whole way as this account of the issuer. */
    async signIn(account: string): Promise<Step> {
      const begun = await begin();
      return comeBack(await running.signIn(begun.location, account), begun.cookies);
    },
    /** Whom the cookie of that step lets in. */
    async me(step: Step): Promise<User | null> {
      const headers = { cookie: `admin_session=${step.cookies['admin_session'] ?? ''}` };
      return (await installation.call<{ user: User | null }>('GET', '/admin/me', { headers })).data.user;
    },
    /** Changes what is kept of the issuer. */
    change: (body: object, as = token()) =>
      installation.call<OidcProvider>('PUT', '/auth/oidc/providers/home', { token: as, body }),
  };
}
