import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectionCap } from '../../../../electron/server/lan/connection-cap.ts';

let server: Server;
let port: number;
const clients: Socket[] = [];

/** A server that greets whoever is taken. */
async function listen(limits: { perAddress: number; total: number }): Promise<void> {
  const cap = createConnectionCap(limits);
  server = createServer((socket) => {
    if (cap.takes(socket)) socket.write('!');
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
}

/** Connects from an address of this machine; tells whether it is greeted. */
async function come(from = '127.0.0.1'): Promise<boolean> {
  const client = connect({ port, host: '127.0.0.1', localAddress: from });
  clients.push(client);
  client.on('error', () => undefined);
  return Promise.race([once(client, 'data').then(() => true), once(client, 'close').then(() => false)]);
}

beforeEach(() => listen({ perAddress: 2, total: 3 }));
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  server.close();
  await once(server, 'close');
});

describe('connections of one address', () => {
  it('are held up to the limit; further ones are ended at once', async () => {
    expect([await come(), await come(), await come()]).toEqual([true, true, false]);
  });

  it('make room when they end', async () => {
    await come();
    await come();
    clients[0]?.destroy();
    await expect.poll(() => come()).toBe(true);
  });
});

it.skipIf(process.platform !== 'linux')('of all addresses together are held up to the limit', async () => {
  expect([await come(), await come(), await come('127.0.0.2')]).toEqual([true, true, true]);
  expect(await come('127.0.0.3')).toBe(false);
});
