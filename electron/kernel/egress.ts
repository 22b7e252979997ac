/**
 * The one way out to the network. A target is looked at as an address, at the moment of connecting: public ones may be
 * reached; this machine, its networks and its metadata services only where the caller's part of the program has named
 * that address and port.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isGlobalUnicast6 } from './global-unicast.ts';

/** Where to. `host` is an IP address. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/** A connected UDP socket: what others send to it is not heard. */
export interface UdpChannel {
  send(payload: Uint8Array): void;
  /** Calls for each datagram of the target. */
  onMessage(listener: (payload: Buffer) => void): void;
  close(): void;
}

/** Ways out. */
export interface Egress {
  /** @throws {Error} for a target that is not allowed, or cannot be reached. */
  udp(target: Target): Promise<UdpChannel>;
  /** @throws {Error} for a target that is not allowed, or cannot be reached in time. */
  connect(target: Target, signal: AbortSignal): Promise<Socket>;
}

/** Pure: whether a target may be reached, given the exceptions. */
export function isAllowedTarget({ host, port }: Target, named: readonly Target[]): boolean {
  // A name would be looked up again in the moment of connecting, and could mean another machine by then.
  if (isIP(host) === 0) return false;
  if (named.some((exception) => exception.host === host && exception.port === port)) return true;
  // Every special range has a name other than unicast.
  if (ipaddr.parse(host).range() !== 'unicast') return false;
  return isIP(host) === 4 || isGlobalUnicast6(host);
}

/** The ways out, with the exceptions asked for at each use. */
export function createEgress(named: () => readonly Target[]): Egress {
  function check(target: Target): void {
    if (!isAllowedTarget(target, named())) {
      throw new Error(`Not allowed to reach ${target.host} port ${String(target.port)}`);
    }
  }

  return {
    async udp(target) {
      check(target);
      const socket = createSocket(isIP(target.host) === 6 ? 'udp6' : 'udp4');
      try {
        socket.connect(target.port, target.host);
        await once(socket, 'connect');
      } catch (error) {
        socket.close();
        throw error;
      }
      // A refused datagram is reported here; to the caller it is an answer that does not come.
      socket.on('error', () => undefined);
      return {
        send: (payload) => {
          socket.send(payload);
        },
        onMessage: (listener) => socket.on('message', listener),
        close: () => socket.close(),
      };
    },
    async connect(target, signal) {
      check(target);
      const socket = connect({ host: target.host, port: target.port, signal });
      // Whoever reads is told of it; an error that nobody hears, such as the signal's, would end the process.
      socket.on('error', () => undefined);
      await once(socket, 'connect', { signal });
      return socket;
    },
  };
}
