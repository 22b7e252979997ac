/**
 * A client of the socket `/api/v2/ws/connect`, for the page and for programs: subscribes, asks, and comes back by itself
 * when it was cut off. It needs neither a browser nor Node; see {@link LivePorts}.
 */
import { createAsking } from './asking.ts';
import { createBackOff } from './back-off.ts';
import {
  LiveError,
  type LivePorts,
  type LiveState,
  type MissedWhy,
  type Question,
  type Reply,
  type SocketLike,
} from './client-model.ts';
import { closeCodes, SUBPROTOCOL } from './closing.ts';
import { messageOf, type AnyMessage } from './incoming.ts';
import type { RequestData, RequestType } from './requests.ts';
import { createSubscribing, type TopicListener } from './subscribing.ts';
import { isTopic, type TopicName } from './topics.ts';
import { watchSilence } from './watchdog.ts';

/** Called when messages of these topics are missing: whoever needs them reads the state anew. */
export type MissedListener = (topics: readonly TopicName[], why: MissedWhy) => void;

/** The client. */
export type LiveClient = ReturnType<typeof createLiveClient>;

/** RFC 6455 §7.4.1: the connection ended without saying why. */
const NO_CODE = 1006;
const NORMAL = 1000;

/** Makes a client, which connects at once and until it is stopped or refused. */
export function createLiveClient(ports: LivePorts) {
  const { clock } = ports;
  const backOff = createBackOff(ports.random);
  const subscribing = createSubscribing();
  const asking = createAsking(clock);
  const stateListeners = new Set<(state: LiveState) => void>();
  const missedListeners = new Set<MissedListener>();
  let state: LiveState = { is: 'connecting', since: clock.now() };
  let socket: SocketLike | null = null;
  let watchdog: ReturnType<typeof watchSilence> | null = null;
  let cancelRetry: (() => void) | null = null;
  /** What connected before the sign-in was told. */
  let heartbeatSeconds = 0;
  let ignored = 0;
  let isTellingSoon = false;

  function become(next: LiveState): void {
    state = next;
    for (const listener of [...stateListeners]) listener(next);
  }

  const say = <T extends RequestType>(type: T, data: RequestData<T>, id?: string): void => {
    socket?.send(JSON.stringify({ type, data, ...(id === undefined ? {} : { id }) }));
  };

  function missed(topics: readonly TopicName[], why: MissedWhy): void {
    if (topics.length === 0) return;
    for (const listener of [...missedListeners]) listener(topics, why);
  }

  /** Together with what else is subscribed in this turn: a page asks for several topics at once. */
  function tellSoon(): void {
    if (isTellingSoon) return;
    isTellingSoon = true;
    void Promise.resolve().then(() => {
      isTellingSoon = false;
      if (state.is === 'live') subscribing.tell(say);
    });
  }

  const notLiveSince = (): number => ('since' in state && state.is !== 'live' ? state.since : clock.now());

  /** Lets the connection go, if there is one. */
  function drop(): void {
    const old = socket;
    socket = null;
    watchdog?.stop();
    watchdog = null;
    if (state.is === 'live') backOff.lived(clock.now() - state.since);
    subscribing.lost();
    asking.closed();
    old?.close(NORMAL);
  }

  function wait(why: number, since: number): void {
    const ms = backOff.next();
    cancelRetry?.();
    cancelRetry = clock.after(ms, connect);
    become({ is: 'waiting', since, retry_at: clock.now() + ms, why });
  }

  /** Asks whether to go on where the server does not know who this is. */
  async function reconsider(since: number): Promise<void> {
    let goesOn = false;
    try {
      goesOn = (await ports.onUnauthorized?.()) ?? false;
    } catch {
      goesOn = true; // Whoever knows could not be asked: not known yet.
    }
    if (state.is !== 'connecting' || socket !== null) return;
    if (goesOn) wait(closeCodes.unauthorized, since);
    else become({ is: 'refused', code: closeCodes.unauthorized });
  }

  function ended(code: number): void {
    const since = notLiveSince();
    drop();
    if (code === closeCodes.unauthorized) {
      become({ is: 'connecting', since });
      void reconsider(since);
    } else if (code === closeCodes.forbidden) become({ is: 'refused', code });
    else wait(code, since);
  }

  /** The server knows who this is. */
  function begin(): void {
    watchdog?.live(heartbeatSeconds);
    become({ is: 'live', since: clock.now() });
    subscribing.tell(say);
  }

  function connected({ data }: AnyMessage & { readonly type: 'connected' }): void {
    heartbeatSeconds = data.heartbeat_seconds;
    missed(subscribing.begun(data.epoch), 'epoch');
    if (data.authenticated) begin();
    else if (ports.token === undefined) ended(closeCodes.unauthorized);
  }

  function read(from: SocketLike, text: unknown): void {
    if (socket !== from) return;
    watchdog?.heard();
    const message = messageOf(text);
    if (message === undefined) {
      ignored += 1;
      return;
    }
    if (message.type === 'connected') connected(message);
    else if (message.type === 'authenticated' && state.is !== 'live') begin();
    else if (message.type === 'authentication_error') ended(closeCodes.unauthorized);
    else if (message.type === 'heartbeat') ports.heard?.(message.data.server_time);
    else if (message.type === 'resumed' || message.type === 'resync') subscribing.caughtUp();
    else if (message.type === 'subscription_error' && isTopic(message.data.topic)) {
      ports.refused?.(message.data.topic, message.data.code);
    }
    subscribing.take(message);
    asking.answered(message);
    if (message.type === 'resync') missed(message.data.topics.filter(isTopic), message.data.reason);
  }

  async function signIn(to: SocketLike): Promise<void> {
    if (ports.token === undefined) return;
    try {
      const token = await ports.token();
      if (socket === to) say('authenticate', { token });
    } catch {
      if (socket === to) ended(NO_CODE); // No token to be had now: tried again.
    }
  }

  function connect(): void {
    cancelRetry?.();
    cancelRetry = null;
    become({ is: 'connecting', since: notLiveSince() });
    let next: SocketLike;
    try {
      next = ports.open([SUBPROTOCOL]);
    } catch {
      wait(NO_CODE, notLiveSince());
      return;
    }
    socket = next;
    watchdog = watchSilence(clock, () => {
      if (socket === next) ended(NO_CODE);
    });
    next.addEventListener('open', () => {
      if (socket === next) void signIn(next);
    });
    next.addEventListener('message', ({ data }) => {
      read(next, data);
    });
    // The close that follows says all there is; without a listener the package `ws` would throw.
    next.addEventListener('error', () => undefined);
    next.addEventListener('close', ({ code }) => {
      if (socket === next) ended(code);
    });
  }

  connect();

  return {
    /** Listens to a topic; one subscription, however many listen. What it answers ends that. */
    subscribe<N extends TopicName>(topic: N, listener: TopicListener<N>): () => void {
      const remove = subscribing.add(topic, listener);
      tellSoon();
      return () => {
        remove();
        tellSoon();
      };
    },
    /** What it answers ends listening. */
    onResync(listener: MissedListener): () => void {
      missedListeners.add(listener);
      return () => missedListeners.delete(listener);
    },
    /**
     * Asks, and answers `data` of the answer.
     * @throws {LiveError} refused, or the connection is not there or ends before
     */
    request<Q extends Question>(type: Q, data: RequestData<Q>): Promise<Reply<Q>> {
      if (state.is !== 'live') return Promise.reject(new LiveError('LIVE_CLOSED', 'There is no connection'));
      return asking.ask<Q>((id) => {
        say(type, data, id);
      });
    },
    state: (): LiveState => state,
    /** What it answers ends listening. */
    onState(listener: (state: LiveState) => void): () => void {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    /** Messages that were none, so far. */
    ignored: (): number => ignored,
    /** Tries now, or finds out now whether the connection is still one: the network is back, the machine is awake. */
    poke(): void {
      if (state.is === 'waiting') connect();
      else if (state.is === 'live' && watchdog?.ping() === true) say('ping', {});
    },
    /** Ends it for good. */
    stop(): void {
      cancelRetry?.();
      cancelRetry = null;
      drop();
      become({ is: 'stopped' });
    },
  };
}
