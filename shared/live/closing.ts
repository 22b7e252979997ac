/**
 * Why the server ends a socket, by the close code (RFC 6455 §7.4; 4000–4999 are an application's own). The reason that
 * comes with a code of ours is an error code.
 */
export const closeCodes = {
  /** The program ends or starts anew: come back. */
  going_away: 1001,
  /** A text that is not UTF-8. */
  not_text: 1007,
  /** Too much was said, too fast, or nonsense. */
  policy: 1008,
  /** A message was larger than is taken. */
  too_big: 1009,
  /** It read too slowly for too long: come back, and `resync` tells what was missed. */
  too_slow: 1013,
  /** Who it is was not said in time, or not truly; or it is over: sign in, then come back. */
  unauthorized: 4401,
  /** May not see what this address sends. */
  forbidden: 4403,
  /** There are too many sockets, altogether or of this caller: come back later. */
  too_many: 4429,
} as const;

/** The protocol that is spoken. A client that names it gets it named back. */
export const SUBPROTOCOL = 'cloudcube.v1';
/** With a token behind it, a subprotocol that signs in: `bearer.<token>`. It is never named back. */
export const BEARER_PREFIX = 'bearer.';

/** Seconds between two heartbeats. */
export const HEARTBEAT_SECONDS = 30;
/** Seconds in which a socket has to say whose it is. */
export const SIGN_IN_SECONDS = 5;
