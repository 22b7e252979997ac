/** What may be said over a socket, and what answers it. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../../electron/kernel/errors.ts';
import { partsOf } from '../../../../electron/server/live/asking.ts';
import { requests } from '../../../../shared/live/requests.ts';
import { topics } from '../../../../shared/live/topics.ts';
import { ada, bob, by, cy, gist, someone, startLive, type Client } from './live.ts';

/** All that came since `from`, up to the answer to a ping that is sent now. */
async function since(client: Client, from: number) {
  client.say({ type: 'ping', data: {}, id: `mark ${String(from)}` });
  for (;;) {
    const pong = await client.next('pong');
    if (pong.id === `mark ${String(from)}`) break;
  }
  return client.heard.slice(from, -1);
}

/** What answers one message. */
async function ask(client: Client, message: object) {
  await client.next('authenticated');
  await since(client, client.heard.length);
  const from = client.heard.length;
  client.say(message);
  return since(client, from);
}

describe('before anybody has signed in', () => {
  it.each(Object.keys(requests).filter((type) => !['connect', 'ping', 'authenticate'].includes(type)))(
    '%s is refused',
    async (type) => {
      const data: Record<string, object> = {
        subscribe: { topics: ['system'] },
        unsubscribe: { topics: ['system'] },
        private_message: { to: ada, message: 'm' },
        start_stream: { type: 'error_logs' },
        stop_stream: { type: 'error_logs' },
        dashboard_data: { dashboard: 'ddns' },
        execute_command: { command: 'pause' },
      };
      const { connect, asked } = await startLive();
      const client = await connect();
      client.say({ type, data: data[type] ?? {}, id: 'i' });
      expect(await client.next('error')).toMatchObject({
        id: 'i',
        data: { code: 'AUTH_REQUIRED', error: 'Sign in first.' },
      });
      expect(asked).toEqual([]);
    },
  );

  it('connect and ping are answered', async () => {
    const { connect, hub } = await startLive();
    const client = await connect({ headers: { 'accept-language': 'zh' } });
    await client.next('connected');
    client.say({ type: 'connect', id: 'a' });
    expect(await client.next('connected')).toMatchObject({
      id: 'a',
      data: { epoch: hub.epoch, authenticated: false },
    });
    client.say({ type: 'ping', data: {} });
    expect(await client.next('pong')).toMatchObject({ data: { server_time: '2026-11-20T08:00:00.000Z' } });
    client.say({ type: 'get_online_users' });
    expect((await client.next('error')).data.error).toBe('请先登录。');
  });
});

describe('subscribe', () => {
  it.each(Object.entries(topics))('%s asks for the permission of the topic', async (name, { access }) => {
    const { connect, accounts } = await startLive();
    accounts.get('reader')!.caller = someone(bob, access === 'signed_in' ? [] : [access]);
    accounts.get('key')!.caller = someone(cy, ['nothing:read']);
    const may = await ask(await connect(by('reader')), {
      type: 'subscribe',
      data: { topics: [name] },
      id: 's',
    });
    expect(may).toMatchObject([{ type: 'subscribed', id: 's', data: { topic: name, success: true } }]);
    const mayNot = await ask(await connect(by('key')), { type: 'subscribe', data: { topics: [name] } });
    const refusal = {
      type: 'subscription_error',
      data: { topic: name, code: 'AUTH_INSUFFICIENT_PERMISSIONS' },
    };
    expect(mayNot).toMatchObject([access === 'signed_in' ? { type: 'subscribed' } : refusal]);
  });

  it('answers each topic once, whatever it is called', async () => {
    const { connect } = await startLive();
    const names = ['logs', 'nope', 'logs', '__proto__', 'toString'];
    const answers = await ask(await connect(by('admin')), { type: 'subscribe', data: { topics: names } });
    expect(answers.map(gist)).toEqual([
      ['subscribed', 'logs', undefined],
      ...['nope', '__proto__', 'toString'].map((name) => ['subscription_error', name, 'LIVE_TOPIC_UNKNOWN']),
    ]);
  });

  const entry = { count: 0, entries: [] };

  it('with epoch and seq brings what was missed of the events among them', async () => {
    const { connect, hub } = await startLive();
    const client = await connect(by('key'));
    const { seq, data } = await client.next('connected');
    for (const count of [1, 2]) hub.publish('ddns_updates', 'ddns_update', () => ({ ...entry, count }));
    const missed = { topics: ['ddns_updates', 'changes.ddns'], epoch: data.epoch as string, seq };
    const answers = await ask(client, { type: 'subscribe', data: missed });
    expect(answers.map(({ type }) => type)).toEqual([
      ...['subscribed', 'subscribed', 'ddns_update', 'ddns_update'],
      'resumed',
    ]);
    expect(answers.at(-1)?.data).toEqual({ topics: ['ddns_updates'], replayed: 2 });
    const other = await ask(await connect(by('key')), {
      type: 'subscribe',
      data: { ...missed, epoch: 'before' },
    });
    expect(other.at(-1)).toMatchObject({ type: 'resync', data: { reason: 'epoch' } });
  });

  it('brings no topic back that may not be heard', async () => {
    const { connect, hub } = await startLive();
    const client = await connect(by('reader'));
    hub.publish('ddns_updates', 'ddns_update', () => entry);
    const answers = await ask(client, {
      type: 'subscribe',
      data: { topics: ['ddns_updates'], epoch: hub.epoch, seq: 0 },
    });
    expect(answers.map(({ type }) => type)).toEqual(['subscription_error']);
  });

  it('tells until it is taken back; administrators are told by their role', async () => {
    const { connect, hub } = await startLive();
    const [client, admin] = [await connect(by('key')), await connect(by('admin'))];
    await ask(client, { type: 'subscribe', data: { topics: ['ddns_updates'] } });
    await admin.next('authenticated');
    hub.publish('ddns_updates', 'ddns_update', () => entry);
    await client.next('ddns_update');
    await admin.next('ddns_update');
    const from = client.heard.length;
    client.say({ type: 'unsubscribe', data: { topics: ['ddns_updates', 'logs', 'nope'] }, id: 'u' });
    expect((await since(client, from)).map(gist)).toEqual([
      ['unsubscribed', 'ddns_updates', 'u'],
      ['unsubscribed', 'logs', 'u'],
      ['subscription_error', 'nope', 'LIVE_TOPIC_UNKNOWN'],
    ]);
    hub.publish('ddns_updates', 'ddns_update', () => entry);
    expect(await since(client, client.heard.length)).toEqual([]);
  });
});

describe('streams', () => {
  it('are topics by another word', async () => {
    const { connect, hub } = await startLive();
    const client = await connect(by('key'));
    const started = await ask(client, { type: 'start_stream', data: { type: 'ddns_updates' }, id: '1' });
    expect(started).toMatchObject([{ type: 'stream_started', id: '1', data: { type: 'ddns_updates' } }]);
    hub.publish('ddns_updates', 'ddns_update', () => ({ count: 0, entries: [] }));
    await client.next('ddns_update');
    const from = client.heard.length;
    client.say({ type: 'stop_stream', data: { type: 'ddns_updates' }, id: '2' });
    client.say({ type: 'start_stream', data: { type: 'error_logs' }, id: '3' });
    expect(await since(client, from)).toMatchObject([
      { type: 'stream_stopped', id: '2', data: { type: 'ddns_updates' } },
      { type: 'stream_error', id: '3', data: { type: 'error_logs', code: 'AUTH_INSUFFICIENT_PERMISSIONS' } },
    ]);
  });
});

describe('people', () => {
  it('see who is connected, where they may', async () => {
    const { connect, clock } = await startLive();
    const first = await connect(by('admin'));
    await first.next('authenticated');
    await clock.advance(1000);
    await (await connect(by('admin'))).next('authenticated');
    await connect();
    const [answer] = await ask(await connect(by('key')), { type: 'get_online_users', data: {}, id: 'o' });
    expect(answer).toMatchObject({ type: 'online_users', id: 'o', data: { count: 2 } });
    expect(answer?.data.users).toEqual([
      {
        user_id: ada,
        username: `name of ${ada}`,
        connected_at: '2026-11-20T08:00:00.000Z',
        roles: ['admin'],
        connections: 2,
      },
      {
        user_id: cy,
        username: `name of ${cy}`,
        connected_at: '2026-11-20T08:00:01.000Z',
        roles: [],
        connections: 1,
      },
    ]);
    const refused = await ask(await connect(by('reader')), { type: 'get_online_users', data: {} });
    expect(refused).toMatchObject([{ type: 'error', data: { code: 'AUTH_INSUFFICIENT_PERMISSIONS' } }]);
  });

  it('write to each other', async () => {
    const { connect } = await startLive();
    const screens = [await connect(by('reader')), await connect(by('reader'))];
    for (const screen of screens) await screen.next('authenticated');
    const message = '你好 __proto__';
    const admin = await connect(by('admin'));
    const sent = await ask(admin, { type: 'private_message', data: { to: bob, message }, id: 'p' });
    expect(sent).toMatchObject([
      { type: 'message_sent', id: 'p', data: { to: bob, message, connections: 2 } },
    ]);
    for (const screen of screens) {
      expect((await screen.next('private_message')).data).toEqual({
        from: ada,
        from_name: `name of ${ada}`,
        message,
      });
    }
    const from = admin.heard.length;
    await (await connect(by('key'))).next('authenticated');
    admin.say({ type: 'private_message', data: { to: cy, message }, id: 'q' });
    expect(await since(admin, from)).toMatchObject([
      { type: 'error', id: 'q', data: { code: 'RESOURCE_NOT_FOUND' } },
    ]);
  });

  it('are not written to by programs', async () => {
    const { connect } = await startLive();
    await (await connect(by('admin'))).next('authenticated');
    const refused = await ask(await connect(by('key')), {
      type: 'private_message',
      data: { to: ada, message: 'm' },
    });
    expect(refused).toMatchObject([{ type: 'error', data: { code: 'AUTH_SIGN_IN_NEEDED' } }]);
  });
});

describe('operations', () => {
  it.each([
    ['overview', 'GET /monitoring/dashboard'],
    ['performance', 'GET /performance/dashboard'],
    ['ddns', 'GET /ddns/status'],
  ])('the dashboard %s is %s', async (dashboard, operation) => {
    const { connect, asked } = await startLive();
    const client = await connect({
      ...by('admin'),
      headers: { ...by('admin').headers, 'user-agent': 'a\tb', 'accept-language': 'zh' },
    });
    client.say({ type: 'dashboard_data', data: { dashboard }, id: 'd' });
    expect(await client.next('dashboard_update')).toMatchObject({
      id: 'd',
      data: { type: dashboard, data: { done: operation } },
    });
    expect(asked).toMatchObject([
      {
        ...{ operation, parts: {} },
        by: { caller: { user_id: ada }, ip: '127.0.0.1', user_agent: 'a?b', words: { language: 'zh-CN' } },
      },
    ]);
    expect(asked[0]?.by.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('a command is given its parameters and body', async () => {
    const { connect, asked } = await startLive();
    const client = await connect(by('admin'));
    client.say({
      type: 'execute_command',
      data: { command: 'test_account', params: { account_id: 'a', deep: true } },
      id: 'c',
    });
    expect(await client.next('command_result')).toMatchObject({
      id: 'c',
      data: { command: 'test_account', result: { done: 'POST /ddns/accounts/{account_id}/test' } },
    });
    expect(asked[0]?.parts).toEqual({ params: { account_id: 'a' }, body: { deep: true } });
    client.say({ type: 'execute_command', data: { command: 'pause' } });
    await client.next('command_result');
    expect(asked[1]).toMatchObject({ operation: 'POST /ddns/pause', parts: {} });
  });

  it('a failure is told in the reader’s words; a bug says nothing of itself', async () => {
    const { connect, log } = await startLive({
      work({ operation }) {
        if (operation === 'GET /ddns/status') throw new Error('secret /etc/path');
        throw new UserError('AUTH_INSUFFICIENT_PERMISSIONS', { params: { permission: 'ddns:write' } });
      },
    });
    const client = await connect(by('admin'));
    client.say({ type: 'execute_command', data: { command: 'pause' }, id: 'c' });
    expect(await client.next('command_error')).toMatchObject({
      id: 'c',
      data: {
        command: 'pause',
        code: 'AUTH_INSUFFICIENT_PERMISSIONS',
        error: 'This needs the permission ddns:write.',
      },
    });
    client.say({ type: 'dashboard_data', data: { dashboard: 'ddns' }, id: 'd' });
    const failed = await client.next('dashboard_error');
    expect(failed).toMatchObject({ id: 'd', data: { type: 'ddns', code: 'INTERNAL_ERROR' } });
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(log).toContain('error: What was asked over a live connection failed');
  });

  it('run four at a time, sixteen wait, more are refused', async () => {
    const going: (() => void)[] = [];
    const { connect, asked } = await startLive({
      work: () =>
        new Promise<object>((resolve) =>
          going.push(() => {
            resolve({});
          }),
        ),
    });
    const client = await connect(by('admin'));
    for (let at = 0; at < 22; at += 1)
      client.say({ type: 'dashboard_data', data: { dashboard: 'ddns' }, id: String(at) });
    const refused = [await client.next('dashboard_error'), await client.next('dashboard_error')];
    expect(refused).toMatchObject(
      [20, 21].map((at) => ({ id: String(at), data: { code: 'RATE_LIMIT_EXCEEDED' } })),
    );
    expect(asked).toHaveLength(4);
    for (let at = 0; at < 20; at += 1) {
      await expect.poll(() => going.length).toBeGreaterThan(at);
      expect(asked.length - at).toBeLessThanOrEqual(4);
      going[at]?.();
      await client.next('dashboard_update');
    }
    expect(asked).toHaveLength(20);
  });

  it('of whoever has gone meanwhile are not begun', async () => {
    const going: (() => void)[] = [];
    const { connect, asked, live } = await startLive({
      work: () =>
        new Promise<object>((resolve) =>
          going.push(() => {
            resolve({});
          }),
        ),
    });
    const client = await connect(by('admin'));
    for (let at = 0; at < 6; at += 1) client.say({ type: 'execute_command', data: { command: 'pause' } });
    await expect.poll(() => going.length).toBe(4);
    await since(client, client.heard.length);
    client.socket.terminate();
    await expect.poll(() => live.open()).toBe(0);
    for (const go of going) go();
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toHaveLength(4);
  });

  it('names of a path are no body, whatever they are called', () => {
    const proto = JSON.parse('{"__proto__":{"admin":true},"alert_id":"x"}') as Record<string, unknown>;
    const { params, body } = partsOf('POST /alerts/{alert_id}/acknowledge', proto);
    expect(params).toEqual({ alert_id: 'x' });
    expect(Object.keys(body as object)).toEqual(['__proto__']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(partsOf('POST /ddns/pause')).toEqual({});
  });
});

describe('what makes no sense', () => {
  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['nothing', 'null'],
    ['too deep', '['.repeat(40) + ']'.repeat(40)],
    ['no such type', { type: 'shutdown', data: {} }],
    ['a type of the language', { type: 'constructor', data: {} }],
    ['a type that is none', { type: { a: 1 }, data: {} }],
    ['no data', { type: 'subscribe' }],
    ['data of another shape', { type: 'subscribe', data: { topics: 'logs' } }],
    ['more than is known', { type: 'ping', data: { a: 1 } }],
    [
      'too many topics',
      { type: 'subscribe', data: { topics: Array.from({ length: 101 }, (_, at) => `t${String(at)}`) } },
    ],
    ['a command that is none', { type: 'execute_command', data: { command: 'rm -rf /' } }],
    ['an id that is too long', { type: 'ping', data: {}, id: 'x'.repeat(65) }],
    ['an id that is no text', { type: 'ping', data: {}, id: 7 }],
    ['a prototype', '{"type":"execute_command","data":{"command":"pause","params":{"__proto__":{"a":1}}}}'],
    [
      'a prototype in disguise',
      '{"type":"execute_command","data":{"command":"pause","params":{"\\u005f_proto__":{"a":1}}}}',
    ],
    ['a first message with more', { token: 'admin', isAdmin: true }],
  ])('%s is refused', async (_what, message) => {
    const { connect, asked } = await startLive();
    const client = await connect(by('admin'));
    await client.next('authenticated');
    client.say(message);
    expect((await client.next('error')).data.code).toBe('LIVE_MESSAGE_INVALID');
    expect(asked).toEqual([]);
    client.say({ type: 'ping', id: 'x'.repeat(64), more: 'is ignored' });
    expect((await client.next('pong')).id).toBe('x'.repeat(64));
  });

  it('ends the socket the third time in a row', async () => {
    const { connect } = await startLive();
    const client = await connect(by('admin'));
    for (const message of ['x', 'x', '{"type":"ping"}', 'x', 'x']) client.say(message);
    await client.next('pong');
    client.say({ type: 'nothing', id: 'mine' });
    for (let at = 0; at < 4; at += 1) expect(await client.next('error')).not.toHaveProperty('id');
    expect((await client.next('error')).id).toBe('mine');
    expect(await client.closed).toEqual([1008, 'LIVE_MESSAGE_INVALID']);
  });

  it('of somebody who is nobody may be short only', async () => {
    const { connect } = await startLive();
    const client = await connect();
    client.say({ type: 'ping', data: {}, more: 'x'.repeat(17_000) });
    expect((await client.next('error')).data.code).toBe('LIVE_MESSAGE_INVALID');
  });
});
