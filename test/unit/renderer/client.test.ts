import { describe, expect, it } from 'vitest';
import { createClient } from '../../../renderer/api/client.ts';
import { ApiError, Unreachable } from '../../../renderer/api/errors.ts';
import { createSession } from '../../../renderer/api/session.ts';
import type { TokenPair } from '../../../shared/api/auth.ts';

interface Call {
  readonly path: string;
  readonly token: string | null;
  readonly language: string | null;
  readonly body: unknown;
}
type Answer = { data: unknown } | { code: string } | 'gone';

const pair = (name: string): TokenPair => ({
  access_token: `access ${name}`,
  refresh_token: `refresh ${name}`,
  token_type: 'bearer',
  expires_in: 3600,
  user: {
    id: '0198f3a0-0000-7000-8000-00000000000a',
    username: 'admin',
    email: null,
    full_name: null,
    role: 'super_admin',
    permissions: ['*'],
    is_active: true,
    totp_enabled: false,
    last_login: null,
    password_changed_at: '2026-11-20T07:00:00.000Z',
    created_at: '2026-11-20T07:00:00.000Z',
    updated_at: '2026-11-20T07:00:00.000Z',
  },
});

/** A client over a server that answers as `answer` says. */
function over(answer: (call: Call) => Answer) {
  const calls: Call[] = [];
  const session = createSession({ read: () => null, keep: () => undefined });
  const told: string[] = [];
  const client = createClient({
    session,
    language: () => 'zh-CN',
    heard: () => undefined,
    damaged: (message) => told.push(message),
    fetch: (address, init) => {
      const headers = new Headers(init.headers);
      const call: Call = {
        path: `${init.method ?? 'GET'} ${address}`,
        token: headers.get('authorization'),
        language: headers.get('accept-language'),
        body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      };
      calls.push(call);
      const given = answer(call);
      if (given === 'gone') return Promise.reject(new TypeError('Failed to fetch'));
      const envelope = { request_id: 'r-1', timestamp: '2026-11-20T08:00:00.000Z' };
      return Promise.resolve(
        'data' in given
          ? Response.json({ success: true, data: given.data, ...envelope })
          : Response.json(
              { success: false, error: { code: given.code, message: 'why' }, ...envelope },
              { status: 401 },
            ),
      );
    },
  });
  return { client, session, calls, told };
}

describe('the client', () => {
  it('fills path and query, sends the token and the language', async () => {
    const { client, session, calls } = over(() => ({ data: {} }));
    session.enter(pair('1'));
    await client.call('DELETE /ddns/hosts/{host_id}', {
      params: { host_id: 'a/b' },
      query: { records: 'delete' },
    });
    expect(calls).toEqual([
      {
        path: 'DELETE /api/v2/ddns/hosts/a%2Fb?records=delete',
        token: 'Bearer access 1',
        language: 'zh-CN',
        body: undefined,
      },
    ]);
  });

  it('renews an expired token once for all calls, then asks again', async () => {
    const { client, session, calls } = over(({ path, token }) => {
      if (path.endsWith('/auth/refresh')) return { data: pair('2') };
      return token === 'Bearer access 2' ? { data: 'fine' } : { code: 'AUTH_TOKEN_EXPIRED' };
    });
    session.enter(pair('1'));
    const both = await Promise.all([client.call('GET /auth/me', {}), client.call('GET /ddns/status', {})]);
    expect(both).toEqual(['fine', 'fine']);
    expect(calls.filter(({ path }) => path.endsWith('/auth/refresh'))).toMatchObject([
      { token: null, body: { refresh_token: 'refresh 1' } },
    ]);
  });

  it('ends the sign-in when the server no longer knows it', async () => {
    const { client, session } = over(() => ({ code: 'AUTH_TOKEN_INVALID' }));
    session.enter(pair('1'));
    await expect(client.call('GET /auth/me', {})).rejects.toBeInstanceOf(ApiError);
    expect(session.state()).toMatchObject({ signedIn: false, ended: true });
  });

  it('keeps the sign-in while the server is gone', async () => {
    const { client, session } = over(() => 'gone');
    session.enter(pair('1'));
    await expect(client.call('GET /auth/me', {})).rejects.toBeInstanceOf(Unreachable);
    expect(session.state().signedIn).toBe(true);
  });

  it('tells of a damaged database wherever it meets it', async () => {
    const { client, told } = over(() => ({ code: 'STORAGE_DAMAGED' }));
    await expect(client.call('GET /setup', {})).rejects.toBeInstanceOf(ApiError);
    expect(told).toEqual(['why']);
  });
});
