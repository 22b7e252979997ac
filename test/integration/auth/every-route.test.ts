/**
 * Every operation of the contract × every kind of caller, against the built daemon: each is answered exactly as its
 * contract declares. What somebody may do is worked out from the contract and the roles, nothing is listed here.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiKeyMade } from '../../../shared/api/auth-keys.ts';
import type { SessionBegun, SignIn } from '../../../shared/api/auth-sessions.ts';
import type { AreaContract, CallerKind, RouteContract } from '../../../shared/api/contract.ts';
import { contract } from '../../../shared/api/index.ts';
import { knownPermissions } from '../../../shared/api/known-permissions.ts';
import { holds } from '../../../shared/permissions.ts';
import { builtInRoles } from '../../../shared/roles.ts';
import type { AuthTables } from '../../../electron/auth/migrations.ts';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { admin, adminEnv, request } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { nothingAt } from '../api/home.ts';

const areas: readonly AreaContract[] = Object.values(contract);
const routes = areas.flatMap((area) => Object.values(area));
const titled = (all: readonly RouteContract[]): [string, RouteContract][] =>
  all.map((route) => [`${route.method} ${route.path}`, route]);
const closed = routes.filter(({ access }) => access !== 'public' && access !== 'device');
const open = routes.filter(({ access }) => access === 'public');
const changing = closed.filter(({ method, by }) => method !== 'GET' && (by?.includes('session') ?? true));

const password = 'a password for every route';

type Headers = Readonly<Record<string, string>>;

/** Somebody who may or may not come in. */
interface TestCaller {
  readonly kind: CallerKind;
  readonly permissions: readonly string[];
  headers(): Promise<Headers> | Headers;
}

let dataDir: string;
let daemon: Daemon;
let root: string;
const callers = new Map<string, TestCaller>();
/** Who is refused before anything is asked, and with what. */
const strangers = new Map<string, { headers: Headers; outcome: [number, string] }>();

const addressOf = (route: RouteContract): string =>
  route.onlyAtRoot ? nothingAt(route) : `/api/v2${nothingAt(route)}`;

interface Outcome {
  readonly status: number;
  readonly code: string | undefined;
}

/** Asks without a body: whoever is let in is told what is wrong with the request, and changes little. */
async function ask(route: RouteContract, headers: Headers): Promise<Outcome> {
  const response = await fetch(daemon.url + addressOf(route), { method: route.method, headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const body = (isJson && text !== '' ? JSON.parse(text) : {}) as { error?: { code: string } };
  return { status: response.status, code: body.error?.code };
}

async function post<Data>(path: string, body: object): Promise<Data> {
  const { status, data, error } = await request<Data>(daemon.url, 'POST', path, { body, token: root });
  if (status >= 300) throw new Error(`${path} was answered ${error?.code ?? String(status)}`);
  return data;
}

async function tokenOf(username: string): Promise<string> {
  const body = username === admin.username ? admin : { username, password };
  const { data } = await request<{ access_token: string }>(daemon.url, 'POST', '/auth/login', { body });
  return data.access_token;
}

/** The headers of a new session on the page, as our own page sends them. */
async function sessionOf(username: string): Promise<Headers> {
  const body = username === admin.username ? admin : { username, password };
  const response = await fetch(`${daemon.url}/api/v2/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { data } = (await response.json()) as { data: SessionBegun };
  return {
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    origin: daemon.url,
    'x-csrf-token': data.csrf_token,
  };
}

const key = (name: string, scopes: readonly string[], more: object = {}): Promise<ApiKeyMade> =>
  post<ApiKeyMade>('/auth/keys', { name, scopes, ...more });

/** Kept for as long as it lives; a sign-in that a route has ended is begun anew. */
function signedIn(kind: 'token' | 'session', username: string, permissions: readonly string[]): TestCaller {
  let known: Headers | null = null;
  return {
    kind,
    permissions,
    async headers() {
      const alive = known && (await fetch(`${daemon.url}/api/v2/auth/me`, { headers: known })).status === 200;
      if (!alive) {
        known =
          kind === 'session'
            ? await sessionOf(username)
            : { authorization: `Bearer ${await tokenOf(username)}` };
      }
      return known ?? {};
    },
  };
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-routes-'));
  daemon = await startDaemon({ dataDir, env: { ...adminEnv, CLOUDCUBE_LOG_LEVEL: 'error' } });
  root = await tokenOf(admin.username);

  for (const [role, permissions] of builtInRoles) {
    await post('/users', { username: `u-${role}`, role, password });
    callers.set(`token of ${role}`, signedIn('token', `u-${role}`, permissions));
    callers.set(`session of ${role}`, signedIn('session', `u-${role}`, permissions));
  }
  for (const scope of [
    '*',
    ...knownPermissions,
    ...new Set(knownPermissions.map((one) => `${one.split(':')[0]}:*`)),
  ]) {
    const { api_key } = await key(scope, [scope]);
    const headers = { 'x-api-key': api_key };
    callers.set(`key for ${scope}`, { kind: 'key', permissions: [scope], headers: () => headers });
  }
  const wide = await key('wide', ['*']);
  const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'ddns:read keys:read' });
  const oauth = await fetch(`${daemon.url}/api/v2/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(wide.api_key.slice('ccb_'.length).replace('.', ':'))}`,
    },
    body: form,
  });
  const { access_token } = (await oauth.json()) as { access_token: string };
  callers.set('OAuth token', {
    kind: 'key',
    permissions: ['ddns:read', 'keys:read'],
    headers: () => ({ authorization: `Bearer ${access_token}` }),
  });

  const [expired, revoked, disabled, far] = [
    await key('expired', ['*']),
    await key('revoked', ['*']),
    await key('disabled', ['*']),
    await key('far away', ['*'], { networks: ['203.0.113.0/24'] }),
  ];
  await request(daemon.url, 'DELETE', `/auth/keys/${revoked.key_id}`, { token: root });
  await request(daemon.url, 'POST', `/auth/keys/${disabled.key_id}/disable`, { token: root });
  const ended = await sessionOf(admin.username);
  await fetch(`${daemon.url}/api/v2/admin/logout`, { method: 'POST', headers: ended });
  const bearer = await tokenOf(admin.username);
  await request(daemon.url, 'POST', '/auth/logout', { token: bearer });

  // Nobody can wait for a key to expire: its end is moved while the program stands still.
  await daemon.stop();
  const database = openDatabase(join(dataDir, 'state.db'));
  await database
    .query<AuthTables>()
    .updateTable('auth_keys')
    .set({ expires_at: Date.now() - 1 })
    .where('key_id', '=', expired.key_id)
    .execute();
  database.close();
  daemon = await startDaemon({ dataDir, env: { CLOUDCUBE_LOG_LEVEL: 'error' } });

  const inKey = { outcome: [401, 'AUTH_KEY_INVALID'] as [number, string] };
  const inToken = { outcome: [401, 'AUTH_TOKEN_INVALID'] as [number, string] };
  strangers.set('nobody', { headers: {}, outcome: [401, 'AUTH_REQUIRED'] });
  for (const { name, api_key } of [expired, revoked, disabled]) {
    strangers.set(`${name} key`, { headers: { 'x-api-key': api_key }, ...inKey });
    strangers.set(`${name} key as bearer`, { headers: { authorization: `Bearer ${api_key}` }, ...inKey });
  }
  strangers.set('key from a wrong network', {
    headers: { 'x-api-key': far.api_key },
    outcome: [403, 'AUTH_KEY_NETWORK'],
  });
  strangers.set('forged key', {
    headers: { 'x-api-key': `ccb_${'A'.repeat(16)}.${'B'.repeat(49)}` },
    ...inKey,
  });
  strangers.set('token of an ended sign-in', { headers: { authorization: `Bearer ${bearer}` }, ...inToken });
  strangers.set('forged token', { headers: { authorization: 'Bearer a.b.c' }, ...inToken });
  strangers.set('cookie of an ended session', {
    headers: { ...ended, origin: daemon.url },
    ...inToken,
  });
  strangers.set('forged cookie', {
    headers: { cookie: `admin_session=ccs_${randomBytes(32).toString('base64url')}`, origin: daemon.url },
    ...inToken,
  });
  strangers.set('malformed cookie', {
    headers: { cookie: 'admin_session=x' },
    outcome: [401, 'AUTH_REQUIRED'],
  });
});

afterAll(async () => {
  await daemon.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What the contract says of this caller: a refusal, or `null` for "comes in". */
function declared({ access, by }: RouteContract, { kind, permissions }: TestCaller): string | null {
  if (by && !by.includes(kind)) return 'AUTH_SIGN_IN_NEEDED';
  if (access.includes(':') && !holds(permissions, access)) return 'AUTH_INSUFFICIENT_PERMISSIONS';
  return null;
}

/** Codes of the door; who is past it meets others. */
const atTheDoor =
  /^AUTH_(?:REQUIRED|TOKEN_|KEY_INVALID|KEY_NETWORK|CSRF_|SIGN_IN_NEEDED|INSUFFICIENT)|^SERVER_/;

/** A route whose answers are plain text has words for a refusal, and no code. */
const told = ({ plainText }: RouteContract, [status, code]: [number, string]) =>
  plainText ? [status, undefined] : [status, code];

describe.each(titled(closed))('%s', (_title, route) => {
  it('lets in whom its contract names, and nobody else', async () => {
    for (const [name, caller] of callers) {
      const refusal = declared(route, caller);
      const { status, code } = await ask(route, await caller.headers());
      if (refusal !== null) expect([status, code], name).toEqual(told(route, [403, refusal]));
      else expect(`${String(status)} ${code ?? ''}`.replace(/^\d+ /, ''), name).not.toMatch(atTheDoor);
      expect(status, name).toBeLessThan(500);
    }
  });

  it('refuses whoever is not signed in, in whichever way', async () => {
    for (const [name, { headers, outcome }] of strangers) {
      const { status, code } = await ask(route, headers);
      expect([status, code], name).toEqual(told(route, outcome));
    }
  });
});

describe.each(titled(changing))('%s by cookie', (_title, route) => {
  it('is refused without the token of its session, and from another origin or none', async () => {
    const whole = await callers.get('session of super_admin')?.headers();
    const { cookie = '', origin = '', 'x-csrf-token': token = '' } = whole ?? {};
    const refusals: [Headers, string][] = [
      [{ cookie, origin }, 'AUTH_CSRF_INVALID'],
      [{ cookie, origin, 'x-csrf-token': '' }, 'AUTH_CSRF_INVALID'],
      [{ cookie, origin, 'x-csrf-token': `${token.slice(0, -1)}-` }, 'AUTH_CSRF_INVALID'],
      [{ cookie, 'x-csrf-token': token }, 'SERVER_ORIGIN_NOT_ALLOWED'],
      [{ cookie, 'x-csrf-token': token, origin: 'https://evil.example' }, 'SERVER_ORIGIN_NOT_ALLOWED'],
      [{ cookie, 'x-csrf-token': token, origin: 'null' }, 'SERVER_ORIGIN_NOT_ALLOWED'],
      [{ ...whole, 'sec-fetch-site': 'cross-site' }, 'SERVER_ORIGIN_NOT_ALLOWED'],
    ];
    for (const [headers, code] of refusals) {
      expect(await ask(route, headers)).toEqual({ status: 403, code });
    }
  });
});

it.each(titled(open))(
  '%s is as open to who is nobody as to who came with something bad',
  async (_title, route) => {
    const nobody = await ask(route, {});
    expect(nobody.code ?? '').not.toMatch(atTheDoor);
    for (const [name, { headers }] of strangers) {
      const { origin: _origin, ...others } = headers;
      expect(await ask(route, others), name).toEqual(nobody);
    }
  },
);

describe('what belongs to somebody else', () => {
  it('is not there on one’s own routes', async () => {
    const token = await tokenOf(admin.username);
    const sessions = await request<{ sessions: SignIn[] }>(daemon.url, 'GET', '/auth/sessions', { token });
    const { data } = await request<{ keys: ApiKeyMade[] }>(daemon.url, 'GET', '/auth/keys', { token });
    const others = {
      session_id: sessions.data.sessions[0]?.session_id ?? '',
      key_id: data.keys[0]?.key_id ?? '',
    };
    const manager = (await callers.get('token of manager')?.headers()) ?? {};
    const own = closed.filter(
      ({ path, access }) =>
        /^\/auth\/(?:sessions|keys)\/\{\w+\}/.test(path) &&
        (access === 'signed_in' || access === 'keys:read'),
    );
    expect(own.length).toBeGreaterThan(2);
    for (const route of own) {
      const path = route.path.replace('{session_id}', others.session_id).replace('{key_id}', others.key_id);
      const headers = { ...manager, 'content-type': 'application/json' };
      const answer = await fetch(`${daemon.url}/api/v2${path}`, { method: route.method, headers });
      const { error } = (await answer.json()) as { error?: { code: string } };
      expect([answer.status, error?.code], `${route.method} ${path}`).toEqual([404, 'RESOURCE_NOT_FOUND']);
    }
    // All of it is still there.
    expect((await request(daemon.url, 'GET', '/auth/me', { token })).status).toBe(200);
  });
});
