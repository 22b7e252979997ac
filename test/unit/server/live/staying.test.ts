/** How long a socket stays: whose right ends, who is silent, and when the program ends. */
import { connect as connectRaw } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ada, bob, by, someone, startLive, type Client } from './live.ts';

async function settled(client: Client): Promise<void> {
  client.say({ type: 'ping' });
  await client.next('pong');
}

describe('access that has changed', () => {
  it('ends all sockets of who may not be here any more, at once', async () => {
    const { connect, accounts, live, hub } = await startLive();
    const [one, other, admin] = [
      await connect(by('reader')),
      await connect(by('reader')),
      await connect(by('admin')),
    ];
    for (const client of [one, other, admin]) await client.next('authenticated');
    accounts.get('reader')!.caller = null;
    live.recheck(bob);
    hub.publish('logs', 'log_entry', () => {
      throw new Error('Nobody may hear this');
    });
    for (const client of [one, other]) {
      expect((await client.next('authentication_error')).data.code).toBe('AUTH_TOKEN_INVALID');
      expect(await client.closed).toEqual([4401, 'AUTH_TOKEN_INVALID']);
    }
    await settled(admin);
  });

  it('of anybody is looked at for all', async () => {
    const { connect, accounts, live } = await startLive();
    const client = await connect(by('key'));
    await client.next('authenticated');
    accounts.get('key')!.caller = null;
    live.recheck(ada);
    await settled(client);
  });

  it('takes topics away that are beyond it, by their permission and by their role', async () => {
    const { connect, accounts, live, hub } = await startLive();
    const client = await connect(by('admin'));
    client.say({ type: 'subscribe', data: { topics: ['logs', 'system'] } });
    await client.next('subscribed');
    await client.next('subscribed');
    accounts.get('admin')!.caller = someone(ada, ['monitoring:read'], { role: 'user' });
    live.recheck(ada);
    expect((await client.next('subscription_error')).data).toMatchObject({
      topic: 'logs',
      code: 'AUTH_INSUFFICIENT_PERMISSIONS',
    });
    const from = client.heard.length;
    hub.publish('ddns_updates', 'ddns_update', () => ({ count: 0, entries: [] }));
    hub.set('system', 'system_status', () => ({
      cpu_usage: 3,
      memory_usage: null,
      disk_usage: null,
      network_traffic: null,
      measured_at: null,
    }));
    expect((await client.next('system_status')).data.cpu_usage).toBe(3);
    expect(client.heard.slice(from).map(({ type }) => type)).toEqual(['system_status']);
    client.say({ type: 'subscribe', data: { topics: ['logs'] } });
    expect((await client.next('subscription_error')).data.topic).toBe('logs');
  });

  it('ends a socket that was opened for what is beyond it now', async () => {
    const { connect, accounts, live } = await startLive();
    const client = await connect({ path: '/ws/system/status', ...by('reader') });
    await client.next('subscribed');
    accounts.get('reader')!.caller = someone(bob, []);
    live.recheck(null);
    await client.next('subscription_error');
    expect(await client.closed).toEqual([4403, 'AUTH_INSUFFICIENT_PERMISSIONS']);
  });

  it('counts before anybody tells of it: each question looks, and so does the heart', async () => {
    const { connect, accounts, asked, clock } = await startLive();
    const [asking, silent] = [await connect(by('admin')), await connect(by('reader'))];
    for (const client of [asking, silent]) await client.next('authenticated');
    for (const account of accounts.values()) account.caller = null;
    asking.say({ type: 'execute_command', data: { command: 'update_now' } });
    expect(await asking.closed).toEqual([4401, 'AUTH_TOKEN_INVALID']);
    expect(asked).toEqual([]);
    await clock.advance(30_000);
    expect(await silent.closed).toEqual([4401, 'AUTH_TOKEN_INVALID']);
  });

  it('ends of each by its own time, also where the clock was set', async () => {
    const { connect, accounts, clock } = await startLive();
    const start = clock.now();
    accounts.get('admin')!.expires_at = start + 20_000;
    accounts.get('reader')!.expires_at = start + 10_000;
    const [late, soon] = [await connect(by('admin')), await connect(by('reader'))];
    for (const client of [late, soon]) await client.next('authenticated');
    clock.set(start - 5000);
    await clock.advance(10_000);
    await settled(soon);
    await clock.advance(5000);
    expect(await soon.closed).toEqual([4401, 'AUTH_TOKEN_EXPIRED']);
    await settled(late);
    await clock.advance(10_000);
    expect(await late.closed).toEqual([4401, 'AUTH_TOKEN_EXPIRED']);
  });
});

describe('a sign-in', () => {
  it('that was lengthened meanwhile goes on', async () => {
    const { connect, accounts, clock } = await startLive();
    const admin = accounts.get('admin')!;
    admin.expires_at = clock.now() + 10_000;
    const client = await connect(by('admin'));
    await client.next('authenticated');
    admin.expires_at = clock.now() + 15_000;
    await clock.advance(14_999);
    await settled(client);
    await clock.advance(1);
    expect(await client.closed).toEqual([4401, 'AUTH_TOKEN_EXPIRED']);
  });

  it('again, by a token that allows less, takes away what is beyond it', async () => {
    const { connect, accounts } = await startLive();
    const client = await connect(by('admin'));
    client.say({ type: 'subscribe', data: { topics: ['logs'] } });
    await client.next('subscribed');
    const less = { caller: someone(ada, ['monitoring:read']), expires_at: null };
    accounts.set('admin', less).set('less', less);
    client.say({ type: 'authenticate', data: { token: 'less' } });
    expect((await client.next('subscription_error')).data.topic).toBe('logs');
    await settled(client);
  });
});

describe('a bug', () => {
  it('fails for one message alone', async () => {
    const { connect, accounts, log } = await startLive();
    const client = await connect(by('admin'));
    await client.next('authenticated');
    const whole = accounts.get('admin')!;
    accounts.set('admin', {
      ...whole,
      caller: new Proxy(whole.caller!, {
        get: () => {
          throw new Error('secret');
        },
      }),
    });
    client.say({ type: 'get_online_users' });
    expect((await client.next('error')).data.code).toBe('INTERNAL_ERROR');
    expect(log).toContain('error: What was asked over a live connection failed');
    accounts.set('admin', whole);
    await settled(client);
  });
});

describe('the heart', () => {
  it('beats for who has signed in', async () => {
    const { connect, clock } = await startLive();
    const client = await connect(by('admin'));
    await client.next('authenticated');
    await clock.advance(30_000);
    expect((await client.next('heartbeat')).data).toEqual({
      timestamp: '2026-11-20T08:00:30.000Z',
      server_time: '2026-11-20T08:00:30.000Z',
    });
    await settled(client);
    await clock.advance(30_000);
    expect((await client.next('heartbeat')).data.server_time).toBe('2026-11-20T08:01:00.000Z');
  });

  it('stops for who does not answer', async () => {
    const { connect, clock, live, hub } = await startLive();
    const silent = await connect({ ...by('admin'), autoPong: false });
    const alive = await connect(by('reader'));
    await silent.next('authenticated');
    await clock.advance(30_000);
    await silent.next('heartbeat');
    await alive.next('heartbeat');
    await settled(alive);
    await clock.advance(30_000);
    expect(await silent.closed).toEqual([1006, '']);
    await settled(alive);
    expect([live.open(), hub.readers()]).toEqual([1, 1]);
  });

  it('goes on for who says anything', async () => {
    const { connect, clock } = await startLive();
    const client = await connect({ ...by('admin'), autoPong: false });
    for (let beat = 0; beat < 4; beat += 1) {
      await settled(client);
      await clock.advance(30_000);
      await client.next('heartbeat');
    }
  });
});

describe('a socket', () => {
  it('outlives the limits of a request', async () => {
    const limits = {
      headersTimeout: 500,
      requestTimeout: 600,
      connectionTimeout: 800,
      keepAliveTimeout: 500,
      connectionsCheckingInterval: 20,
    };
    const { connect, port } = await startLive({ limits });
    const client = await connect(by('admin'));
    // Somebody who says nothing is let go by the same limits meanwhile.
    const idle = connectRaw(port, '127.0.0.1');
    onTestFinished(() => void idle.destroy());
    await new Promise((resolve) => idle.once('close', resolve).resume());
    await settled(client);
  });

  it('counts as a connection of the server', async () => {
    const { connect, port } = await startLive({ limits: { maxConnections: 1 } });
    await connect(by('admin'));
    const further = connectRaw(port, '127.0.0.1');
    await new Promise((resolve) =>
      further
        .once('close', resolve)
        .on('error', () => undefined)
        .resume(),
    );
  });

  it('is told goodbye when the program ends, and none is opened any more', async () => {
    const { connect, app, live, clock } = await startLive();
    const clients = [await connect(by('admin')), await connect()];
    const closed = app.close();
    for (const client of clients) expect(await client.closed).toEqual([1001, '']);
    await closed;
    expect(live.open()).toBe(0);
    // No timer is left that would do anything.
    await clock.advance(120_000);
  });

  it('that does not answer the goodbye is cut off', async () => {
    const { app, port, clock, live } = await startLive();
    const socket = connectRaw(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.write(
      'GET /api/v2/ws/connect HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await expect.poll(() => live.open()).toBe(1);
    const closed = app.close();
    await clock.advance(1000);
    await closed;
    expect(live.open()).toBe(0);
  });
});
