/** Which account a request takes from, what its answer says of that, and when it is refused. */
import type { InjectOptions } from 'fastify';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { defineRoutes } from '../../../../shared/api/contract.ts';
import { UserError } from '../../../../electron/kernel/errors.ts';
import {
  createRequestLimits,
  type Quotas,
  type RequestLimits,
} from '../../../../electron/server/limits/request-limits.ts';
import { implement, type Caller } from '../../../../electron/server/route.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';
import { serve } from '../http.ts';

const standard: Quotas = {
  service: { requests: 1000, seconds: 1 },
  caller: { requests: 100, seconds: 1, burst: 50 },
  anonymous: { requests: 50, seconds: 60 },
  auth: { requests: 10, seconds: 300 },
  ddns: { requests: 5, seconds: 300 },
  admin: { requests: 60, seconds: 60 },
};

const common = { tag: 'test', summary: 'A test', data: Type.String(), example: { data: '' } } as const;
const contract = defineRoutes({
  open: { ...common, access: 'public', method: 'GET', path: '/open' },
  who: { ...common, access: 'public', recognises: true, method: 'GET', path: '/who' },
  health: { ...common, access: 'public', limit: 'service', method: 'GET', path: '/health', onlyAtRoot: true },
  login: { ...common, access: 'public', limit: 'auth', method: 'POST', path: '/login' },
  me: { ...common, access: 'signed_in', method: 'GET', path: '/me' },
  code: { ...common, access: 'signed_in', limit: 'auth', method: 'POST', path: '/code' },
  change: { ...common, access: 'signed_in', method: 'POST', path: '/admin/change' },
  see: { ...common, access: 'signed_in', method: 'GET', path: '/admin/see' },
  secret: { ...common, access: 'test:write', method: 'POST', path: '/admin/secret' },
  update: { ...common, access: 'signed_in', limit: 'ddns', method: 'POST', path: '/update' },
  device: {
    ...common,
    access: 'device',
    method: 'GET',
    path: '/nic/update',
    onlyAtRoot: true,
    raw: 'A test of it',
    plainText: { failures: { 429: 'abuse' }, otherwise: '911' },
  },
});

interface Server {
  readonly clock: VirtualClock;
  readonly limits: RequestLimits;
  /** Statuses of so many equal requests. */
  many(count: number, options: InjectOptions | string): Promise<number[]>;
  ask(options: InjectOptions | string): ReturnType<Awaited<ReturnType<typeof serve>>['ask']>;
  quotas: Quotas;
  /** What the handler of an update does. */
  update: 'begins' | 'joins at once' | 'joins after all';
}

const token = {
  kind: 'token',
  session_id: 's1',
  key_id: null,
  permissions: ['test:read'],
  role: 'user',
  token: null,
} as const;
const callers: Record<string, Caller> = {
  'Bearer ada': { ...token, user_id: 'u1', username: 'ada' },
  // Another sign-in of the same person.
  'Bearer ada again': { ...token, session_id: 's2', user_id: 'u1', username: 'ada' },
  'Bearer ben': { ...token, user_id: 'u2', username: 'ben' },
  'Bearer key': { ...token, kind: 'key', session_id: null, key_id: 'k1', user_id: 'u1', username: 'ada' },
};

async function start(changed: Partial<Quotas> = {}): Promise<Server> {
  const clock = createVirtualClock();
  const state: Pick<Server, 'quotas' | 'update'> = {
    quotas: { ...standard, ...changed },
    update: 'begins',
  };
  const limits = createRequestLimits({ quotas: () => state.quotas, clock });
  const say = () => ({ data: 'yes' });
  const { ask } = await serve({
    clock,
    requestLimits: limits,
    authenticate: ({ authorization }) => {
      const caller = callers[authorization ?? ''];
      if (caller) return caller;
      if (authorization === 'Bearer spent key') throw new UserError('RATE_LIMIT_EXCEEDED', { retryAfter: 1 });
      throw new UserError(authorization === undefined ? 'AUTH_REQUIRED' : 'AUTH_TOKEN_INVALID');
    },
    routes: implement(contract, {
      ...{ open: say, health: say, login: say, me: say, code: say, change: say, see: say, secret: say },
      device: say,
      who: ({ caller }) => ({ data: caller?.username ?? 'nobody' }),
      update({ spend }) {
        if (state.update === 'joins at once') return { data: 'yes' };
        const giveBack = spend();
        if (state.update === 'joins after all') giveBack();
        return { data: 'yes' };
      },
    }),
  });
  return Object.assign(state, {
    clock,
    limits,
    ask,
    async many(count: number, options: InjectOptions | string) {
      const statuses: number[] = [];
      for (let at = 0; at < count; at++) statuses.push((await ask(options)).statusCode);
      return statuses;
    },
  });
}

const as = (who: string): Record<string, string> => ({ authorization: `Bearer ${who}` });
const get = (path: string, who?: string): InjectOptions => ({
  url: `/api/v2${path}`,
  ...(who === undefined ? {} : { headers: as(who) }),
});
const post = (path: string, who?: string): InjectOptions => ({ ...get(path, who), method: 'POST' });
const from = (ip: string, options: InjectOptions): InjectOptions => ({ ...options, remoteAddress: ip });
const times = (count: number, status: number): number[] => Array<number>(count).fill(status);

describe('who has not come in', () => {
  it('may ask 50 times a minute from one address', async () => {
    const { many, clock } = await start();
    expect(await many(51, get('/open'))).toEqual([...times(50, 200), 429]);
    expect(await many(1, from('192.0.2.2', get('/open')))).toEqual([200]);
    await clock.advance(59_999);
    expect(await many(1, get('/open'))).toEqual([429]);
    await clock.advance(1);
    expect(await many(51, get('/open'))).toEqual([...times(50, 200), 429]);
  });

  it('counts as one with their whole /64', async () => {
    const { many } = await start();
    expect(await many(50, from('2001:db8:1:2::1', get('/open')))).toEqual(times(50, 200));
    expect(await many(1, from('2001:db8:1:2:ffff::9', get('/open')))).toEqual([429]);
    expect(await many(1, from('2001:db8:1:3::1', get('/open')))).toEqual([200]);
    // The same IPv4 address, as a socket for both families tells it.
    expect(await many(50, from('192.0.2.7', get('/open')))).toEqual(times(50, 200));
    expect(await many(1, from('::ffff:192.0.2.7', get('/open')))).toEqual([429]);
  });

  it('guesses no longer than that: the limit is told instead of what was wrong', async () => {
    const { many } = await start();
    expect(await many(30, get('/me'))).toEqual(times(30, 401));
    expect(await many(21, get('/me', 'somebody'))).toEqual([...times(20, 401), 429]);
    expect(await many(1, get('/me', 'ada'))).toEqual([200]);
  });

  it('counts at what is not there, and by methods that nothing takes', async () => {
    const { many } = await start();
    expect(await many(20, get('/no/such'))).toEqual(times(20, 404));
    expect(await many(20, { ...get('/open'), method: 'PUT' })).toEqual(times(20, 405));
    expect(await many(9, post('/no/such', 'somebody'))).toEqual(times(9, 404));
    expect(await many(2, { url: '/%zz' })).toEqual([404, 429]);
    expect(await many(1, { ...get('/open'), method: 'PUT' })).toEqual([429]);
    expect(await many(1, get('/no/such', 'ada'))).toEqual([404]);
  });

  it('is a device, too, which is told in its own words', async () => {
    const { many, ask } = await start();
    expect(await many(50, { url: '/nic/update' })).toEqual(times(50, 200));
    const refused = await ask({ url: '/nic/update' });
    expect([refused.statusCode, refused.body]).toEqual([429, 'abuse\n']);
  });
});

describe('who has come in', () => {
  it('may ask 50 times at once, then 100 times a second', async () => {
    const { many, clock } = await start();
    expect(await many(51, get('/me', 'ada'))).toEqual([...times(50, 200), 429]);
    await clock.advance(10);
    expect(await many(2, get('/me', 'ada'))).toEqual([200, 429]);
    await clock.advance(500);
    expect(await many(51, get('/me', 'ada'))).toEqual([...times(50, 200), 429]);
  });

  it('is the person, whichever sign-in it is; a key is itself', async () => {
    const { many } = await start();
    expect(await many(50, get('/me', 'ada'))).toEqual(times(50, 200));
    expect(await many(1, get('/me', 'ada again'))).toEqual([429]);
    expect(await many(1, get('/me', 'key'))).toEqual([200]);
    expect(await many(1, get('/me', 'ben'))).toEqual([200]);
    // Nor does it cost the address they come from.
    expect(await many(50, get('/open'))).toEqual(times(50, 200));
  });

  it('counts as themselves where a route only wants to know, and where nothing is', async () => {
    const { many } = await start();
    expect(await many(25, get('/who', 'ada'))).toEqual(times(25, 200));
    expect(await many(26, get('/no/such', 'ada'))).toEqual([...times(25, 404), 429]);
    expect(await many(1, get('/who', 'ada'))).toEqual([429]);
    expect(await many(1, get('/who'))).toEqual([200]);
  });

  it('costs nobody else anything where a key is beyond a limit of its own', async () => {
    const { many } = await start();
    expect(await many(60, get('/me', 'spent key'))).toEqual(times(60, 429));
    expect(await many(2, get('/who', 'spent key'))).toEqual([429, 429]);
    expect(await many(1, get('/open'))).toEqual([200]);
  });
});

describe('what is asked', () => {
  it('is counted by address where somebody proves who they are', async () => {
    const { many, clock } = await start();
    expect(await many(5, post('/login'))).toEqual(times(5, 200));
    await clock.advance(100_000);
    expect(await many(5, post('/code', 'ada'))).toEqual(times(5, 200));
    expect(await many(1, post('/login'))).toEqual([429]);
    expect(await many(1, post('/code', 'ben'))).toEqual([429]);
    expect(await many(1, from('192.0.2.2', post('/login')))).toEqual([200]);
    expect(await many(1, get('/open'))).toEqual([200]);
    await clock.advance(200_000);
    expect(await many(6, post('/login'))).toEqual([...times(5, 200), 429]);
  });

  it('is counted by caller where an update begins, and not where one is joined', async () => {
    const server = await start();
    expect(await server.many(4, post('/update', 'ada'))).toEqual(times(4, 200));
    server.update = 'joins after all';
    const given = await server.ask(post('/update', 'ada'));
    expect(given.headers).toMatchObject({
      'ratelimit-policy': '"ddns";q=5;w=300',
      ratelimit: '"ddns";r=1;t=300',
    });
    server.update = 'begins';
    expect(await server.many(2, post('/update', 'ada'))).toEqual([200, 429]);
    server.update = 'joins at once';
    expect(await server.many(10, post('/update', 'ada'))).toEqual(times(10, 200));
    server.update = 'begins';
    expect(await server.many(1, post('/update', 'ben'))).toEqual([200]);
    await server.clock.advance(300_000);
    expect(await server.many(6, post('/update', 'ada'))).toEqual([...times(5, 200), 429]);
  });

  it('is counted by caller where something below /admin changes', async () => {
    const { many, clock } = await start();
    const change = async (): Promise<number[]> => {
      await clock.advance(500);
      return many(30, post('/admin/change', 'ada'));
    };
    expect(await change()).toEqual(times(30, 200));
    expect(await change()).toEqual(times(30, 200));
    expect(await change()).toEqual(times(30, 429));
    expect(await many(1, post('/admin/change', 'ben'))).toEqual([200]);
    await clock.advance(500);
    expect(await many(10, get('/admin/see', 'ada'))).toEqual(times(10, 200));
    // What one may not do is no change.
    expect(await many(1, post('/admin/secret', 'ada'))).toEqual([403]);
  });
});

describe('the whole service', () => {
  it('takes so much from all together, and says so first', async () => {
    const { many, clock, ask } = await start({ service: { requests: 5, seconds: 1 } });
    expect(await many(3, { url: '/health' })).toEqual(times(3, 200));
    expect(await many(2, get('/me', 'ada'))).toEqual([200, 200]);
    expect(await many(1, { url: '/health' })).toEqual([429]);
    const refused = await ask({ url: '/', headers: { host: 'evil.example' } });
    expect(refused.statusCode).toBe(429);
    expect(refused.headers).toMatchObject({ 'ratelimit-policy': '"service";q=5;w=1', 'retry-after': '1' });
    await clock.advance(1000);
    expect(await many(1, { url: '/health' })).toEqual([200]);
  });

  it('is all that a probe costs', async () => {
    const { many, ask } = await start();
    expect(await many(60, { url: '/health' })).toEqual(times(60, 200));
    expect((await ask({ url: '/health' })).headers).not.toHaveProperty('ratelimit');
    expect(await many(1, get('/open'))).toEqual([200]);
  });
});

describe('an answer', () => {
  it('tells what is left of the account that is nearest to its end', async () => {
    const { ask } = await start();
    expect((await ask(get('/me', 'ada'))).headers).toMatchObject({
      'x-ratelimit-limit': '50',
      'x-ratelimit-remaining': '49',
      'ratelimit-policy': '"caller";q=100;w=1',
      ratelimit: '"caller";r=49;t=1',
    });
    expect((await ask(post('/login'))).headers).toMatchObject({
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '9',
      'ratelimit-policy': '"auth";q=10;w=300',
      ratelimit: '"auth";r=9;t=300',
    });
    expect((await ask(get('/me'))).headers).toMatchObject({ ratelimit: '"anonymous";r=48;t=60' });
    expect((await ask(get('/no/such'))).headers).toMatchObject({ ratelimit: '"anonymous";r=47;t=60' });
  });

  it('of refusal says when to come again, in the envelope and the reader’s language', async () => {
    const { ask, many, clock } = await start();
    await many(10, post('/login'));
    await clock.advance(120_500);
    const refused = await ask({ ...post('/login'), headers: { 'accept-language': 'zh-CN' } });
    expect(refused.statusCode).toBe(429);
    expect(refused.headers).toMatchObject({
      'retry-after': '180',
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil((clock.now() + 179_500) / 1000)),
      ratelimit: '"auth";r=0;t=180',
      'cache-control': 'no-store',
    });
    expect(refused.json()).toMatchObject({
      success: false,
      error: { code: 'RATE_LIMIT_EXCEEDED', message: '请求过于频繁，请在 180 秒后再试。' },
    });
    // And that is true.
    await clock.advance(179_499);
    expect(await many(1, post('/login'))).toEqual([429]);
    await clock.advance(1);
    expect(await many(1, post('/login'))).toEqual([200]);
  });
});

it('goes by a changed quota at once, for everybody', async () => {
  const server = await start();
  expect(await server.many(51, get('/open'))).toEqual([...times(50, 200), 429]);
  server.quotas = { ...standard, anonymous: { requests: 52, seconds: 60 } };
  server.limits.retune();
  expect(await server.many(3, get('/open'))).toEqual([200, 200, 429]);
  server.quotas = { ...standard, anonymous: { requests: 1, seconds: 60 } };
  server.limits.retune();
  expect(await server.many(1, get('/open'))).toEqual([429]);
  expect(await server.many(2, from('192.0.2.2', get('/open')))).toEqual([200, 429]);
});
