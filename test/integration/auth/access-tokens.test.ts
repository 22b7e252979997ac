import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccessTokens } from '../../../electron/auth/access-tokens.ts';
import { createSigningKeys, type SigningKey } from '../../../electron/auth/signing-keys.ts';
import { UserError } from '../../../electron/kernel/errors.ts';
import { createInstallation, credentials, type Installation } from './installation.ts';
import { createFakeAudit } from '../../fakes/audit.ts';

let home: Installation;
let good: string;
let own: SigningKey;
let publicPem: string;
let foreign: KeyObject;

beforeAll(async () => {
  home = createInstallation();
  const { database, secretBox } = await home.start();
  good = (await home.login()).data.access_token;
  const silent = () => undefined;
  const logger = { error: silent, warn: silent, info: silent, debug: silent };
  const keys = await createSigningKeys({
    database,
    secretBox,
    audit: createFakeAudit(),
    clock: home.clock,
    logger,
  });
  own = await keys.current();
  publicPem = keys.publicKey(own.kid)?.export({ type: 'spki', format: 'pem' }).toString() ?? '';
  foreign = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
});
afterAll(() => home.remove());

const codeOf = async (token: string) => (await home.call('GET', '/auth/me', { token })).code;
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The good token's content with changes, signed anew. */
function forge(changes: {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: KeyObject;
}): Promise<string> {
  const header = { alg: 'RS256', typ: 'at+jwt', kid: own.kid, ...changes.header };
  return new SignJWT({ ...decodeJwt(good), ...changes.claims })
    .setProtectedHeader(header)
    .sign(changes.key ?? own.privateKey);
}

describe('an access token', () => {
  it('says what is promised, and no more', () => {
    expect(decodeProtectedHeader(good)).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: own.kid });
    const { sub, sid, jti, ...rest } = decodeJwt(good);
    for (const id of [sub, sid, jti]) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const iat = Math.floor(home.clock.now() / 1000);
    expect(rest).toEqual({
      iss: 'cloudcube',
      aud: 'cloudcube-api',
      epoch: 1,
      roles: ['super_admin'],
      iat,
      exp: iat + 3600,
    });
  });

  it('is taken when it is made by the rules', async () => {
    expect(await codeOf(await forge({}))).toBeUndefined();
  });

  it('is refused unsigned', async () => {
    const [, payload = ''] = good.split('.');
    expect(await codeOf(`${base64({ alg: 'none', typ: 'at+jwt' })}.${payload}.`)).toBe('AUTH_TOKEN_INVALID');
  });

  it('is refused when signed with the public key as a shared secret', async () => {
    const [, payload = ''] = good.split('.');
    const signed = `${base64({ alg: 'HS256', typ: 'at+jwt', kid: own.kid })}.${payload}`;
    const mac = createHmac('sha256', publicPem).update(signed).digest('base64url');
    expect(await codeOf(`${signed}.${mac}`)).toBe('AUTH_TOKEN_INVALID');
  });

  it.each([
    ['another key under our id', () => forge({ key: foreign })],
    ['an unknown key id', () => forge({ header: { kid: 'other' } })],
    ['no key id', () => forge({ header: { kid: undefined } })],
    ['a key of its own in the header', () => forge({ key: foreign, header: { jwk: {}, kid: 'x' } })],
    ['another algorithm of the same key', () => forge({ header: { alg: 'PS256' } })],
    ['another audience', () => forge({ claims: { aud: 'other' } })],
    ['another issuer', () => forge({ claims: { iss: 'other' } })],
    ['another type', () => forge({ header: { typ: 'JWT' } })],
    ['no expiry', () => forge({ claims: { exp: undefined } })],
    ['a sign-in that is not', () => forge({ claims: { sid: '0198f3a0-0000-7000-8000-00000000000a' } })],
    ['another user', () => forge({ claims: { sub: '0198f3a0-0000-7000-8000-00000000000a' } })],
    ['an older epoch', () => forge({ claims: { epoch: 0 } })],
    ['an epoch that is no number', () => forge({ claims: { epoch: '1' } })],
  ])('is refused with %s', async (_, make) => {
    expect(await codeOf(await make())).toBe('AUTH_TOKEN_INVALID');
  });

  it('is told expired only when its signature is good', async () => {
    const exp = Math.floor(home.clock.now() / 1000) - 1;
    expect(await codeOf(await forge({ claims: { exp } }))).toBe('AUTH_TOKEN_EXPIRED');
    expect(await codeOf(await forge({ claims: { exp }, key: foreign }))).toBe('AUTH_TOKEN_INVALID');
  });

  it('is refused from the future, by more than a little', async () => {
    const iat = Math.floor(home.clock.now() / 1000);
    expect(await codeOf(await forge({ claims: { iat: iat + 29 } }))).toBeUndefined();
    expect(await codeOf(await forge({ claims: { iat: iat + 31 } }))).toBe('AUTH_TOKEN_EXPIRED');
  });

  it('is refused when a single character is altered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.length - 3 }), async (index) => {
        const other = good[index] === 'A' ? 'B' : 'A';
        expect(await codeOf(good.slice(0, index) + other + good.slice(index + 1))).toBe('AUTH_TOKEN_INVALID');
      }),
      { numRuns: 60 },
    );
  });

  it('is never a bug of ours, whatever it is', async () => {
    const keys = {
      current: () => Promise.resolve(own),
      publicKey: () => undefined,
      stop: () => undefined,
    };
    const tokens = createAccessTokens({ keys, clock: home.clock });
    const part = fc.oneof(fc.string(), fc.json(), fc.base64String()).map((text) => text.slice(0, 200));
    const jwt = fc
      .tuple(part, part, part)
      .map((parts) => parts.map((text) => Buffer.from(text).toString('base64url')).join('.'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), part, jwt), async (token) => {
        await expect(tokens.verify(token)).rejects.toBeInstanceOf(UserError);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the Authorization header', () => {
  it.each([undefined, '', 'Basic YTpi', 'Bearer', 'a.b.c'])('is asked for where it is %j', async (header) => {
    const options = header === undefined ? {} : { authorization: header };
    expect((await home.call('GET', '/auth/me', options)).code).toBe('AUTH_REQUIRED');
  });

  it('may write its scheme in any case', async () => {
    const reply = await home.call('GET', '/auth/me', { authorization: `bEARER ${good}` });
    expect(reply.status).toBe(200);
  });

  it('is answered without waiting when the token was met before', async () => {
    const { authenticate } = home.running().auth;
    const request = { ...credentials, authorization: `Bearer ${good}` };
    const first = await authenticate(request);
    expect(authenticate(request)).toBe(first);
  });
});
