/** How somebody comes in by a socket, and who does not. */
import { describe, expect, it } from 'vitest';
import { ada, bob, by, gist, startLive } from './live.ts';

const ours = { host: 'localhost', origin: 'http://localhost' };

describe('a handshake', () => {
  it.each([
    ['an API key', { headers: { 'x-api-key': 'admin' } }],
    ['a token', by('admin')],
    ['a subprotocol', { protocols: ['cloudcube.v1', 'bearer.admin'] }],
    ['the cookie of our page', { headers: { ...ours, cookie: 'session=admin' } }],
    [
      'a subprotocol, before the cookie',
      { protocols: ['cloudcube.v1', 'bearer.admin'], headers: { ...ours, cookie: 'session=reader' } },
    ],
    [
      'a subprotocol, behind a proxy with its own password',
      { protocols: ['bearer.admin', 'cloudcube.v1'], headers: { authorization: 'Basic eA==' } },
    ],
  ])('signs in by %s', async (_how, options) => {
    const { connect, hub } = await startLive();
    const client = await connect(options);
    const connected = await client.next('connected');
    expect(connected.data).toMatchObject({
      status: 'connected',
      authenticated: true,
      epoch: hub.epoch,
      heartbeat_seconds: 30,
    });
    expect(connected.data.client_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect((await client.next('authenticated')).data).toEqual({
      ...{ success: true, user_id: ada, username: `name of ${ada}`, roles: ['admin'], expires_at: null },
    });
    const isOffered = 'protocols' in options;
    expect(client.socket.protocol).toBe(isOffered ? 'cloudcube.v1' : '');
  });

  it.each([
    ['a cookie without an Origin', { headers: { cookie: 'session=admin' } }],
    ['a cookie of another program', { headers: { ...ours, cookie: 'other=admin' } }],
    [
      'a cookie from a named page elsewhere',
      { headers: { host: 'localhost', origin: 'https://board.example', cookie: 'session=admin' } },
    ],
    ['a password for a proxy', { headers: { authorization: 'Basic eA==' } }],
  ])('is nobody by %s', async (_what, options) => {
    const { connect, brought } = await startLive({
      namedOrigins: () => new Set(['https://board.example']),
    });
    const client = await connect(options);
    expect((await client.next('connected')).data.authenticated).toBe(false);
    client.say({ type: 'get_online_users', data: {} });
    expect((await client.next('error')).data.code).toBe('AUTH_REQUIRED');
    expect(brought.filter(({ cookie }) => cookie?.startsWith('session'))).toEqual([]);
  });

  it('with a wrong token is told so, and ended', async () => {
    const { connect } = await startLive();
    const client = await connect(by('guess'));
    expect((await client.next('authentication_error')).data).toMatchObject({
      success: false,
      code: 'AUTH_TOKEN_INVALID',
    });
    expect(await client.closed).toEqual([4401, 'AUTH_TOKEN_INVALID']);
  });

  it.each([
    [
      'another site’s page',
      { headers: { host: 'localhost', origin: 'https://evil.example', cookie: 'session=admin' } },
      403,
      'SERVER_ORIGIN_NOT_ALLOWED',
    ],
    [
      'a page of no origin',
      { headers: { host: 'localhost', origin: 'null', cookie: 'session=admin' } },
      403,
      'SERVER_ORIGIN_NOT_ALLOWED',
    ],
    ['a name that is not ours', { headers: { host: 'evil.example' } }, 403, 'SERVER_HOST_NOT_ALLOWED'],
    ['a token in the address', { path: '/ws/connect?token=admin' }, 400, 'VALIDATION_ERROR'],
    ['an address at which nothing is', { path: '/ws/nothing' }, 404, 'ROUTE_NOT_FOUND'],
    ['an address that is no socket', { path: '/raw' }, 200, undefined],
    ['another version of the protocol', { protocolVersion: 8 }, 426, 'LIVE_UPGRADE_NEEDED'],
  ] as const)('by %s gets an answer and no socket', async (_what, options, status, code) => {
    const { refused, live, log } = await startLive();
    expect(await refused(options)).toMatchObject({
      status,
      code,
      headers: { connection: 'close', 'x-request-id': expect.any(String) },
    });
    expect(live.open()).toBe(0);
    expect(log.filter((line) => !line.startsWith('debug:'))).toEqual([]);
  });

  it('is needed: a mere request is told so', async () => {
    const { ask } = await startLive();
    const answer = await ask('/api/v2/ws/connect');
    expect([answer.statusCode, answer.json<{ error: object }>().error]).toMatchObject([
      426,
      { code: 'LIVE_UPGRADE_NEEDED' },
    ]);
    expect(answer.headers).toMatchObject({ upgrade: 'websocket', connection: 'Upgrade' });
    const posted = await ask({ method: 'POST', url: '/api/v2/ws/connect' });
    expect(posted.statusCode).toBe(404);
  });
});

it('a handshake is over when it is over: it does not count as a request for as long as the socket lives', async () => {
  const { connect, ended } = await startLive();
  await (await connect(by('key'))).next('authenticated');
  expect(ended()).toBe(1);
});

describe('a first message', () => {
  it('signs in by a token, and answers by its id', async () => {
    const { connect, brought } = await startLive();
    const client = await connect();
    expect((await client.next('connected')).data.authenticated).toBe(false);
    client.say({ type: 'authenticate', data: { token: 'reader' }, id: 'x1' });
    expect(await client.next('authenticated')).toMatchObject({
      id: 'x1',
      data: { user_id: bob, roles: ['user'] },
    });
    expect(brought[0]).toMatchObject({
      authorization: 'Bearer reader',
      method: 'GET',
      ip: '127.0.0.1',
      secure: false,
    });
  });

  it('may be bare, and brings its channels along', async () => {
    const { connect } = await startLive();
    const client = await connect();
    client.say({ token: 'reader', channels: ['system', 'monitoring', 'nonsense', 'system_metrics', 'logs'] });
    await client.next('authenticated');
    client.say({ type: 'ping' });
    await client.next('pong');
    expect(client.heard.map(gist).slice(2, -1)).toEqual([
      ['subscribed', 'system', undefined],
      ['subscription_error', 'monitoring_alerts', 'AUTH_INSUFFICIENT_PERMISSIONS'],
      ['subscription_error', 'nonsense', 'LIVE_TOPIC_UNKNOWN'],
      ['subscribed', 'system_metrics', undefined],
      ['subscription_error', 'logs', 'AUTH_INSUFFICIENT_PERMISSIONS'],
    ]);
    const admin = await connect();
    admin.say({ token: 'admin', channels: ['system'] });
    expect([
      (await admin.next('subscribed')).data.topic,
      (await admin.next('subscribed')).data.topic,
    ]).toEqual(['system', 'logs']);
  });

  it('that signs in is waited for: what comes behind it is meant for whoever that is', async () => {
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    const { connect } = await startLive({ slow: () => waiting });
    const client = await connect();
    client.say({ token: 'admin' });
    client.say({ type: 'subscribe', data: { topics: ['logs'] }, id: 's' });
    await client.next('connected');
    expect(client.heard).toHaveLength(1);
    go();
    expect(await client.next('subscribed')).toMatchObject({ id: 's', data: { topic: 'logs' } });
    expect(client.heard.map(({ type }) => type)).toEqual(['connected', 'authenticated', 'subscribed']);
  });

  it.each([
    ['a wrong token', { token: 'guess' }],
    ['a wrong token, in full', { type: 'authenticate', data: { token: 'guess' } }],
  ])('with %s ends it', async (_what, message) => {
    const { connect } = await startLive();
    const client = await connect();
    client.say(message);
    expect((await client.next('authentication_error')).data.code).toBe('AUTH_TOKEN_INVALID');
    expect(await client.closed).toEqual([4401, 'AUTH_TOKEN_INVALID']);
  });

  it('that does not come in time ends it', async () => {
    const { connect, clock } = await startLive();
    const client = await connect();
    await client.next('connected');
    await clock.advance(4999);
    client.say({ type: 'ping', data: {} });
    await client.next('pong');
    await clock.advance(1);
    expect((await client.next('authentication_error')).data.code).toBe('LIVE_SIGN_IN_TIMEOUT');
    expect(await client.closed).toEqual([4401, 'LIVE_SIGN_IN_TIMEOUT']);
  });
});

describe('a second sign-in', () => {
  it('of the same prolongs it', async () => {
    const { connect, accounts, clock } = await startLive();
    accounts.get('admin')!.expires_at = clock.now() + 10_000;
    const client = await connect(by('admin'));
    expect((await client.next('authenticated')).data.expires_at).toBe('2026-11-20T08:00:10.000Z');
    accounts.get('admin')!.expires_at = clock.now() + 20_000;
    client.say({ type: 'authenticate', data: { token: 'admin' } });
    expect((await client.next('authenticated')).data.expires_at).toBe('2026-11-20T08:00:20.000Z');
    await clock.advance(19_999);
    client.say({ type: 'ping' });
    await client.next('pong');
    await clock.advance(1);
    expect((await client.next('authentication_error')).data.code).toBe('AUTH_TOKEN_EXPIRED');
    expect(await client.closed).toEqual([4401, 'AUTH_TOKEN_EXPIRED']);
  });

  it.each(['reader', 'guess'])('by the token “%s” ends it', async (token) => {
    const { connect } = await startLive();
    const client = await connect(by('admin'));
    client.say({ type: 'authenticate', data: { token } });
    await client.next('authentication_error');
    expect(await client.closed).toEqual([4401, 'AUTH_TOKEN_INVALID']);
  });
});

describe('addresses that bring a topic along', () => {
  it('subscribe by themselves', async () => {
    const { connect, hub } = await startLive();
    hub.set('system', 'system_status', () => ({
      cpu_usage: 1,
      memory_usage: null,
      disk_usage: null,
      network_traffic: null,
      measured_at: null,
    }));
    const client = await connect({ path: '/ws/system/status', ...by('reader') });
    expect((await client.next('subscribed')).data.topic).toBe('system');
    expect((await client.next('system_status')).data.cpu_usage).toBe(1);
    const later = await connect({ path: '/ws/monitoring/alerts' });
    later.say({ token: 'admin' });
    expect((await later.next('subscribed')).data.topic).toBe('monitoring_alerts');
  });

  it('are closed to who may not be told', async () => {
    const { connect } = await startLive();
    const client = await connect({ path: '/ws/monitoring/alerts', ...by('reader') });
    expect((await client.next('subscription_error')).data).toMatchObject({
      topic: 'monitoring_alerts',
      code: 'AUTH_INSUFFICIENT_PERMISSIONS',
    });
    expect(await client.closed).toEqual([4403, 'AUTH_INSUFFICIENT_PERMISSIONS']);
  });
});
