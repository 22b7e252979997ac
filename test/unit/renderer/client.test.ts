import { describe, expect, it } from 'vitest';
import { createClient } from '../../../renderer/api/client.ts';
import { ApiError, Unreachable } from '../../../renderer/api/errors.ts';
import { createSession } from '../../../renderer/api/session.ts';
import { userExample } from '../../../shared/api/auth.ts';

interface Call {
  readonly path: string;
  readonly csrf: string | null;
  readonly language: string | null;
  readonly body: unknown;
}
type Answer = { data: unknown } | { code: string } | 'gone';

const begun = { user: userExample, expires_at: '2026-11-21T08:00:00.000Z', csrf_token: 'token 1' };
const inside = { authenticated: true, user: userExample, expires_at: begun.expires_at };
const outside = { authenticated: false, user: null, expires_at: null };
const ends = Date.parse(begun.expires_at);

/** A client over a server that answers as `answer` says. */
function over(answer: (call: Call) => Answer, now = ends - 3_600_000) {
  const calls: Call[] = [];
  let announced = 0;
  const session = createSession(() => {
    announced += 1;
  });
  const told: string[] = [];
  const client = createClient({
    session,
    now: () => now,
    language: () => 'zh-CN',
    heard: () => undefined,
    damaged: (message) => told.push(message),
    fetch: (address, init) => {
      const headers = new Headers(init.headers);
      const call: Call = {
        path: `${init.method ?? 'GET'} ${address}`,
        csrf: headers.get('x-csrf-token'),
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
  return { client, session, calls, told, announced: () => announced };
}

const removal = { params: { host_id: 'a/b' }, query: { records: 'delete' } } as const;

describe('the client', () => {
  it('fills path and query, and sends the token of the sign-in with what changes something', async () => {
    const { client, session, calls } = over(() => ({ data: {} }));
    session.enter(begun);
    await client.call('DELETE /ddns/hosts/{host_id}', removal);
    await client.call('GET /ddns/status', {});
    expect(calls).toEqual([
      {
        path: 'DELETE /api/v2/ddns/hosts/a%2Fb?records=delete',
        csrf: 'token 1',
        language: 'zh-CN',
        body: undefined,
      },
      { path: 'GET /api/v2/ddns/status', csrf: null, language: 'zh-CN', body: undefined },
    ]);
  });

  it('asks for the token of a sign-in that began earlier, once for all who need it', async () => {
    const { client, session, calls } = over(({ path }) => ({
      data: path.endsWith('/csrf-token') ? { csrf_token: 'asked for' } : {},
    }));
    session.know({ user: userExample, expires_at: begun.expires_at });
    await Promise.all([client.call('POST /ddns/resume', {}), client.call('POST /ddns/resume', {})]);
    expect(calls.map(({ path, csrf }) => [path, csrf])).toEqual([
      ['GET /api/v2/admin/csrf-token', null],
      ['POST /api/v2/ddns/resume', 'asked for'],
      ['POST /api/v2/ddns/resume', 'asked for'],
    ]);
  });

  it('goes on with a new token where another tab has signed the same person in again', async () => {
    const { client, session, calls } = over(({ path, csrf }) => {
      if (path.endsWith('/admin/me')) return { data: inside };
      if (path.endsWith('/csrf-token')) return { data: { csrf_token: 'token 2' } };
      return csrf === 'token 2' ? { data: 'fine' } : { code: 'AUTH_CSRF_INVALID' };
    });
    session.enter(begun);
    expect(await client.call('POST /ddns/resume', {})).toBe('fine');
    expect(calls.filter(({ path }) => path.endsWith('/resume'))).toHaveLength(2);
  });

  it('does not do as another person what one has pressed', async () => {
    const other = { ...userExample, id: '0198f3a0-0000-7000-8000-00000000000b', username: 'ben' };
    const { client, session, calls } = over(({ path }) =>
      path.endsWith('/admin/me') ? { data: { ...inside, user: other } } : { code: 'AUTH_CSRF_INVALID' },
    );
    session.enter(begun);
    await expect(client.call('POST /ddns/resume', {})).rejects.toBeInstanceOf(ApiError);
    expect(calls.filter(({ path }) => path.endsWith('/resume'))).toHaveLength(1);
    expect(session.state()).toMatchObject({ signedIn: true, user: { username: 'ben' } });
  });

  it('ends the sign-in when the server no longer knows it, and says why', async () => {
    const refusing = ({ path }: Call): Answer =>
      path.endsWith('/admin/me') ? { data: outside } : { code: 'AUTH_REQUIRED' };
    for (const [now, why] of [
      [ends - 1, 'elsewhere'],
      [ends, 'expired'],
    ] as const) {
      const { client, session } = over(refusing, now);
      session.enter(begun);
      await expect(client.call('GET /auth/me', {})).rejects.toBeInstanceOf(ApiError);
      expect(session.state()).toMatchObject({ signedIn: false, user: null, ended: why });
    }
  });

  it('keeps the sign-in where a refusal was meant for the one before', async () => {
    const { client, session } = over(({ path }) =>
      path.endsWith('/admin/me') ? { data: inside } : { code: 'AUTH_REQUIRED' },
    );
    session.enter(begun);
    await expect(client.call('GET /auth/me', {})).rejects.toBeInstanceOf(ApiError);
    expect(session.state().signedIn).toBe(true);
  });

  it('keeps the sign-in while the server is gone', async () => {
    const { client, session } = over(() => 'gone');
    session.enter(begun);
    await expect(client.call('GET /auth/me', {})).rejects.toBeInstanceOf(Unreachable);
    expect(session.state().signedIn).toBe(true);
  });

  it('takes a wrong password for what it is, not for the end of a sign-in', async () => {
    const { client, session, calls } = over(() => ({ code: 'AUTH_INVALID_CREDENTIALS' }));
    await expect(
      client.call('POST /admin/login', { body: { username: 'admin', password: 'wrong' } }),
    ).rejects.toBeInstanceOf(ApiError);
    expect(calls).toHaveLength(1);
    expect(session.state()).toMatchObject({ signedIn: null, ended: null });
  });

  it('tells of a damaged database wherever it meets it', async () => {
    const { client, told } = over(() => ({ code: 'STORAGE_DAMAGED' }));
    await expect(client.call('GET /setup', {})).rejects.toBeInstanceOf(ApiError);
    expect(told).toEqual(['why']);
  });
});

describe('the sign-in of the browser', () => {
  it('is told to other tabs where it begins and ends, not where it is only looked at', () => {
    const { session, announced } = over(() => 'gone');
    session.know({ user: userExample, expires_at: null });
    session.end('tab');
    expect(announced()).toBe(0);
    session.enter(begun);
    session.leave();
    expect(announced()).toBe(2);
    expect(session.csrf()).toBeNull();
  });

  it('has no reason to end where there was none', () => {
    const { session } = over(() => 'gone');
    session.end('elsewhere');
    expect(session.state()).toMatchObject({ signedIn: false, ended: null });
  });

  it('keeps its reason over a second look', () => {
    const { session } = over(() => 'gone');
    session.enter(begun);
    session.end('tab');
    session.end('elsewhere');
    expect(session.state().ended).toBe('tab');
  });

  it('has the better reason where the tab that signed out tells later than the server', () => {
    const { session } = over(() => 'gone');
    session.enter(begun);
    session.end('elsewhere');
    session.end('tab');
    expect(session.state()).toMatchObject({ signedIn: false, ended: 'tab' });
  });
});
