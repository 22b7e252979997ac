/** What may be said before anybody has signed in, and what is subscribed to. */
import { describe, expect, it } from 'vitest';
import { requests } from '../../../../shared/live/requests.ts';
import { topics } from '../../../../shared/live/topics.ts';
import { ada, answersTo, bob, by, cy, gist, since, someone, startLive } from './live.ts';

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
    const may = await answersTo(await connect(by('reader')), {
      type: 'subscribe',
      data: { topics: [name] },
      id: 's',
    });
    // Parts have a revision from the start, and whoever subscribes is told it.
    const present = name.startsWith('changes.') ? [{ type: 'changed', data: { revision: 0 } }] : [];
    expect(may).toMatchObject([
      { type: 'subscribed', id: 's', data: { topic: name, success: true } },
      ...present,
    ]);
    const mayNot = await answersTo(await connect(by('key')), { type: 'subscribe', data: { topics: [name] } });
    const refusal = {
      type: 'subscription_error',
      data: { topic: name, code: 'AUTH_INSUFFICIENT_PERMISSIONS' },
    };
    expect(mayNot).toMatchObject(access === 'signed_in' ? [{ type: 'subscribed' }, ...present] : [refusal]);
  });

  it('answers each topic once, whatever it is called', async () => {
    const { connect } = await startLive();
    const names = ['logs', 'nope', 'logs', '__proto__', 'toString'];
    const answers = await answersTo(await connect(by('admin')), {
      type: 'subscribe',
      data: { topics: names },
    });
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
    const answers = await answersTo(client, { type: 'subscribe', data: missed });
    expect(answers.map(({ type }) => type)).toEqual([
      ...['subscribed', 'subscribed', 'changed', 'ddns_update', 'ddns_update'],
      'resumed',
    ]);
    expect(answers.at(-1)?.data).toEqual({ topics: ['ddns_updates'], replayed: 2 });
    const other = await answersTo(await connect(by('key')), {
      type: 'subscribe',
      data: { ...missed, epoch: 'before' },
    });
    expect(other.at(-1)).toMatchObject({ type: 'resync', data: { reason: 'epoch' } });
  });

  it('brings no topic back that may not be heard', async () => {
    const { connect, hub } = await startLive();
    const client = await connect(by('reader'));
    hub.publish('ddns_updates', 'ddns_update', () => entry);
    const answers = await answersTo(client, {
      type: 'subscribe',
      data: { topics: ['ddns_updates'], epoch: hub.epoch, seq: 0 },
    });
    expect(answers.map(({ type }) => type)).toEqual(['subscription_error']);
  });

  it('tells until it is taken back; administrators are told by their role', async () => {
    const { connect, hub } = await startLive();
    const [client, admin] = [await connect(by('key')), await connect(by('admin'))];
    await answersTo(client, { type: 'subscribe', data: { topics: ['ddns_updates'] } });
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
    const started = await answersTo(client, {
      type: 'start_stream',
      data: { type: 'ddns_updates' },
      id: '1',
    });
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
