/** What a handshake told of who sent it. Kept as long as the socket is open; the request itself is not. */
import type { FastifyRequest } from 'fastify';
import type { Words } from '../../../shared/i18n/index.ts';
import { BEARER_PREFIX, SUBPROTOCOL } from '../../../shared/live/closing.ts';
import type { SocketPath } from '../../../shared/live/topics.ts';
import { printable } from '../actor.ts';
import { textOf } from '../admission.ts';
import type { Credentials } from '../route.ts';

/** The other side of a socket. */
export interface Peer {
  readonly path: SocketPath;
  readonly words: Words;
  readonly ip: string;
  readonly secure: boolean;
  /** How this server was called. */
  readonly called: string;
  /** The header `Origin`. */
  readonly origin: string | undefined;
  readonly user_agent: string;
}

/** Proof of who somebody is, without the end of what it is brought with. */
export type Proof = Omit<Credentials, 'onEnd'>;

/** By its handshake. */
export function peerOf(request: FastifyRequest, path: SocketPath, words: Words): Peer {
  return {
    path,
    words,
    ip: request.clientIp,
    secure: request.protocol === 'https',
    called: `${request.protocol}://${request.host}`,
    origin: request.headers.origin,
    user_agent: printable(request.headers['user-agent']),
  };
}

/** What a peer proves by a token or key of a message. A socket changes nothing by itself: it counts as reading. */
export const proofByToken = ({ ip, secure, origin }: Peer, token: string): Proof => ({
  ...{ method: 'GET', authorization: `Bearer ${token}`, origin, ip, secure },
  ...{ apiKey: undefined, cookie: undefined, csrfToken: undefined, fetchSite: undefined },
});

/** The names of a list such as `cloudcube.v1, bearer.<token>`. */
const listed = (header = ''): string[] => header.split(',').map((name) => name.trim());

/** Which of the protocols that a client offers is spoken: never the one that carries a token. */
export const protocolOf = (offered: ReadonlySet<string>): string | false =>
  offered.has(SUBPROTOCOL) && SUBPROTOCOL;

/**
 * What a handshake proves itself: by a header, else by a subprotocol, else by the session cookie. `null` where it brings
 * nothing. A page of any origin can open a socket and the browser adds the cookie, so that counts only beside an
 * `Origin` that was found to be ours (RFC 6455 §10.2).
 */
export function proofOfHandshake(request: HandshakeRequest, peer: Peer): Proof | null {
  const { headers } = request;
  const apiKey = textOf(headers['x-api-key']);
  const cookie = headers.origin === undefined || request.isForeign ? undefined : headers.cookie;
  const token = listed(headers['sec-websocket-protocol']).find((name) => name.startsWith(BEARER_PREFIX));
  // Another scheme is not ours: a proxy before us may ask for a password of its own.
  const isOurs = /^\s*bearer(?:\s|$)/i.test(headers.authorization ?? '');
  const byToken = apiKey === undefined && !isOurs && token !== undefined;
  const authorization = byToken ? `Bearer ${token.slice(BEARER_PREFIX.length)}` : headers.authorization;
  if (apiKey === undefined && authorization === undefined && cookie === undefined) return null;
  const fetchSite = textOf(headers['sec-fetch-site']);
  const { ip, secure, origin } = peer;
  return {
    ...{ method: 'GET', authorization, apiKey, cookie, csrfToken: undefined },
    ...{ origin, fetchSite, ip, secure },
  };
}

/** The part of a request that proves anything. */
type HandshakeRequest = Pick<FastifyRequest, 'headers' | 'isForeign'>;
