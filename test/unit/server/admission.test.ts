/** How the server treats callers of each kind, cookies, and routes that speak OAuth. */
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { defineRoutes } from '../../../shared/api/contract.ts';
import { OperationalError, UserError } from '../../../electron/kernel/errors.ts';
import { implement, type Caller, type Credentials } from '../../../electron/server/route.ts';
import { serve } from './http.ts';

const common = { tag: 'test', summary: 'A test', example: { data: null } } as const;
const contract = defineRoutes({
  person: {
    ...common,
    access: 'signed_in',
    by: ['token', 'session'],
    method: 'POST',
    path: '/person',
    data: Type.String(),
  },
  area: { ...common, access: 'test:write', method: 'GET', path: '/area', data: Type.String() },
  who: { ...common, access: 'public', recognises: true, method: 'POST', path: '/who', data: Type.String() },
  cookies: { ...common, access: 'public', method: 'GET', path: '/cookies', data: Type.String() },
  oauth: {
    ...common,
    access: 'public',
    method: 'POST',
    path: '/oauth',
    raw: 'A test of it',
    oauth: {
      failures: { INVALID_JSON: 'invalid_request', AUTH_REQUIRED: 'invalid_client' },
      otherwise: 'odd',
    },
    body: Type.Object({ a: Type.Optional(Type.String()) }),
    data: Type.Object({ a: Type.String(), authorization: Type.String() }),
  },
});

const routes = implement(contract, {
  person: ({ caller }) => ({ data: caller.session_id }),
  area: ({ caller }) => ({ data: caller.kind }),
  who: ({ caller, user_agent }) => ({ data: `${caller?.username ?? 'nobody'} ${user_agent}` }),
  cookies: ({ cookie }) => ({
    data: cookie('a') ?? 'none',
    cookies: [
      { name: 'a', value: '1', max_age: 60 },
      { name: 'b', value: '', max_age: 0, same_site: 'Lax' },
    ],
  }),
  oauth({ body, authorization }) {
    if (body.a === 'bug') throw new Error('"secret"');
    if (body.a === 'refuse') throw new UserError('AUTH_REQUIRED');
    return { data: { a: body.a ?? 'none', authorization: authorization ?? 'none' } };
  },
});

const caller = (kind: Caller['kind'], permissions: string[]): Caller => ({
  ...{ kind, permissions, user_id: 'u', username: 'ada', key_id: kind === 'key' ? 'k' : null },
  session_id: kind === 'key' ? null : 's',
  ...{ role: kind === 'key' ? null : 'user', token: null },
});
const callers: Record<string, Caller> = {
  key: caller('key', ['test:*']),
  token: caller('token', ['*']),
  reader: caller('session', ['test:read']),
};

async function start(seen: Credentials[] = []) {
  return serve({
    routes,
    authenticate: (request) => {
      seen.push(request);
      const found = callers[request.authorization ?? ''];
      if (request.authorization === 'broken') throw new OperationalError('STORAGE_BUSY');
      if (found) return request.authorization === 'token' ? Promise.resolve(found) : found;
      throw new UserError('AUTH_REQUIRED');
    },
  });
}

describe('a caller', () => {
  it.each([
    ['POST', '/person', 'token', 200],
    ['POST', '/person', 'reader', 200],
    ['POST', '/person', 'key', 403],
    ['GET', '/area', 'token', 200],
    ['GET', '/area', 'key', 200],
    ['GET', '/area', 'reader', 403],
    ['GET', '/area', 'nobody', 401],
  ] as const)('%s %s by %s is %d', async (method, path, authorization, status) => {
    const { ask } = await start();
    const answer = await ask({ method, url: `/api/v2${path}`, headers: { authorization } });
    expect(answer.statusCode).toBe(status);
  });

  it('is known to a public route that asks, and nobody where it cannot be told', async () => {
    const { ask } = await start();
    const who = async (authorization: string) =>
      (
        await ask({ method: 'POST', url: '/api/v2/who', headers: { authorization, 'user-agent': 'x\ty' } })
      ).json<object>();
    expect(await who('token')).toMatchObject({ data: 'ada x?y' });
    expect(await who('nobody')).toMatchObject({ data: 'nobody x?y' });
    expect(await who('broken')).toMatchObject({ error: { code: 'STORAGE_BUSY' } });
  });

  it('is recognised as if it read, for recognising changes nothing', async () => {
    const seen: Credentials[] = [];
    const { ask } = await start(seen);
    await ask({ method: 'POST', url: '/api/v2/who' });
    await ask({ method: 'POST', url: '/api/v2/person' });
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('brings all that tells who it is', async () => {
    const seen: Credentials[] = [];
    const { ask } = await start(seen);
    const headers = {
      ...{ authorization: 'token', 'x-api-key': 'k', cookie: 'a=1', 'x-csrf-token': 'c' },
      ...{ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    };
    await ask({ method: 'GET', url: '/api/v2/area', headers, remoteAddress: '192.0.2.9' });
    expect(seen[0]).toMatchObject({
      ...{ authorization: 'token', apiKey: 'k', cookie: 'a=1', csrfToken: 'c', origin: 'http://localhost' },
      ...{ fetchSite: 'same-origin', ip: '192.0.2.9', secure: false, method: 'GET' },
    });
  });

  it('is told when its request has ended', async () => {
    let ended = 0;
    const { ask } = await serve({
      routes,
      authenticate: ({ onEnd }) => {
        onEnd(() => (ended += 1));
        throw new UserError('AUTH_REQUIRED');
      },
    });
    await ask('/api/v2/area');
    await expect.poll(() => ended).toBe(1);
  });
});

it('cookies are set one a line, and read by the name they were set under', async () => {
  const { ask } = await start();
  const answer = await ask({ url: '/api/v2/cookies', headers: { cookie: 'b=2; a=7' } });
  expect(answer.json()).toMatchObject({ data: '7' });
  expect(answer.headers['set-cookie']).toEqual([
    'a=1; Path=/; Max-Age=60; HttpOnly; SameSite=Strict',
    'b=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
  ]);
});

describe('a route that speaks OAuth', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('takes a form and what its handler checks itself', async () => {
    const { ask } = await start();
    const headers = { ...form, authorization: 'Basic x' };
    const answer = await ask({ method: 'POST', url: '/api/v2/oauth', headers, payload: 'a=b+c%21&d=' });
    expect(answer.json()).toEqual({ a: 'b c!', authorization: 'Basic x' });
  });

  it.each([
    ['a=1&a=2', 400, 'odd'],
    ['__proto__=1&constructor=2', 200, undefined],
    ['a=bug', 500, 'odd'],
    ['a=refuse', 401, 'invalid_client'],
    ['&&&=&%zz', 200, undefined],
  ])('answers %s with %d %s and nothing of the bug', async (payload, status, error) => {
    const { ask } = await start();
    const answer = await ask({ method: 'POST', url: '/api/v2/oauth', headers: form, payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.json<{ error?: string }>().error).toBe(error);
    expect(answer.body).not.toContain('secret');
    expect(answer.headers['www-authenticate']).toBe(
      status === 401 ? 'Basic realm="CloudCube", charset="UTF-8"' : undefined,
    );
  });

  it('says in its own words what is no JSON; no other route takes a form', async () => {
    const { ask } = await start();
    const json = { 'content-type': 'application/json' };
    const bad = await ask({ method: 'POST', url: '/api/v2/oauth', headers: json, payload: '{' });
    expect([bad.statusCode, bad.json<{ error: string }>().error]).toEqual([400, 'invalid_request']);
    const other = await ask({ method: 'POST', url: '/api/v2/who', headers: form, payload: 'a=b' });
    expect(other.statusCode).toBe(415);
  });
});
