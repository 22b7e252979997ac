/** Sockets of the bench of the hub: those of the program, with its limits on how many there may be out of the way. */
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../electron/kernel/clock.ts';
import { UserError } from '../../electron/kernel/errors.ts';
import type { Logger } from '../../electron/kernel/logger.ts';
import { createHttpServer } from '../../electron/server/http-server.ts';
import type { Hub, Membership, Reader } from '../../electron/server/live/membership.ts';
import type { Caller } from '../../electron/server/route.ts';
import { BEARER_PREFIX, SUBPROTOCOL } from '../../shared/live/closing.ts';

/** The sockets that are open. */
export interface BenchSockets {
  readonly port: number;
  /** What clients sign in by. */
  readonly protocols: readonly string[];
  /** The same bytes to all of them, without any hub. */
  broadcast(text: Buffer): void;
  /** Of how many the transport holds that many bytes. */
  holding(bytes: number): number;
}

const MANY = 20_000;
const TOKEN = 'bench';
const caller: Caller = {
  ...{ kind: 'token', user_id: '0198f3a0-0000-7000-8000-000000000001', username: 'bench', session_id: 's' },
  ...{ key_id: null, permissions: ['*'], role: null, token: null },
};

/** The hub, and who is in it. */
function watched(hub: Hub): { hub: Hub; readers: ReadonlySet<Reader> } {
  const readers = new Set<Reader>();
  const join = (reader: Reader): Membership => {
    const membership = hub.join(reader);
    readers.add(reader);
    return {
      ...membership,
      leave() {
        readers.delete(reader);
        membership.leave();
      },
    };
  };
  return { hub: { ...hub, join }, readers };
}

/** Listens on loopback for whoever has the token. */
export async function openSockets(inner: Hub, logger: Logger): Promise<BenchSockets> {
  const { hub, readers } = watched(inner);
  const app = await createHttpServer({
    routes: [],
    allowedHosts: () => new Set(),
    authenticate({ authorization }) {
      if (authorization === `Bearer ${TOKEN}`) return caller;
      throw new UserError('AUTH_REQUIRED');
    },
    ...{ clock: systemClock, logger },
    live: {
      hub,
      standing: () => ({ caller, expires_at: null }),
      ask: () => Promise.reject(new UserError('AUTH_INSUFFICIENT_PERMISSIONS')),
      limits: { strangers: MANY, strangersOfOne: MANY, signedIn: MANY, signedInOfOne: MANY },
    },
    limits: { maxConnections: MANY },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    port: (app.server.address() as AddressInfo).port,
    protocols: [SUBPROTOCOL, BEARER_PREFIX + TOKEN],
    broadcast(text) {
      for (const reader of readers) reader.send(text);
    },
    holding: (bytes) => [...readers].filter((reader) => reader.buffered() >= bytes).length,
  };
}
