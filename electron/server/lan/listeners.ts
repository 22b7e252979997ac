/**
 * The sockets that serve the local network, one for each address of this machine: TLS for the API and the page, plain
 * HTTP that leads there. They follow the machine's addresses and what its owner decides, without a restart.
 */
import { once } from 'node:events';
import { createServer as createHttp, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { createServer as createHttps, type Server as TlsServer } from 'node:https';
import { createLock } from '../../kernel/lock.ts';
import { messageOf } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { TlsIdentity } from '../tls/identity.ts';
import { createConnectionCap } from './connection-cap.ts';

/** A socket that is wanted. */
export interface Place {
  readonly kind: 'tls' | 'plain';
  /** An address of this machine. */
  readonly address: string;
  readonly port: number;
}

/** A socket as it stands. */
export interface Listening extends Place {
  /** Why it does not listen; `null` where it does. */
  readonly problem: string | null;
}

/** The sockets. */
export interface Listeners {
  /** Opens what is wanted and not there, closes what is there and not wanted, and shows TLS callers this identity. */
  sync(places: readonly Place[], identity: TlsIdentity | null): Promise<readonly Listening[]>;
  /** As the last {@link Listeners.sync} left them. */
  now(): readonly Listening[];
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
  readonly options: Pick<
    ServerOptions,
    'headersTimeout' | 'requestTimeout' | 'keepAliveTimeout' | 'maxHeaderSize' | 'connectionsCheckingInterval'
  >;
  readonly onBroken: (error: Error, socket: Duplex) => void;
  readonly logger: Logger;
}

const keyOf = ({ kind, address, port }: Place): string => `${kind} ${address} ${String(port)}`;

/** Without any socket. */
export function createListeners({ handle, options, onBroken, logger }: ListenersDeps): Listeners {
  const inTurn = createLock();
  const cap = createConnectionCap();
  const open = new Map<string, { readonly server: Server | TlsServer; readonly sockets: Set<Socket> }>();
  let shown: TlsIdentity | null = null;
  let state: readonly Listening[] = [];

  async function listen(place: Place, identity: TlsIdentity | null): Promise<string | null> {
    if (place.kind === 'tls' && identity === null) return 'There is no certificate';
    const server =
      place.kind === 'tls' && identity
        ? createHttps(
            {
              ...options,
              cert: identity.certificate,
              key: identity.key,
              minVersion: 'TLSv1.2',
              ciphers: CIPHERS,
            },
            handle,
          )
        : createHttp(options, handle);
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
      const problem = messageOf(error);
      logger.warn({ ...place, problem }, 'A socket for the local network could not be opened');
      return problem;
    }
    open.set(keyOf(place), { server, sockets });
    return null;
  }

  async function shut(key: string): Promise<void> {
    const found = open.get(key);
    if (!found) return;
    open.delete(key);
    const closed = once(found.server, 'close');
    found.server.close();
    // Who is still connected came in by a way that is shut now.
    for (const socket of found.sockets) socket.destroy();
    await closed;
  }

  const sync: Listeners['sync'] = (places, identity) =>
    inTurn(async () => {
      const wanted = new Map(places.map((place) => [keyOf(place), place]));
      for (const key of [...open.keys()]) if (!wanted.has(key)) await shut(key);
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
        const problem = open.has(key) ? null : await listen(place, identity);
        result.push({ ...place, problem });
      }
      state = result;
      return result;
    });

  return {
    sync,
    now: () => state,
    close: async () => {
      await sync([], null);
    },
  };
}
