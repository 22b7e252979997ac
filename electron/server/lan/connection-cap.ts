/** How many connections are held: of one address of the network, and of all of them. */
import type { Socket } from 'node:net';
import { addressKey } from '../../kernel/address-key.ts';

/** Connections at one time. */
export interface ConnectionLimits {
  /** Of one address (IPv6: of its /64). A browser opens six. */
  readonly perAddress: number;
  /** Of all together: with what else is open, less than the 1024 files that many systems allow a process. */
  readonly total: number;
}

/** What is held unless told. */
export const standardConnections: ConnectionLimits = { perAddress: 100, total: 500 };

/** Counts connections; several sockets share one. */
export interface ConnectionCap {
  /** Counts a new connection until its end. One too many is ended at once, and `false`: nothing is read of it. */
  takes(socket: Socket): boolean;
}

/** Without any connection. */
export function createConnectionCap({ perAddress, total } = standardConnections): ConnectionCap {
  const held = new Map<string, number>();
  let all = 0;

  function count(key: string, by: 1 | -1): void {
    const now = (held.get(key) ?? 0) + by;
    all += by;
    if (now === 0) held.delete(key);
    else held.set(key, now);
  }

  return {
    takes(socket) {
      // One that is gone again already has no address.
      const { remoteAddress } = socket;
      const key = remoteAddress === undefined ? null : addressKey(remoteAddress);
      if (key === null || all >= total || (held.get(key) ?? 0) >= perAddress) {
        socket.destroy();
        return false;
      }
      count(key, 1);
      socket.once('close', () => {
        count(key, -1);
      });
      return true;
    },
  };
}
