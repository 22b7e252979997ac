/**
 * Connections that are to become sockets (RFC 9110 §7.8, RFC 6455 §4.2) go through the server as any request does: what
 * holds for requests holds for them, without a second copy of it.
 */
import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Takes what a server tells by its event `upgrade`. */
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A connection that asks to become a socket. */
export interface Upgrading {
  readonly socket: Duplex;
  /** What came behind the request already. */
  readonly head: Buffer;
  /** Takes the connection from HTTP: there is no answer any more. */
  release(): void;
}

/** The connections that ask. */
export interface Upgrades {
  readonly handle: UpgradeListener;
  /** What a request asks to become; `undefined` for one that is only a request. */
  of(request: IncomingMessage): Upgrading | undefined;
}

/**
 * Whether a request is taken from its server as one that is to become a socket. Every other one, whatever it wants to
 * become (`h2c`), stays a request (§7.8: a server may ignore the header).
 */
export const asksForSocket = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

/** By itself, so that an open socket does not hold on to its request. */
function destroyIt(this: Duplex): void {
  this.destroy();
}

/** For one server's `routing`. */
export function createUpgrades(
  routing: (request: IncomingMessage, response: ServerResponse) => void,
): Upgrades {
  const asking = new WeakMap<IncomingMessage, Upgrading>();
  return {
    of: (request) => asking.get(request),
    handle(request, socket, head) {
      // Whoever goes away now is gone; without a listener that would end the program.
      socket.on('error', destroyIt);
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      // A server of Node's gives nothing else here; its type allows for more.
      response.assignSocket(socket as Socket);
      response.once('finish', () => {
        (socket as Socket).destroySoon();
      });
      asking.set(request, {
        socket,
        head,
        release() {
          response.detachSocket(socket as Socket);
        },
      });
      routing(request, response);
    },
  };
}
