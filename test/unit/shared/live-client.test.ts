import { describe, expect, it } from 'vitest';
import { createLiveClient } from '../../../shared/live/client.ts';
import { createLiveServer } from '../../fakes/live-socket.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { over } from './home.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));
const alert = (n: number) => ({ alert_id: `a${n}` });

describe('a live client', () => {
  it('names its protocol, is live once it is known, and tells nobody’s token', () => {
    const { server, client } = over();
    expect(client.state().is).toBe('connecting');
    expect(server.last().protocols).toEqual(['cloudcube.v1']);
    server.welcome();
    expect(client.state().is).toBe('live');
    expect(server.last().sent).toEqual([]);
  });

  it('signs in with its first message, and with a new token each time', async () => {
    let count = 0;
    const { server, clock, client } = over({
      token: () => `token ${(count += 1)}`,
      onUnauthorized: () => true,
    });
    server.welcome('one', false);
    await settled();
    expect(client.state().is).toBe('connecting');
    expect(server.last().sent).toEqual([{ type: 'authenticate', data: { token: 'token 1' } }]);
    server.last().say('authenticated', { success: true });
    expect(client.state().is).toBe('live');
    server.last().end(4401);
    await clock.advance(500);
    server.welcome('one', false);
    await settled();
    expect(server.last().sent).toEqual([{ type: 'authenticate', data: { token: 'token 2' } }]);
  });

  it('subscribes once for all who listen, together, and ends it with the last of them', async () => {
    const { server, client } = over();
    const got: string[] = [];
    const ends = [
      client.subscribe('changes.ddns', () => got.push('one')),
      client.subscribe('changes.ddns', () => got.push('two')),
      client.subscribe('alerts', () => got.push('alert')),
    ];
    const { sent } = server.welcome();
    await settled();
    expect(sent).toEqual([{ type: 'subscribe', data: { topics: ['changes.ddns', 'alerts'] } }]);
    server.last().say('changed', { part: 'ddns', revision: 1 });
    server.last().say('changed', { part: 'checks', revision: 1 });
    server.last().say('system_alert', alert(1));
    expect(got).toEqual(['one', 'two', 'alert']);
    ends[0]?.();
    await settled();
    expect(sent).toHaveLength(1);
    ends[1]?.();
    await settled();
    expect(sent.slice(1)).toEqual([{ type: 'unsubscribe', data: { topics: ['changes.ddns'] } }]);
  });

  it('says nothing where who listens goes and comes back at once', async () => {
    const { server, client } = over();
    const end = client.subscribe('alerts', () => undefined);
    const { sent } = server.welcome();
    await settled();
    end();
    client.subscribe('alerts', () => undefined);
    await settled();
    expect(sent).toHaveLength(1);
  });

  it('answers requests by their id, refuses with the code, and lets none wait for what is over', async () => {
    const { server, client } = over();
    await expect(client.request('ping', {})).rejects.toMatchObject({ code: 'LIVE_CLOSED' });
    const { sent } = server.welcome();
    const [first, second, third] = [
      client.request('ping', {}),
      client.request('execute_command', { command: 'update_now' }),
      client.request('get_online_users', {}),
    ];
    const refusal = expect(second).rejects.toMatchObject({ code: 'AUTH_PERMISSION_DENIED', message: 'why' });
    const cut = expect(third).rejects.toMatchObject({ code: 'LIVE_CLOSED' });
    server
      .last()
      .say(
        'command_error',
        { command: 'update_now', code: 'AUTH_PERMISSION_DENIED', error: 'why' },
        { id: sent[1]!.id! },
      );
    server.last().say('pong', { server_time: 'now' }, { id: sent[0]!.id! });
    expect(await first).toEqual({ server_time: 'now' });
    await refusal;
    server.last().end(1001);
    await cut;
  });

  it('counts what is no message, and goes on', () => {
    const { server, client } = over();
    server.welcome();
    for (const data of ['{', '[]', 'null', '{"type":"changed"}', new ArrayBuffer(2)])
      server.last().hear(data);
    expect(client.ignored()).toBe(5);
    expect(client.state().is).toBe('live');
  });

  it('tells of a topic that it may not have', () => {
    const told: string[] = [];
    const { server } = over({ refused: (topic, code) => told.push(topic, code) });
    server.welcome();
    server.last().say('subscription_error', { topic: 'logs', code: 'AUTH_PERMISSION_DENIED', error: 'why' });
    expect(told).toEqual(['logs', 'AUTH_PERMISSION_DENIED']);
  });

  it('is over for good when it is stopped', async () => {
    const { server, clock, client } = over();
    server.welcome();
    client.stop();
    expect(server.last().isClosed()).toBe(true);
    await clock.advance(3_600_000);
    client.poke();
    expect(client.state().is).toBe('stopped');
    expect(server.sockets).toHaveLength(1);
  });
});

describe('a live client that was cut off', () => {
  it('waits longer each time, never more than 15 s, and begins anew after a minute of being live', async () => {
    const { server, clock, client } = over();
    const waited: number[] = [];
    const cut = () => {
      server.last().end(1006);
      const state = client.state();
      if (state.is !== 'waiting') throw new Error(state.is);
      waited.push(state.retry_at - clock.now());
      return clock.advance(state.retry_at - clock.now());
    };
    for (let times = 0; times < 7; times += 1) await cut();
    expect(waited).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
    server.welcome();
    await clock.advance(30_000);
    await cut();
    expect(waited.at(-1)).toBe(15_000);
    server.welcome();
    for (let times = 0; times < 4; times += 1) {
      await clock.advance(20_000);
      server.last().say('heartbeat', { server_time: 'now' });
    }
    await cut();
    expect(waited.at(-1)).toBe(500);
  });

  it('keeps since when it is not live over all tries, and why', async () => {
    const { server, clock, client } = over();
    server.welcome();
    const since = clock.now();
    server.last().end(1013);
    expect(client.state()).toEqual({ is: 'waiting', since, retry_at: since + 500, why: 1013 });
    await clock.advance(500);
    expect(client.state()).toEqual({ is: 'connecting', since });
    server.last().end(1006);
    expect(client.state()).toMatchObject({ is: 'waiting', since, why: 1006 });
  });

  it('goes on where it was: events from the last one on, everything else as it is now', async () => {
    const { server, clock, client } = over();
    const got: unknown[] = [];
    client.subscribe('alerts', ({ data }) => got.push(data));
    client.subscribe('changes.ddns', ({ data }) => got.push(data));
    const first = server.welcome();
    first.say('system_alert', alert(1));
    server.passOver(50);
    first.end(1006);
    await clock.advance(500);
    client.subscribe('logs', () => undefined);
    const second = server.welcome();
    expect(second.sent).toEqual([
      { type: 'subscribe', data: { topics: ['alerts'], epoch: 'one', seq: 2 } },
      { type: 'subscribe', data: { topics: ['changes.ddns', 'logs'] } },
    ]);
    // Cut off again while what was missed is coming: the rest is still missing.
    second.say('system_alert', alert(2), { seq: 10 });
    second.end(1006);
    await clock.advance(1_000);
    const third = server.welcome();
    expect(third.sent[0]).toEqual({
      type: 'subscribe',
      data: { topics: ['alerts', 'logs'], epoch: 'one', seq: 10 },
    });
    third.say('system_alert', alert(2), { seq: 10 });
    third.say('system_alert', alert(3), { seq: 20 });
    third.say('resumed', { topics: ['alerts'], replayed: 2 });
    expect(got).toEqual([alert(1), alert(2), alert(3)]);
    third.end(1006);
    await clock.advance(2_000);
    const fourth = server.welcome();
    expect(fourth.sent[0]?.data['seq']).toBeGreaterThan(50);
  });

  it('does not take the number of its welcome for what it has seen, with a token either', async () => {
    const { server, clock, client } = over({ token: () => 'token' });
    client.subscribe('alerts', () => undefined);
    server.welcome('one', false);
    await settled();
    server.last().say('authenticated', {});
    server.last().say('system_alert', alert(1), { seq: 3 });
    server.passOver(50);
    server.last().end(1006);
    await clock.advance(500);
    server.welcome('one', false);
    await settled();
    server.last().say('authenticated', {});
    expect(server.last().sent.at(-1)?.data).toEqual({ topics: ['alerts'], epoch: 'one', seq: 3 });
  });

  it('tells what has to be read anew: what the server could not send again, or all where it has started anew', async () => {
    const { server, clock, client } = over();
    const missed: unknown[] = [];
    client.onResync((topics, why) => missed.push([why, ...topics]));
    client.subscribe('alerts', () => undefined);
    client.subscribe('changes.ddns', () => undefined);
    server.welcome();
    server.last().end(1006);
    await clock.advance(500);
    server.welcome();
    expect(missed).toEqual([]);
    server.last().say('resync', { topics: ['alerts'], reason: 'too_old' });
    server.last().end(1001);
    await clock.advance(1_000);
    server.welcome('two');
    expect(missed).toEqual([
      ['too_old', 'alerts'],
      ['epoch', 'alerts', 'changes.ddns'],
    ]);
    expect(server.last().sent).toEqual([{ type: 'subscribe', data: { topics: ['alerts', 'changes.ddns'] } }]);
  });

  it('asks whether to go on where the server does not know it', async () => {
    const answers = [true, false];
    const { server, clock, client } = over({ onUnauthorized: async () => answers.shift() ?? false });
    server.welcome();
    server.last().end(4401);
    await clock.advance(500);
    expect(server.sockets).toHaveLength(2);
    server.last().end(4401);
    await clock.advance(3_600_000);
    expect(client.state()).toEqual({ is: 'refused', code: 4401 });
    expect(server.sockets).toHaveLength(2);
  });

  it('tries again where nobody could say whether to', async () => {
    const { server, clock, client } = over({ onUnauthorized: () => Promise.reject(new Error('away')) });
    server.welcome('one', false);
    expect(server.last().isClosed()).toBe(true);
    await clock.advance(500);
    expect(client.state().is).toBe('connecting');
    expect(server.sockets).toHaveLength(2);
  });

  it('takes a refusal for good', async () => {
    const { server, clock, client } = over();
    server.last().end(4403);
    await clock.advance(3_600_000);
    client.poke();
    expect(client.state()).toEqual({ is: 'refused', code: 4403 });
    expect(server.sockets).toHaveLength(1);
  });

  it('tries again where no socket can be made', async () => {
    let isAway = true;
    const server = createLiveServer();
    const clock = createVirtualClock();
    const client = createLiveClient({
      clock,
      random: () => 1,
      open: (protocols) => {
        if (isAway) throw new Error('away');
        return server.open(protocols);
      },
    });
    expect(client.state().is).toBe('waiting');
    isAway = false;
    await clock.advance(500);
    server.welcome();
    expect(client.state().is).toBe('live');
  });
});
