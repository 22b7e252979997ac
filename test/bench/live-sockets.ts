/** Sockets of the bench of the hub: `ws` with nothing around it, so that what is measured is the hub and the sockets. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Hub } from '../../electron/server/live/membership.ts';
import { isTopic } from '../../shared/live/topics.ts';

const asText = { binary: false, compress: false } as const;

/** The sockets that are open. */
export interface BenchSockets {
  readonly port: number;
  /** The same bytes to all of them, without any hub. */
  broadcast(text: Buffer): void;
  /** Of how many the transport holds that many bytes. */
  holding(bytes: number): number;
}

/** Listens on loopback for whoever comes; takes `subscribe`, and answers it. */
export async function openSockets(hub: Hub): Promise<BenchSockets> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (socket: WebSocket) => {
    const membership = hub.join({
      language: 'en',
      send(text, flushed) {
        socket.send(text, asText, flushed);
      },
      buffered: () => socket.bufferedAmount,
      end: (code, reason) => {
        socket.close(code, reason);
      },
    });
    socket.on('message', (text: Buffer) => {
      const { type, data } = JSON.parse(text.toString()) as { type: string; data: { topics: string[] } };
      if (type !== 'subscribe') throw new Error(`Not expected: ${type}`);
      for (const topic of data.topics) {
        if (!isTopic(topic)) throw new Error(`No topic: ${topic}`);
        membership.subscribe(topic);
        membership.reply('subscribed', { topic, success: true });
      }
    });
    socket.on('close', () => {
      membership.leave();
    });
    // Clients of a bench are cut off when it ends.
    socket.on('error', () => undefined);
  });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    broadcast(text) {
      for (const socket of server.clients) socket.send(text, asText);
    },
    holding: (bytes) => [...server.clients].filter(({ bufferedAmount }) => bufferedAmount >= bytes).length,
  };
}
