/** One open socket: what it carries, how fast, and how it ends. What is said over it means nothing here. */
import { v7 as uuid } from 'uuid';
import type { WebSocket } from 'ws';
import { closeCodes } from '../../../shared/live/closing.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import { createFlood } from './flood.ts';
import { MOST_UNREAD } from './limits.ts';
import type { Hub, Membership, Reader } from './membership.ts';
import type { Peer } from './peer.ts';
import type { SignedIn } from './sign-in.ts';

/** An open socket, as all that answers it sees it. */
export interface Connection {
  /** UUIDv7. */
  readonly id: string;
  readonly peer: Peer;
  /** ms UTC */
  readonly opened_at: number;
  readonly member: Membership;
  /** Whose it is; `null` before that is known. */
  who: SignedIn | null;
  /** Why something was not done: its code, and the same in the reader's words. */
  refusal(error: unknown): { readonly code: ErrorCode; readonly error: string };
  /** Answers `error`. */
  refuse(error: unknown, id?: string): void;
  /** Says goodbye: nothing more is taken or sent. `code` of `closeCodes`; with one of ours the reason is an error code. */
  end(code: number, reason?: ErrorCode): void;
  /** Says that its caller may not be here (`authentication_error`), and ends. */
  turnOut(error: UserError, id?: string): void;
  isOver(): boolean;
  /** Asks whether the other side is there. Who has been silent since the last time is gone, and ended at once. */
  probe(): void;
  /** Lets go of it without a goodbye. */
  cut(): void;
  /** Reads nothing for a while. */
  pause(): void;
  resume(): void;
}

/** What a socket is carried by. */
export interface ConnectionDeps {
  readonly hub: Pick<Hub, 'join'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Put into words: what `answerOf` makes of a thrown thing. */
  readonly refusalOf: (error: unknown, peer: Peer) => { readonly code: ErrorCode; readonly error: string };
  /** Takes the text of each message. */
  readonly onText: (connection: Connection, text: string) => void;
  /** Told once, when nothing is left of it. */
  readonly onGone: (connection: Connection) => void;
}

const TOO_FAST = new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds: 1 } });

/** Carries a socket that was just opened, and joins the hub for it. */
export function openConnection(socket: WebSocket, peer: Peer, deps: ConnectionDeps): Connection {
  const { clock, logger } = deps;
  const judge = createFlood(clock);
  let isOver = false;
  let wasHeard = true;

  const reader: Reader = {
    language: peer.words.language,
    send(text, flushed) {
      if (socket.readyState !== socket.OPEN) return;
      if (flushed === undefined) socket.send(text, { binary: false });
      else {
        socket.send(text, { binary: false }, () => {
          flushed();
        });
      }
    },
    buffered: () => socket.bufferedAmount,
    end: (code, reason) => {
      finish(code, reason);
    },
  };
  const member = deps.hub.join(reader);

  function finish(code: number, reason: string): void {
    if (isOver) return;
    isOver = true;
    member.leave();
    // What is read of it from here on is its own goodbye.
    socket.resume();
    socket.close(code, reason);
  }

  /** Whether something that was said is to be looked at. */
  function takes(): boolean {
    wasHeard = true;
    if (isOver) return false;
    if (socket.bufferedAmount > MOST_UNREAD) {
      // A goodbye would not be read either.
      connection.cut();
      return false;
    }
    const verdict = judge();
    if (verdict === 'refused') connection.refuse(TOO_FAST);
    if (verdict === 'enough') connection.end(closeCodes.policy, 'RATE_LIMIT_EXCEEDED');
    return verdict === 'taken';
  }

  const connection: Connection = {
    id: uuid(),
    peer,
    opened_at: clock.now(),
    member,
    who: null,
    refusal: (error) => deps.refusalOf(error, peer),
    refuse(error, id) {
      member.reply('error', deps.refusalOf(error, peer), id);
    },
    end(code, reason) {
      finish(code, reason ?? '');
    },
    turnOut(error, id) {
      if (isOver) return;
      member.reply('authentication_error', { success: false, ...deps.refusalOf(error, peer) }, id);
      finish(closeCodes.unauthorized, error.code);
    },
    isOver: () => isOver,
    probe() {
      if (!wasHeard) {
        connection.cut();
        return;
      }
      wasHeard = false;
      if (socket.readyState === socket.OPEN) socket.ping();
    },
    cut() {
      if (!isOver) member.leave();
      isOver = true;
      socket.terminate();
    },
    pause() {
      socket.pause();
    },
    resume() {
      socket.resume();
    },
  };

  socket.on('message', (data, isBinary) => {
    if (!takes()) return;
    if (isBinary) connection.end(closeCodes.policy, 'LIVE_MESSAGE_INVALID');
    // One whole buffer, unless the socket is told otherwise.
    else deps.onText(connection, (data as Buffer).toString());
  });
  socket.on('ping', (data) => {
    if (takes()) socket.pong(data);
  });
  socket.on('pong', takes);
  socket.on('error', (error) => {
    // `ws` ends it by the code that fits.
    logger.debug(
      { problem: error.message, client_id: connection.id },
      'A live connection broke the protocol',
    );
  });
  socket.once('close', () => {
    if (!isOver) member.leave();
    isOver = true;
    deps.onGone(connection);
  });
  return connection;
}
