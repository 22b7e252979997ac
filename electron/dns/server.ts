/**
 * The sockets: UDP and TCP on one address and port. Bound to all addresses of a machine with several, the system
 * chooses the address that UDP answers come from; such a machine names one address.
 */
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { lookup as resolveHost } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, isIPv6, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Clock } from '../kernel/clock.ts';
import { probe } from './probe.ts';
import type { RateLimiter } from './rate-limit.ts';
import type { Responder } from './responder.ts';
import { serveConnection } from './tcp-connection.ts';

/** Where warnings go. */
export interface DnsLogger {
  warn(fields: Readonly<Record<string, unknown>>, text: string): void;
}

/** What the server needs. */
export interface DnsServerDeps {
  readonly clock: Clock;
  readonly logger: DnsLogger;
  readonly responder: Responder;
  readonly limiter: RateLimiter;
}

/** A server that answers. */
export interface RunningDnsServer {
  readonly host: string;
  readonly port: number;
  /** Asks itself over UDP for the SOA of a zone; `null` when it answers, else why not. */
  health(zone: string): Promise<string | null>;
  stop(): Promise<void>;
}

/** TCP connections at one time, in all and from one address; further ones are closed at once. */
export const MOST_CONNECTIONS = 128;
/** See {@link MOST_CONNECTIONS}. */
export const MOST_CONNECTIONS_PER_ADDRESS = 32;

/** A bug that strangers can trigger must not fill the log. */
const WARN_EVERY_MS = 60_000;

/** Ports tried when any free one will do and TCP does not get the one that UDP got. */
const FREE_PORT_TRIES = 10;

/** A server that does not listen yet. */
export function createDnsServer(deps: DnsServerDeps): {
  /**
   * Binds both sockets. Port 0 takes a free one.
   * @throws the system's error with its `code`, such as `EADDRINUSE`, and then holds nothing.
   */
  start(options: { host: string; port: number }): Promise<RunningDnsServer>;
} {
  const { clock, logger, responder, limiter } = deps;

  let lastWarning = -Infinity;
  function warn(error: unknown, text: string): void {
    if (clock.elapsed() - lastWarning < WARN_EVERY_MS) return;
    lastWarning = clock.elapsed();
    logger.warn({ error }, text);
  }

  /** Our own question must not fall to the rate limit when strangers fill this machine's network. */
  let probePort: number | null = null;

  function answerUdp(query: Buffer, from: RemoteInfo): Buffer | null {
    const verdict = from.port === probePort ? 'send' : limiter.judge(from.address);
    if (verdict === 'send') return responder.answer(query, 'udp');
    return verdict === 'truncate' ? responder.truncated(query) : null;
  }

  async function bindUdp(host: string, port: number): Promise<UdpSocket> {
    const family = isIPv6(host) ? 6 : 4;
    const socket = createSocket({
      type: `udp${family}`,
      // Every address here is numeric already; the usual lookup would cost each answer a turn of the event loop.
      lookup: (address, _options, callback) => {
        callback(null, address, family);
      },
    });
    // Waited for from before: with that lookup the socket may listen at once.
    const listening = once(socket, 'listening');
    socket.bind({ address: host, port, exclusive: true });
    try {
      await listening;
    } catch (error) {
      await closeUdp(socket);
      throw error;
    }
    socket.on('error', (error) => {
      warn(error, 'The DNS socket reports an error');
    });
    socket.on('message', (query, from) => {
      // Port 0 cannot be sent to.
      if (from.port === 0) return;
      try {
        const reply = answerUdp(query, from);
        if (reply !== null) socket.send(reply, from.port, from.address);
      } catch (error) {
        warn(error, 'A DNS query could not be answered');
      }
    });
    return socket;
  }

  async function bindTcp(host: string, port: number, connections: Set<Socket>): Promise<Server> {
    const perAddress = new Map<string, number>();
    const server = createServer({ noDelay: true }, (socket) => {
      const address = socket.remoteAddress ?? '';
      const count = (perAddress.get(address) ?? 0) + 1;
      if (count > MOST_CONNECTIONS_PER_ADDRESS) {
        socket.destroy();
        return;
      }
      perAddress.set(address, count);
      connections.add(socket);
      socket.once('close', () => {
        connections.delete(socket);
        const left = (perAddress.get(address) ?? 1) - 1;
        if (left > 0) perAddress.set(address, left);
        else perAddress.delete(address);
      });
      serveConnection(socket, { clock, answer: answerTcp });
    });
    server.maxConnections = MOST_CONNECTIONS;
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    server.on('error', (error) => {
      warn(error, 'The DNS socket reports an error');
    });
    return server;
  }

  function answerTcp(query: Buffer): Buffer | null {
    try {
      return responder.answer(query, 'tcp');
    } catch (error) {
      warn(error, 'A DNS query could not be answered');
      return null;
    }
  }

  async function bindBoth(
    host: string,
    port: number,
    connections: Set<Socket>,
  ): Promise<[UdpSocket, Server]> {
    for (let tries = 1; ; tries++) {
      const udp = await bindUdp(host, port);
      try {
        return [udp, await bindTcp(host, udp.address().port, connections)];
      } catch (error) {
        await closeUdp(udp);
        if (port !== 0 || tries >= FREE_PORT_TRIES) throw error;
      }
    }
  }

  return {
    async start({ host, port }) {
      const { address: wanted } = await resolveHost(host);
      const connections = new Set<Socket>();
      const [udp, tcp] = await bindBoth(wanted, port, connections);
      const bound: AddressInfo = udp.address();
      return {
        host: bound.address,
        port: bound.port,
        async health(zone) {
          if (!tcp.listening) return 'The DNS server does not listen on TCP';
          return probe(clock, bound, zone, (own) => {
            probePort = own;
          });
        },
        async stop() {
          const closed = tcp.listening ? once(tcp, 'close') : Promise.resolve();
          tcp.close();
          for (const connection of connections) connection.destroy();
          await Promise.all([closed, closeUdp(udp)]);
        },
      };
    },
  };
}

async function closeUdp(socket: UdpSocket): Promise<void> {
  const closed = once(socket, 'close');
  socket.close();
  await closed;
}
