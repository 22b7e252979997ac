/** What is said over a socket, one message after the other: who it is first, then what is asked. */
import { closeCodes, HEARTBEAT_SECONDS, SIGN_IN_SECONDS } from '../../../shared/live/closing.ts';
import type { Request, RequestType } from '../../../shared/live/requests.ts';
import { toTimestamp, type Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Caller } from '../route.ts';
import type { createAsking } from './asking.ts';
import type { Connection } from './connection.ts';
import { LARGEST_FROM_STRANGER, MOST_HELD, MOST_NONSENSE } from './limits.ts';
import type { Hub } from './membership.ts';
import { proofByToken } from './peer.ts';
import { pass, tellOnline } from './people.ts';
import type { Read } from './reading.ts';
import type { SignedIn, SignIn } from './sign-in.ts';
import { ownerOf, type Sockets } from './sockets.ts';
import { startStream, stopStream } from './streams.ts';
import {
  routeByRole,
  subscribe,
  subscribeToChannels,
  subscribeToPath,
  unsubscribe,
  withdraw,
} from './subscriptions.ts';
import type { Watch } from './watch.ts';

/** What conversations are held with. */
export interface ConversationDeps {
  readonly hub: Pick<Hub, 'epoch'>;
  readonly clock: Clock;
  readonly sockets: Sockets;
  readonly watch: Pick<Watch, 'expect' | 'stands'>;
  readonly asking: ReturnType<typeof createAsking>;
  readonly signIn: SignIn;
  readonly read: Read;
}

/** One conversation. */
export interface Conversation {
  /** Begins it. `who`: what the handshake proved; `null` where it brought nothing. */
  open(who: SignedIn | UserError | null): void;
  hear(text: string): void;
  /** The socket is gone. */
  end(): void;
}

/** A message by its type, and who it is from. */
type Answer<T extends RequestType> = (message: Request<T>, caller: Caller) => void;
/** What is answered before anybody has signed in, too. */
type Early = 'connect' | 'ping' | 'authenticate';

const NONSENSE = new UserError('LIVE_MESSAGE_INVALID');
const SIGN_IN_FIRST = new UserError('AUTH_REQUIRED');
const TOO_LATE = new UserError('LIVE_SIGN_IN_TIMEOUT');
const TOO_MANY = new UserError('LIVE_TOO_MANY');
const TOO_FAST = new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds: 1 } });

/** Over one socket. */
export function createConversation(connection: Connection, deps: ConversationDeps): Conversation {
  const { hub, clock, sockets, watch, asking } = deps;
  const { member, peer } = connection;
  /** Texts that came while a sign-in was looked at; `null` while none is. */
  let held: string[] | null = null;
  let nonsense = 0;
  let cancelSignIn: (() => void) | null = null;

  function greet(id?: string): void {
    member.reply(
      'connected',
      {
        status: 'connected',
        client_id: connection.id,
        epoch: hub.epoch,
        authenticated: connection.who !== null,
        heartbeat_seconds: HEARTBEAT_SECONDS,
      },
      id,
    );
  }

  function tellWho({ caller, expires_at }: SignedIn, id?: string): void {
    member.reply(
      'authenticated',
      {
        success: true,
        user_id: caller.user_id,
        username: caller.username,
        roles: caller.role === null ? [] : [caller.role],
        expires_at: expires_at === null ? null : toTimestamp(expires_at),
      },
      id,
    );
  }

  /** Makes the socket somebody's, or keeps it that of the same. Answers whether it is. */
  function become(who: SignedIn, id?: string): boolean {
    const before = connection.who;
    // Another one would be told what the first one subscribed to.
    const isOther = before !== null && ownerOf(before.caller) !== ownerOf(who.caller);
    if (isOther) {
      connection.turnOut(new UserError('AUTH_TOKEN_INVALID'), id);
      return false;
    }
    if (before === null && !sockets.admit(connection, who)) {
      connection.refuse(TOO_MANY, id);
      connection.end(closeCodes.too_many, 'LIVE_TOO_MANY');
      return false;
    }
    cancelSignIn?.();
    connection.who = who;
    watch.expect(who.expires_at);
    return true;
  }

  /** After the socket is somebody's and that was said. */
  function settle(isFirst: boolean): void {
    routeByRole(connection);
    if (isFirst) subscribeToPath(connection);
    // A further token may allow less than the one before.
    else withdraw(connection);
  }

  /** By a token of a message. What comes meanwhile waits: it is meant for whoever that is. */
  async function signInBy(token: string, subscribing: readonly string[], id?: string): Promise<void> {
    const isFirst = connection.who === null;
    held = [];
    connection.pause();
    try {
      const found = await deps.signIn(proofByToken(peer, token));
      if (connection.isOver()) return;
      if (found instanceof UserError) {
        connection.turnOut(found, id);
      } else if (become(found, id)) {
        tellWho(found, id);
        settle(isFirst);
        if (!connection.isOver()) subscribeToChannels(connection, subscribing);
      }
    } catch (error) {
      // Nothing is wrong with whoever it is: the world is, and may not be in a moment.
      if (!connection.isOver()) connection.refuse(error, id);
    } finally {
      const texts = held;
      held = null;
      connection.resume();
      for (const text of texts) hear(text);
    }
  }

  const early: { readonly [T in Early]: (message: Request<T>) => void } = {
    connect: ({ id }) => {
      greet(id);
    },
    ping: ({ id }) => {
      member.reply('pong', { server_time: toTimestamp(clock.now()) }, id);
    },
    authenticate: ({ data, id }) => void signInBy(data.token, [], id),
  };

  const answers: { readonly [T in Exclude<RequestType, Early>]: Answer<T> } = {
    subscribe: ({ data, id }) => {
      subscribe(connection, data, id);
    },
    unsubscribe: ({ data, id }) => {
      unsubscribe(connection, data, id);
    },
    start_stream: ({ data, id }) => {
      startStream(connection, data, id);
    },
    stop_stream: ({ data, id }) => {
      stopStream(connection, data, id);
    },
    get_online_users: ({ id }, caller) => {
      tellOnline(sockets, connection, caller, id);
    },
    private_message: ({ data, id }, caller) => {
      pass(sockets, connection, caller, data, id);
    },
    dashboard_data: ({ data, id }) => {
      asking.dashboard(connection, data, id);
    },
    execute_command: ({ data, id }) => {
      asking.command(connection, data, id);
    },
  };

  const isEarly = (type: RequestType): type is Early => Object.hasOwn(early, type);

  function answer(message: Request): void {
    const { type, id } = message;
    // Reading has held the data against the schema of the type.
    if (isEarly(type)) (early[type] as (message: Request) => void)(message);
    else if (connection.who === null) connection.refuse(SIGN_IN_FIRST, id);
    // Looked at each time, as with a request: what has ended meanwhile has ended.
    else if (watch.stands(connection)) {
      (answers[type] as Answer<RequestType>)(message, connection.who.caller);
    }
  }

  function take(text: string): void {
    if (connection.isOver()) return;
    if (held !== null) {
      if (held.length < MOST_HELD) held.push(text);
      else connection.refuse(TOO_FAST);
      return;
    }
    const isTooLong = connection.who === null && text.length > LARGEST_FROM_STRANGER;
    const said = isTooLong ? ({ kind: 'nonsense' } as const) : deps.read(text);
    if (said.kind === 'nonsense') {
      nonsense += 1;
      connection.refuse(NONSENSE, 'id' in said ? said.id : undefined);
      if (nonsense >= MOST_NONSENSE) connection.end(closeCodes.policy, 'LIVE_MESSAGE_INVALID');
      return;
    }
    nonsense = 0;
    if (said.kind === 'request') answer(said.request);
    else void signInBy(said.first.token, said.first.channels ?? []);
  }

  /** What fails in an unforeseen way fails for this message alone. */
  function hear(text: string): void {
    try {
      take(text);
    } catch (error) {
      connection.refuse(error);
    }
  }

  return {
    open(who) {
      const isKnown = who !== null && !(who instanceof UserError) && become(who);
      if (connection.isOver()) return;
      greet();
      if (who instanceof UserError) connection.turnOut(who);
      else if (isKnown) {
        tellWho(who);
        settle(true);
      } else {
        cancelSignIn = clock.after(SIGN_IN_SECONDS * 1000, () => {
          connection.turnOut(TOO_LATE);
        });
      }
    },
    hear,
    end() {
      cancelSignIn?.();
    },
  };
}
