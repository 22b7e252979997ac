/** OAuth 2.0 client credentials with API keys (RFC 6749 §4.4), and the keys that tokens are checked with. */
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiKeyMade } from '../../../shared/api/auth-keys.ts';
import type { AuthTables } from '../../../electron/auth/migrations.ts';
import { createInstallation, type Installation } from './installation.ts';

let home: Installation;
let admin: string;
let key: ApiKeyMade;
let secret: string;
const HOUR = 3600_000;
const DAY = 24 * HOUR;

beforeEach(async () => {
  home = createInstallation();
  await home.start();
  admin = (await home.login()).data.access_token;
  key = await makeKey({});
  secret = key.api_key.split('.')[1] ?? '';
});
afterEach(() => home.remove());

async function makeKey(body: object): Promise<ApiKeyMade> {
  const whole = { name: 'Client', scopes: ['keys:read', 'ddns:*'], ...body };
  return (await home.call<ApiKeyMade>('POST', '/auth/keys', { token: admin, body: whole })).data;
}

interface TokenReply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly challenge: string | undefined;
  readonly cache: string | undefined;
}

async function ask(payload: string, headers: Record<string, string> = {}): Promise<TokenReply> {
  const response = await home.running().server.inject({
    method: 'POST',
    url: '/api/v2/oauth/token',
    headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload,
  });
  return {
    status: response.statusCode,
    body: response.json(),
    challenge: response.headers['www-authenticate']?.toString(),
    cache: response.headers['cache-control'],
  };
}

const basic = (id: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`,
});
const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();
const grant = { grant_type: 'client_credentials' };
const whole = () => form({ ...grant, client_id: key.key_id, client_secret: secret });
const use = (token: unknown, path = '/auth/keys') => home.call('GET', path, { token: String(token) });

describe('the token endpoint', () => {
  it('gives a token that can do what the key can', async () => {
    const reply = await ask(whole());
    expect(reply).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, scope: 'keys:read ddns:*' },
      cache: 'no-store',
    });
    const token = String(reply.body['access_token']);
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
    expect(decodeJwt(token)).toMatchObject({
      client_id: key.key_id,
      sub: key.user_id,
      scope: 'keys:read ddns:*',
    });
    expect(decodeJwt(token)).not.toHaveProperty('sid');
    expect((await use(token)).status).toBe(200);
    expect(await use(token, '/users/x/sessions')).toMatchObject({ status: 403 });
    expect(await use(token, '/auth/sessions')).toMatchObject({ code: 'AUTH_SIGN_IN_NEEDED' });
  });

  it('takes a form or JSON, credentials in the body or by Basic', async () => {
    const json = await ask(JSON.stringify({ ...grant, client_id: key.key_id, client_secret: secret }), {
      'content-type': 'application/json',
    });
    expect(json.status).toBe(200);
    expect((await ask(form(grant), basic(key.key_id, secret))).status).toBe(200);
    // As a form encodes it (RFC 6749 §2.3.1).
    expect((await ask(form(grant), basic(key.key_id.replace(/^./, encode), secret))).status).toBe(200);
  });

  it('narrows to the scope that is asked for', async () => {
    const { body } = await ask(`${whole()}&scope=ddns:read`);
    expect(body).toMatchObject({ scope: 'ddns:read' });
    expect(await use(body['access_token'])).toMatchObject({ code: 'AUTH_INSUFFICIENT_PERMISSIONS' });
  });

  it.each([
    [
      'no grant type',
      () => ask(form({ client_id: key.key_id, client_secret: secret })),
      400,
      'invalid_request',
    ],
    [
      'another grant',
      () => ask(whole().replace('client_credentials', 'password')),
      400,
      'unsupported_grant_type',
    ],
    ['no client', () => ask(form(grant)), 401, 'invalid_client'],
    [
      'a wrong secret',
      () => ask(form({ ...grant, client_id: key.key_id, client_secret: 'x' })),
      401,
      'invalid_client',
    ],
    ['a wrong client by Basic', () => ask(form(grant), basic('nobody', secret)), 401, 'invalid_client'],
    ['bad encoding by Basic', () => ask(form(grant), basic('%zz', secret)), 401, 'invalid_client'],
    ['another scheme', () => ask(form(grant), { authorization: 'Bearer x' }), 401, 'invalid_client'],
    ['credentials twice', () => ask(whole(), basic(key.key_id, secret)), 400, 'invalid_request'],
    ['a parameter twice', () => ask(`${whole()}&grant_type=client_credentials`), 400, 'invalid_request'],
    ['more than the key holds', () => ask(`${whole()}&scope=users:read`), 400, 'invalid_scope'],
    ['all that there is', () => ask(`${whole()}&scope=*`), 400, 'invalid_scope'],
    ['an empty scope of spaces', () => ask(`${whole()}&scope=%20%20`), 400, 'invalid_scope'],
    [
      'a body that is no JSON',
      () => ask('{', { 'content-type': 'application/json' }),
      400,
      'invalid_request',
    ],
    ['text', () => ask(whole(), { 'content-type': 'text/plain' }), 415, 'invalid_request'],
  ])('refuses %s in the protocol’s own words', async (_, request, status, error) => {
    const reply = await request();
    expect(reply).toMatchObject({ status, body: { error } });
    expect(Object.keys(reply.body)).toEqual(['error', 'error_description']);
    expect(reply.body['error_description']).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(reply.challenge?.startsWith('Basic')).toBe(status === 401 ? true : undefined);
  });

  it('tells nothing of why a key is refused, and minds its networks and rate', async () => {
    const fields = (made: ApiKeyMade) =>
      form({ ...grant, client_id: made.key_id, client_secret: made.api_key.split('.')[1] ?? '' });
    const far = await makeKey({ networks: ['10.0.0.0/8'] });
    expect(await ask(fields(far))).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const slow = await makeKey({ rate_limit: { requests: 1, seconds: 60 } });
    expect((await ask(fields(slow))).status).toBe(200);
    expect(await ask(fields(slow))).toMatchObject({
      status: 429,
      body: { error: 'temporarily_unavailable' },
    });
  });

  it('takes no form where none is spoken of', async () => {
    const response = await home.running().server.inject({
      method: 'POST',
      url: '/api/v2/auth/login',
      headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'username=admin&password=correct+horse+battery+staple',
    });
    expect(response.statusCode).toBe(415);
  });
});

describe('a token of a key', () => {
  const get = async (): Promise<string> => String((await ask(whole())).body['access_token']);

  it('ends with the key', async () => {
    const token = await get();
    expect((await use(token)).status).toBe(200);
    await home.call('POST', `/auth/keys/${key.key_id}/disable`, { token: admin });
    expect(await use(token)).toMatchObject({ status: 401, code: 'AUTH_KEY_INVALID' });
    await home.call('POST', `/auth/keys/${key.key_id}/enable`, { token: admin });
    expect((await use(token)).status).toBe(200);
    await home.call('DELETE', `/auth/keys/${key.key_id}`, { token: admin });
    expect(await use(token)).toMatchObject({ status: 401, code: 'AUTH_KEY_INVALID' });
  });

  it('ends with the secret it was made by', async () => {
    await home.clock.advance(1000);
    const token = await get();
    await home.clock.advance(1000);
    await home.call('POST', `/auth/keys/${key.key_id}/rotate`, {
      token: admin,
      body: { overlap_seconds: 60 },
    });
    expect((await use(token)).status).toBe(200);
    await home.clock.advance(60_000);
    expect(await use(token)).toMatchObject({ status: 401, code: 'AUTH_TOKEN_INVALID' });
  });

  it('loses what the key loses, at once', async () => {
    const token = await get();
    await home.call('PUT', `/auth/keys/${key.key_id}`, { token: admin, body: { scopes: ['ddns:read'] } });
    expect(await use(token)).toMatchObject({ status: 403 });
  });

  it('ends with the password of the key’s owner', async () => {
    const token = await get();
    const body = { old_password: 'correct horse battery staple', new_password: 'another horse, new battery' };
    expect((await home.call('POST', '/admin/change-password', { token: admin, body })).status).toBe(200);
    expect(await use(token)).toMatchObject({ status: 401, code: 'AUTH_TOKEN_INVALID' });
    // The key itself has no password.
    expect((await home.call('GET', '/auth/keys', { token: key.api_key })).status).toBe(200);
  });

  it('lives no longer than the key', async () => {
    key = await makeKey({ expires_in: 1 });
    secret = key.api_key.split('.')[1] ?? '';
    await home.clock.advance(DAY - 60_000);
    const { body } = await ask(whole());
    expect(body['expires_in']).toBe(60);
  });
});

describe('the keys that sign', () => {
  const jwks = async (): Promise<JSONWebKeySet> => {
    const url = '/.well-known/jwks.json';
    return (await home.running().server.inject({ url, headers: { host: 'localhost' } })).json();
  };
  const verify = async (token: string) =>
    jwtVerify(token, createLocalJWKSet(await jwks()), {
      issuer: 'cloudcube',
      audience: 'cloudcube-api',
      currentDate: new Date(home.clock.now()),
    });

  it('are published as other programs expect them, the public halves alone', async () => {
    await verify(admin);
    const { keys } = await jwks();
    expect(keys.map((one) => Object.keys(one))).toEqual([['kty', 'use', 'alg', 'kid', 'n', 'e']]);
    const below = await home.running().server.inject({
      url: '/api/v2/.well-known/jwks.json',
      headers: { host: 'localhost' },
    });
    expect(below.statusCode).toBe(404);
  });

  it('are replaced on demand; tokens of before stay good and are checked by the old one', async () => {
    const kid = await home.running().auth.rotateSigningKey();
    const next = (await home.login()).data.access_token;
    expect(decodeProtectedHeader(next).kid).toBe(kid);
    expect(decodeProtectedHeader(admin).kid).not.toBe(kid);
    for (const token of [admin, next]) {
      await verify(token);
      expect((await home.call('GET', '/auth/me', { token })).status).toBe(200);
    }
    expect((await jwks()).keys).toHaveLength(2);
    await home.stop();
    await home.start();
    expect((await home.call('GET', '/auth/me', { token: admin })).status).toBe(200);
    expect(decodeProtectedHeader((await home.login()).data.access_token).kid).toBe(kid);
  });

  it('are forgotten once the last token of theirs has expired', async () => {
    await home.running().auth.rotateSigningKey();
    await home.clock.advance(HOUR + 4 * 60_000);
    expect((await jwks()).keys).toHaveLength(2);
    await home.clock.advance(2 * 60_000);
    await expect.poll(async () => (await jwks()).keys.length).toBe(1);
    const rows = home.running().database.query<AuthTables>().selectFrom('auth_signing_keys').selectAll();
    expect(await rows.execute()).toHaveLength(1);
    expect((await home.call('GET', '/auth/me', { token: admin })).status).toBe(401);
  });

  it('are replaced by themselves when they are old enough', async () => {
    await home.stop();
    await home.clock.advance(90 * DAY - 5 * 60_000);
    await home.start();
    const before = (await home.login()).data.access_token;
    await home.clock.advance(6 * 60_000);
    await expect.poll(async () => (await jwks()).keys.length).toBe(2);
    const after = (await home.login()).data.access_token;
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
  });

  it('are made once for many who ask at once', async () => {
    const { auth } = home.running();
    const kids = await Promise.all([auth.rotateSigningKey(), auth.rotateSigningKey()]);
    const rows = home.running().database.query<AuthTables>().selectFrom('auth_signing_keys').selectAll();
    const all = await rows.execute();
    expect(all.filter(({ retired_at }) => retired_at === null)).toHaveLength(1);
    expect(all.map(({ kid }) => kid)).toEqual(expect.arrayContaining(kids));
  });
});

/** A character as a form may write it too. */
function encode(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
