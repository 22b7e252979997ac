/** The client over real WebSockets: those of the package `ws`, and the one that Node has from browsers. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket as PackageSocket, WebSocketServer } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { createLiveClient, type LiveClient } from '../../../shared/live/client.ts';
import type { SocketLike } from '../../../shared/live/client-model.ts';

const kinds: readonly (readonly [string, (address: string, protocols: readonly string[]) => SocketLike])[] = [
  ['the package ws', (address, protocols) => new PackageSocket(address, [...protocols])],
  ['Node', (address, protocols) => new WebSocket(address, [...protocols])],
];

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

/** A server that says what the first steps need, and answers pings. */
async function serve() {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: (offered) => (offered.has('cloudcube.v1') ? 'cloudcube.v1' : false),
  });
  await once(server, 'listening');
  const heard: unknown[] = [];
  let seq = 0;
  server.on('connection', (socket) => {
    const say = (type: string, data: object, id?: string): void => {
      seq += 1;
      socket.send(JSON.stringify({ type, data, timestamp: new Date().toISOString(), seq, id }));
    };
    say('connected', { status: 'connected', epoch: 'one', authenticated: false, heartbeat_seconds: 30 });
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; id?: string };
      heard.push(message);
      if (message.type === 'authenticate') say('authenticated', { success: true });
      if (message.type === 'subscribe') say('changed', { part: 'ddns', revision: 4 });
      if (message.type === 'ping') say('pong', { server_time: 'now' }, message.id);
    });
  });
  return { server, heard, address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const becomes = (client: LiveClient, is: string): Promise<void> =>
  new Promise((resolve) => {
    if (client.state().is === is) resolve();
    client.onState((state) => {
      if (state.is === is) resolve();
    });
  });

describe.each(kinds)('a live client over sockets of %s', (_, make) => {
  it('signs in, subscribes, asks, comes back when it is cut off, and ends', async () => {
    const { server, heard, address } = await serve();
    const client = createLiveClient({
      open: (protocols) => make(address, protocols),
      clock: systemClock,
      random: () => 0,
      token: () => 'secret',
    });
    stop = async () => {
      client.stop();
      for (const each of server.clients) each.terminate();
      await new Promise((resolve) => server.close(resolve));
    };
    const changes: number[] = [];
    let arrived: (() => void) | undefined;
    client.subscribe('changes.ddns', ({ data }) => {
      changes.push(data.revision);
      arrived?.();
    });
    await new Promise<void>((resolve) => {
      arrived = resolve;
    });
    expect(client.state().is).toBe('live');
    expect(await client.request('ping', {})).toEqual({ server_time: 'now' });
    expect([...server.clients].map(({ protocol }) => protocol)).toEqual(['cloudcube.v1']);
    expect(heard).toEqual([
      { type: 'authenticate', data: { token: 'secret' } },
      { type: 'subscribe', data: { topics: ['changes.ddns'] } },
      { type: 'ping', data: {}, id: 'c1' },
    ]);

    const again = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    for (const each of server.clients) each.terminate();
    await again;
    expect(changes).toEqual([4, 4]);
    const [present] = server.clients;
    const closed = once(present!, 'close');
    client.stop();
    expect((await closed)[0]).toBe(1000);
  });

  it('goes on trying where nobody listens', async () => {
    const { server, address } = await serve();
    await new Promise((resolve) => server.close(resolve));
    const client = createLiveClient({
      open: (protocols) => make(address, protocols),
      clock: systemClock,
      random: () => 0,
      token: () => 'secret',
    });
    stop = async () => client.stop();
    await becomes(client, 'waiting');
    await becomes(client, 'connecting');
    await becomes(client, 'waiting');
    expect(client.state()).toMatchObject({ why: 1006 });
  });
});
