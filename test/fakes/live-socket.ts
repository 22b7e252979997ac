/** A socket whose server is the test: it sees what is sent, and says what comes back and when. */
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { SocketLike } from '../../shared/live/client-model.ts';
import type { AnyMessage } from '../../shared/live/incoming.ts';
import { requests } from '../../shared/live/requests.ts';

/** What a client sent. */
export interface Sent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

/** What does not fit the contract is refused here, as the server does. */
function checked(text: string): Sent {
  const message = JSON.parse(text) as Sent;
  const schema: TSchema | undefined = (requests as Readonly<Record<string, TSchema>>)[message.type];
  if (schema === undefined || !Value.Check(schema, message.data)) throw new Error(`Not a message: ${text}`);
  return message;
}

/** One of the connections that were opened. */
export type LiveSocket = ReturnType<typeof createSocket>;

interface Listeners {
  readonly open: (() => void)[];
  readonly error: (() => void)[];
  readonly message: ((event: { readonly data: unknown }) => void)[];
  readonly close: ((event: { readonly code: number }) => void)[];
}

function createSocket(protocols: readonly string[], next: () => number) {
  const listeners: Listeners = { open: [], error: [], message: [], close: [] };
  const sent: Sent[] = [];
  let stands: 'connecting' | 'open' | 'closed' = 'connecting';
  const socket: SocketLike = {
    addEventListener: (type: keyof Listeners, listener: never) => {
      listeners[type].push(listener);
    },
    send: (text) => {
      // As a browser's: an error before it is open, silence after it is closed.
      if (stands === 'connecting') throw new Error('InvalidStateError');
      if (stands === 'open') sent.push(checked(text));
    },
    close: () => {
      stands = 'closed';
    },
  };
  const hear = (data: unknown): void => {
    for (const each of listeners.message) each({ data });
  };
  return {
    socket,
    protocols,
    sent,
    hear,
    isClosed: () => stands === 'closed',
    open(): void {
      stands = 'open';
      for (const each of listeners.open) each();
    },
    say(type: AnyMessage['type'], data: object, more: { id?: string; seq?: number } = {}): void {
      hear(JSON.stringify({ type, data, timestamp: '2026-11-20T08:00:00.000Z', seq: next(), ...more }));
    },
    end(code: number): void {
      stands = 'closed';
      for (const each of listeners.error) each();
      for (const each of listeners.close) each({ code });
    },
  };
}

/** A server that opens nothing by itself. `seq` counts as the server's: over all connections. */
export function createLiveServer() {
  const sockets: LiveSocket[] = [];
  let seq = 0;
  const next = (): number => (seq += 1);
  const last = (): LiveSocket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('Nothing was opened');
    return socket;
  };
  return {
    sockets,
    last,
    open: (protocols: readonly string[]): SocketLike => {
      sockets.push(createSocket(protocols, next));
      return last().socket;
    },
    /** Lets the last connection in. */
    welcome(epoch = 'one', authenticated = true): LiveSocket {
      const socket = last();
      socket.open();
      socket.say('connected', {
        status: 'connected',
        client_id: '0198f3a0-0000-7000-8000-00000000000c',
        epoch,
        authenticated,
        heartbeat_seconds: 30,
      });
      return socket;
    },
    /** Numbers that go to others. */
    passOver: (count: number) => {
      seq += count;
    },
  };
}
