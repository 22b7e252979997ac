/** What a client of the socket stands on, and how it stands. Nothing here needs a browser or Node. */
import type { ServerData, ServerMessageType } from '../events.ts';
import type { RequestType } from './requests.ts';
import type { TopicName } from './topics.ts';

/** As much of a WebSocket as is used: a browser's, Node's own, or one of the package `ws`. */
export interface SocketLike {
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
  send(text: string): void;
  close(code?: number): void;
}

/** Time for a client. */
export interface LiveClock {
  /** Wall time (ms UTC). */
  readonly now: () => number;
  /** Calls once after `ms`; what it answers ends it. */
  readonly after: (ms: number, fn: () => void) => () => void;
}

/** What {@link createLiveClient} stands on. */
export interface LivePorts {
  /** Opens a socket at `/api/v2/ws/connect` with these subprotocols. May throw: then it is tried again. */
  readonly open: (protocols: readonly string[]) => SocketLike;
  readonly clock: LiveClock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /**
   * An access token or an API key, asked for with each connection and sent as its first message. Without it, the
   * handshake's cookie says who this is.
   */
  readonly token?: () => string | Promise<string>;
  /**
   * Asked when the server does not know who this is, or no longer: whether to try again, with a new token say. Where it
   * fails, it is not known yet, and tried again. Without it, never.
   */
  readonly onUnauthorized?: () => boolean | Promise<boolean>;
  /** Told of a topic that this client may not have; `code` is one of the API's errors. */
  readonly refused?: (topic: TopicName, code: string) => void;
  /** Told the server's time (RFC 3339) with each heartbeat. */
  readonly heard?: (serverTime: string) => void;
}

/** How a client stands. Times in ms UTC. */
export type LiveState =
  /** Tries now, for the first time or again. */
  | { readonly is: 'connecting'; readonly since: number }
  | { readonly is: 'live'; readonly since: number }
  /** `since`: not live. `why`: the close code. */
  | { readonly is: 'waiting'; readonly since: number; readonly retry_at: number; readonly why: number }
  /** Not tried again by itself. `code`: the close code. */
  | { readonly is: 'refused'; readonly code: number }
  | { readonly is: 'stopped' };

/** Why messages are missing. */
export type MissedWhy = ServerData<'resync'>['reason'];

/** What answers each request. */
interface Replies {
  ping: 'pong';
  get_online_users: 'online_users';
  private_message: 'message_sent';
  dashboard_data: 'dashboard_update';
  execute_command: 'command_result';
}
/** What can be asked; subscribing and signing in are the client's own. */
export type Question = keyof Replies & RequestType;
/** `data` of its answer. */
export type Reply<Q extends Question> = ServerData<Replies[Q] & ServerMessageType>;

/** A request that was refused, or that nobody will answer any more. */
export class LiveError extends Error {
  /** A code of the API's errors; `LIVE_CLOSED` where the connection ended before, `LIVE_SILENT` where no answer came. */
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'LiveError';
    this.code = code;
  }
}
