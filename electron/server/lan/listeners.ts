/**
 * The sockets that serve the local network, one for each address of this machine: TLS for the API and the page, plain
 * HTTP that leads there, plain HTTP for devices. They follow the machine's addresses and what its owner decides, without
 * a restart.
 */
import { once } from 'node:events';
import {
  createServer as createHttp,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
} from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { createServer as createHttps, type Server as TlsServer } from 'node:https';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createLock } from '../../kernel/lock.ts';
import { messageOf } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { asksForSocket, type UpgradeListener } from '../live/upgrade.ts';
import type { TlsIdentity } from '../tls/identity.ts';
import type { LanSocket } from './passage.ts';
import { createConnectionCap } from './connection-cap.ts';

/** A socket that is wanted. */
export interface Place {
  readonly kind: LanSocket;
  /** An address of this machine. */
  readonly address: string;
  readonly port: number;
}

/** A socket as it stands. */
export interface Listening extends Place {
  /** Why it does not listen; `null` where it does. */
  readonly reason: StoredReason | null;
}

/** The sockets. */
export interface Listeners {
  /** Opens what is wanted and not there, closes what is there and not wanted, and shows TLS callers this identity. */
  sync(places: readonly Place[], identity: TlsIdentity | null): Promise<readonly Listening[]>;
  /** As the last {@link Listeners.sync} left them. */
  now(): readonly Listening[];
  /** Which of them a request came in by; `undefined` for another server's. */
  socketOf(request: IncomingMessage): LanSocket | undefined;
  close(): Promise<void>;
}

/** TLS 1.2 with forward secrecy and authenticated encryption alone, and 1.3 (RFC 9325 §4.2). */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** What both kinds of server take, and how a broken connection is told goodbye. */
export interface ListenersDeps {
  readonly handle: RequestListener;
  /** Takes connections that are to become sockets; without it, they are requests as others are. */
  readonly upgrade?: UpgradeListener | undefined;
  readonly options: Pick<
    ServerOptions,
    'headersTimeout' | 'requestTimeout' | 'keepAliveTimeout' | 'maxHeaderSize' | 'connectionsCheckingInterval'
  >;
  readonly onBroken: (error: Error, socket: Duplex) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Node's own is two minutes, long enough to hold many sockets open for nothing. */
const HANDSHAKE_MS = 10_000;
/** Who shuts the way that it came in by gets its answer still. */
const PATIENCE_MS = 1000;

/** Why a socket cannot be opened. */
function reasonOf(error: unknown, { address, port }: Place): StoredReason {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE') return { code: 'LISTEN_PORT_TAKEN', params: { address, port } };
  if (code === 'EACCES') return { code: 'LISTEN_NOT_ALLOWED', params: { port } };
  return { code: 'LISTEN_FAILED', params: { problem: messageOf(error) } };
}

const keyOf = ({ kind, address, port }: Place): string => `${kind} ${address} ${String(port)}`;

/** A server that listens, with the connections it has. */
interface Open {
  readonly server: Server | TlsServer;
  readonly sockets: Set<Socket>;
}

/** Without any socket. */
export function createListeners({
  handle,
  upgrade,
  onBroken,
  clock,
  logger,
  ...deps
}: ListenersDeps): Listeners {
  const options: ServerOptions = {
    ...deps.options,
    shouldUpgradeCallback: (incoming) => upgrade !== undefined && asksForSocket(incoming),
  };
  const inTurn = createLock();
  const cap = createConnectionCap();
  const open = new Map<string, Open>();
  let shown: TlsIdentity | null = null;
  const closing = new Set<Promise<void>>();
  const cameInBy = new WeakMap<object, LanSocket>();
  let state: readonly Listening[] = [];

  async function listen(place: Place, identity: TlsIdentity | null): Promise<StoredReason | null> {
    if (place.kind === 'tls' && identity === null) return { code: 'LISTEN_NO_CERTIFICATE', params: {} };
    const take: RequestListener = (request, response) => {
      cameInBy.set(request.socket, place.kind);
      handle(request, response);
    };
    const server =
      place.kind === 'tls' && identity
        ? createHttps(
            {
              ...options,
              cert: identity.certificate,
              key: identity.key,
              minVersion: 'TLSv1.2',
              ciphers: CIPHERS,
              handshakeTimeout: HANDSHAKE_MS,
            },
            take,
          )
        : createHttp(options, take);
    if (upgrade) {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        cameInBy.set(request.socket, place.kind);
        upgrade(request, socket, head);
      });
    }
    server.on('clientError', onBroken);
    // Node's own list lacks connections whose TLS handshake goes on.
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      if (!cap.takes(socket)) return;
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    try {
      server.listen(place.port, place.address);
      await once(server, 'listening');
    } catch (error) {
      logger.warn({ error, ...place }, 'A socket for the local network could not be opened');
      return reasonOf(error, place);
    }
    open.set(keyOf(place), { server, sockets });
    return null;
  }

  /** Takes no new connection from here on, and lets those that are there end soon. */
  function shut(key: string, { server, sockets }: Open): void {
    open.delete(key);
    const closed = new Promise<void>((resolve) => {
      const cancel = clock.after(PATIENCE_MS, () => {
        for (const socket of sockets) socket.destroy();
      });
      server.close(() => {
        cancel();
        closing.delete(closed);
        resolve();
      });
      server.closeIdleConnections();
    });
    closing.add(closed);
  }

  const sync: Listeners['sync'] = (places, identity) =>
    inTurn(async () => {
      const wanted = new Map(places.map((place) => [keyOf(place), place]));
      for (const [key, found] of [...open]) if (!wanted.has(key)) shut(key, found);
      const isNew =
        identity !== null && (identity.certificate !== shown?.certificate || identity.key !== shown.key);
      if (isNew) {
        for (const { server } of open.values()) {
          if ('setSecureContext' in server) {
            const { certificate: cert, key } = identity;
            server.setSecureContext({ cert, key, minVersion: 'TLSv1.2', ciphers: CIPHERS });
          }
        }
        shown = identity;
      }
      const result: Listening[] = [];
      for (const [key, place] of wanted) {
        const reason = open.has(key) ? null : await listen(place, identity);
        result.push({ ...place, reason });
      }
      state = result;
      return result;
    });

  return {
    sync,
    now: () => state,
    socketOf: (request) => cameInBy.get(request.socket),
    async close() {
      await sync([], null);
      await Promise.all(closing);
    },
  };
}
