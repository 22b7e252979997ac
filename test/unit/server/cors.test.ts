import { describe, expect, it } from 'vitest';
import { serve } from './http.ts';

const url = '/api/v2/raw';
const dash = 'https://dash.example';
const host = 'localhost:8080';
const named = { namedOrigins: () => new Set([dash]) };
const ask = { host, origin: dash, 'access-control-request-method': 'POST' };

describe('a page of another server', () => {
  it('may not call, nor ask whether it may, unless its origin is named', async () => {
    for (const deps of [
      {},
      { namedOrigins: () => new Set(['https://other.example', 'https://dash.example.evil']) },
    ]) {
      const { ask: call } = await serve(deps);
      for (const method of ['GET', 'OPTIONS'] as const) {
        const answer = await call({ method, url, headers: ask });
        expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'SERVER_ORIGIN_NOT_ALLOWED']);
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      }
    }
  });

  it('is told that it may, exactly for its origin, and never with cookies', async () => {
    const { ask: call } = await serve(named);
    const answer = await call({ method: 'OPTIONS', url, headers: ask });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': dash,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
      'access-control-max-age': '600',
      vary: expect.stringContaining('Origin') as string,
    });
    expect(answer.headers['access-control-allow-headers']).toContain('X-API-Key');
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('reads answers, also those that refuse', async () => {
    const { ask: call } = await serve(named);
    for (const [at, status] of [
      [url, 200],
      ['/api/v2/nothing', 404],
      ['/api/v2/me', 401],
      ['/api/v2/%', 404],
    ] as const) {
      const answer = await call({ url: at, headers: { host, origin: dash } });
      expect([answer.statusCode, answer.headers['access-control-allow-origin']], at).toEqual([status, dash]);
    }
  });

  it('brings no cookies: they count as not sent', async () => {
    const seen: (string | undefined)[] = [];
    const { ask: call } = await serve({
      ...named,
      authenticate: ({ cookie }) => {
        seen.push(cookie);
        return {
          kind: 'key',
          user_id: 'u',
          username: 'n',
          session_id: null,
          key_id: 'k',
          permissions: ['*'],
          ...{ role: null, token: null },
        };
      },
    });
    const headers = { host, cookie: 'admin_session=stolen' };
    await call({ url: '/api/v2/me', headers: { ...headers, origin: dash } });
    await call({ url: '/api/v2/me', headers });
    expect(seen).toEqual([undefined, 'admin_session=stolen']);
  });

  it('is no longer let in once its origin is taken away', async () => {
    const origins = new Set([dash]);
    const { ask: call } = await serve({ namedOrigins: () => origins });
    const headers = { host, origin: dash };
    expect((await call({ url, headers })).statusCode).toBe(200);
    origins.clear();
    expect((await call({ url, headers })).statusCode).toBe(403);
  });
});

describe('a proxy', () => {
  const forwarded = {
    'x-forwarded-for': '198.51.100.7',
    'x-forwarded-host': 'nas.example.com',
    'x-forwarded-proto': 'https',
  };
  const seenBy = async (isTrustedProxy?: (address: string) => boolean, extra: object = {}) => {
    const seen: { ip?: string; secure?: boolean } = {};
    const { ask: call } = await serve({
      ...(isTrustedProxy ? { isTrustedProxy } : {}),
      allowedHosts: () => new Set(['localhost', 'nas.example.com']),
      authenticate: ({ ip, secure }) => {
        Object.assign(seen, { ip, secure });
        return {
          kind: 'key',
          user_id: 'u',
          username: 'n',
          session_id: null,
          key_id: 'k',
          permissions: ['*'],
          ...{ role: null, token: null },
        };
      },
    });
    const { statusCode } = await call({ url: '/api/v2/me', headers: { host, ...forwarded, ...extra } });
    return { ...seen, statusCode };
  };

  it('is not believed unless its address is trusted', async () => {
    for (const trust of [undefined, () => false]) {
      expect(await seenBy(trust)).toEqual({ ip: '127.0.0.1', secure: false, statusCode: 200 });
    }
  });

  it('that is trusted tells who calls, how, and under which name', async () => {
    const trust = (address: string): boolean => address === '127.0.0.1';
    expect(await seenBy(trust)).toEqual({ ip: '198.51.100.7', secure: true, statusCode: 200 });
    // What the caller itself put before it counts for nothing.
    const forged = { 'x-forwarded-for': '10.0.0.1, 198.51.100.7' };
    expect(await seenBy(trust, forged)).toMatchObject({ ip: '198.51.100.7' });
    const strange = { 'x-forwarded-host': 'evil.example' };
    expect(await seenBy(trust, strange)).toEqual({ statusCode: 403 });
    const samePage = { origin: 'https://nas.example.com' };
    expect(await seenBy(trust, samePage)).toMatchObject({ statusCode: 200 });
    expect(await seenBy(undefined, samePage)).toEqual({ statusCode: 403 });
  });
});
