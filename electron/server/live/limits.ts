/** How many sockets there may be, and how much one may say. */
import type { Quota } from '../limits/quota.ts';

/** Sockets at one time. */
export interface SocketLimits {
  /** That have not said whose they are: altogether, and of one address (IPv6: of its /64). */
  readonly strangers: number;
  readonly strangersOfOne: number;
  /** That have: altogether, and of one user or key. */
  readonly signedIn: number;
  readonly signedInOfOne: number;
}

/** {@link SocketLimits} unless told. */
export const standardSockets: SocketLimits = {
  strangers: 64,
  strangersOfOne: 16,
  signedIn: 1000,
  signedInOfOne: 64,
};

/** Of a message, also once it is unfolded. */
export const LARGEST_MESSAGE = 64 * 1024;
/** Before whoever sends it has signed in: a token, and topics. */
export const LARGEST_FROM_STRANGER = 16 * 1024;

/** Messages and control frames of one socket. */
export const SAID: Quota = { requests: 50, seconds: 1, burst: 100 };
/** So many that were refused in a row, and the socket ends. */
export const MOST_REFUSED = 200;
/** So many that made no sense in a row, and the socket ends. */
export const MOST_NONSENSE = 3;
/** Messages that wait while one signs in. */
export const MOST_HELD = 32;

/** Operations of one socket that run at one time, and that wait. */
export const RUNNING_AT_ONCE = 4;
export const WAITING_AT_ONCE = 16;

/** Bytes of answers that may wait for somebody who asks and does not read. */
export const MOST_UNREAD = 4 * 1024 * 1024;
