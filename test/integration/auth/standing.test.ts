/** How somebody stands who came in before, and who is told that they should be asked about again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiKeyMade } from '../../../shared/api/auth-keys.ts';
import type { Caller } from '../../../electron/server/route.ts';
import { createInstallation, credentials, PASSWORD, type Installation } from './installation.ts';
import { openPage } from './page.ts';

let home: Installation;
let admin: string;
/** Users whose access was told to have changed; `null` for everybody's. */
let told: (string | null)[];

const DAY = 24 * 3600_000;
const MINUTE = 60_000;

beforeEach(async () => {
  home = createInstallation();
  await home.start();
  told = [];
  home.running().events.on('auth.access_changed', ({ user_id: id }) => told.push(id));
  admin = (await home.login()).data.access_token;
});
afterEach(() => home.remove());

const stand = (caller: Caller) => home.running().auth.standing(caller);
const come = async (given: Partial<typeof credentials>): Promise<Caller> =>
  home.running().auth.authenticate({ ...credentials, ...given });
const byToken = (token: string) => come({ authorization: `Bearer ${token}` });
const make = async (body: object = {}, token = admin): Promise<ApiKeyMade> =>
  (
    await home.call<ApiKeyMade>('POST', '/auth/keys', {
      token,
      body: { name: 'Key', scopes: ['keys:read', 'ddns:*'], ...body },
    })
  ).data;
const put = (path: string, body: object) => home.call('PUT', path, { token: admin, body });
const post = (path: string, body?: object, token = admin) =>
  home.call('POST', path, { token, ...(body ? { body } : {}) });
const sessionOf = (caller: Caller): string => caller.session_id ?? '';

describe('a sign-in with tokens', () => {
  it('stands as it came in until its token ends, and nobody was seen by being asked', async () => {
    const caller = await byToken(admin);
    const before = home.running().auth.standing(caller);
    expect(before).toEqual({ caller, expires_at: caller.token?.expires_at });
    await home.clock.advance(5 * MINUTE);
    expect(stand(caller)?.caller).toBe(caller);
    const { data } = await home.call<{ sessions: { last_seen_at: string }[] }>('GET', '/auth/sessions', {
      token: (await home.login()).data.access_token,
    });
    // The other one was begun five minutes later; this one has not been seen since.
    expect(new Set(data.sessions.map(({ last_seen_at: at }) => at)).size).toBe(2);
    await home.clock.advance(DAY);
    expect(stand(caller)).toBeNull();
  });

  it.each([
    ['its user signs out', (token: string) => post('/auth/logout', undefined, token)],
    [
      'an administrator ends it',
      async (token: string, id: string) => {
        const caller = await byToken(token);
        return home.call('DELETE', `/users/${id}/sessions/${sessionOf(caller)}`, { token: admin });
      },
    ],
    ['its user is switched off', (_: string, id: string) => put(`/users/${id}`, { is_active: false })],
    ['its user gets another role', (_: string, id: string) => put(`/users/${id}`, { role: 'user' })],
    [
      'its user’s password is set anew',
      (_: string, id: string) => post(`/users/${id}/reset-password`, { new_password: `another ${PASSWORD}` }),
    ],
    ['its user is deleted', (_: string, id: string) => home.call('DELETE', `/users/${id}`, { token: admin })],
  ])('is over when %s, and that is told once memory knows', async (_what, end) => {
    const { id, token } = await home.user('ben', 'operator');
    const caller = await byToken(token);
    expect(stand(caller)).not.toBeNull();
    told.length = 0;
    let standing: unknown = 'not told';
    home.running().events.on('auth.access_changed', () => {
      standing = stand(caller);
    });
    expect(await end(token, id)).toMatchObject({ status: 200 });
    expect(told).toEqual([id]);
    expect(standing).toBeNull();
  });

  it('that its owner gives a new password goes on without its token, and all others end', async () => {
    const { id, token } = await home.user('ben', 'operator');
    const page = await openPage(home, { username: 'ben', password: PASSWORD });
    const other = await openPage(home, { username: 'ben', password: PASSWORD });
    const callers = await Promise.all([
      byToken(token),
      come({ cookie: page.cookie }),
      come({ cookie: other.cookie }),
    ]);
    told.length = 0;
    const next = `another ${PASSWORD}`;
    const changed = await page.call('POST', '/admin/change-password', {
      body: { old_password: PASSWORD, new_password: next },
    });
    expect(changed).toMatchObject({ status: 200 });
    expect(told).toContain(id);
    expect(callers.map((one) => stand(one) !== null)).toEqual([false, true, false]);
  });

  it('is told of when it expires, when it is pushed out and when a refresh token comes twice', async () => {
    const { id, refresh_token } = await home.user('ben', 'operator');
    const first = await post('/auth/refresh', { refresh_token });
    expect(first.status).toBe(200);
    told.length = 0;
    await home.clock.advance(MINUTE);
    expect(await post('/auth/refresh', { refresh_token })).toMatchObject({ status: 401 });
    expect(told).toEqual([id]);

    told.length = 0;
    for (let sign = 0; sign < 201; sign++) {
      await home.clock.advance(1000);
      await home.login({ username: 'ben' });
    }
    expect(told).toEqual([id]);

    told.length = 0;
    await home.clock.advance(40 * DAY);
    await home.running().scheduler.stop();
    await post('/auth/sessions/cleanup', undefined, (await home.login()).data.access_token);
    expect(new Set(told)).toContain(id);
  }, 60_000);
});

describe('a session of the page', () => {
  it('ends with its cookie’s time, and is asked for with the permissions of now', async () => {
    await post('/auth/roles', { name: 'watcher', permissions: ['ddns:read'] });
    const { id } = await home.user('ben', 'watcher');
    const page = await openPage(home, { username: 'ben', password: PASSWORD });
    const caller = await come({ cookie: page.cookie });
    expect(stand(caller)).toEqual({ caller, expires_at: Date.parse(page.begun.expires_at) });
    told.length = 0;
    expect(await put('/auth/roles/watcher', { permissions: ['ddns:read', 'logs:read'] })).toMatchObject({
      status: 200,
    });
    expect(told).toEqual([id, null]);
    expect(stand(caller)).toBeNull();
    await home.clock.advance(40 * DAY);
    expect(stand(await byToken((await home.login()).data.access_token))).not.toBeNull();
  });

  it('of a role without users is nobody’s, but its end is told', async () => {
    await post('/auth/roles', { name: 'watcher', permissions: ['ddns:read'] });
    told.length = 0;
    expect(await home.call('DELETE', '/auth/roles/watcher', { token: admin })).toMatchObject({ status: 200 });
    expect(told).toEqual([null]);
  });
});

describe('a key', () => {
  it('stands with what its owner holds now, until it ends', async () => {
    const key = await make({ expires_in: 10 });
    const caller = await come({ apiKey: key.api_key });
    expect(stand(caller)).toEqual({ caller, expires_at: Date.parse(key.expires_at ?? '') });
    await put(`/auth/keys/${key.key_id}`, { scopes: ['keys:read'] });
    expect(stand(caller)?.caller).toMatchObject({ permissions: ['keys:read'], key_id: key.key_id });
    const uses = async () =>
      (await home.call<{ usage_count: number }>('GET', `/auth/keys/${key.key_id}`, { token: admin })).data;
    expect((await uses()).usage_count).toBe(1);
    await home.clock.advance(10 * DAY);
    expect(stand(caller)).toBeNull();
  });

  it.each([
    ['revoked', (id: string) => home.call('DELETE', `/auth/keys/${id}`, { token: admin })],
    ['disabled', (id: string) => post(`/auth/keys/${id}/disable`)],
    ['rotated', (id: string) => post(`/auth/keys/${id}/rotate`)],
    ['given other networks', (id: string) => put(`/auth/keys/${id}`, { networks: ['198.51.100.0/24'] })],
    [
      'revoked at the console',
      async (id: string) => {
        await home.running().auth.keys.revoke(id);
        return { status: 200 };
      },
    ],
  ])('that is %s ends those who came in by it, by itself or by a token', async (_what, end) => {
    const key = await make();
    const owner = (await byToken(admin)).user_id;
    const raw = await home.running().server.inject({
      ...{ method: 'POST', url: '/api/v2/oauth/token', headers: { host: 'localhost' } },
      payload: {
        ...{ grant_type: 'client_credentials', client_id: key.key_id, scope: 'ddns:read' },
        client_secret: key.api_key.split('.')[1],
      },
    });
    const callers = [
      await come({ apiKey: key.api_key }),
      await byToken(raw.json<{ access_token: string }>().access_token),
    ];
    expect(callers.map((one) => stand(one)?.caller.permissions)).toEqual([
      ['keys:read', 'ddns:*'],
      ['ddns:read'],
    ]);
    told.length = 0;
    await home.clock.advance(2000);
    expect(await end(key.key_id)).toMatchObject({ status: 200 });
    expect(told).toEqual([owner]);
    expect(callers.map(stand)).toEqual([null, null]);
  });

  it('that is rotated with an overlap lets go of the old secret when that ends, and not before', async () => {
    const key = await make();
    const old = await come({ apiKey: key.api_key });
    await home.clock.advance(2000);
    const rotated = await home.call<ApiKeyMade>('POST', `/auth/keys/${key.key_id}/rotate`, {
      token: admin,
      body: { overlap_seconds: 600 },
    });
    const until = Date.parse(rotated.data.old_secret_until ?? '');
    // Also who comes in by the old secret only now.
    const late = await come({ apiKey: key.api_key });
    const fresh = await come({ apiKey: rotated.data.api_key });
    expect([old, late].map((one) => stand(one)?.expires_at)).toEqual([until, until]);
    expect(stand(fresh)?.expires_at).toBe(Date.parse(key.expires_at ?? ''));
    await home.clock.advance(600_000);
    expect([old, late, fresh].map((one) => stand(one) !== null)).toEqual([false, false, true]);
    // Nobody knows what a caller came in by that was put together elsewhere.
    expect(stand({ ...fresh })).toBeNull();
  });

  it('ends with its owner', async () => {
    const { id } = await home.user('ben', 'operator');
    const key = await make({ user_id: id, scopes: ['ddns:read'] });
    const caller = await come({ apiKey: key.api_key });
    await put(`/users/${id}`, { role: 'user' });
    expect(stand(caller)?.caller.permissions).toEqual(['ddns:read']);
    await put(`/users/${id}`, { is_active: false });
    expect(stand(caller)).toBeNull();
  });
});
