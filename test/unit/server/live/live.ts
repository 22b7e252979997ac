/** A server with sockets that listens on loopback, and plain clients of it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { serverMessages, type ServerMessageType } from '../../../../shared/events.ts';
import { Value } from 'typebox/value';
import { UserError } from '../../../../electron/kernel/errors.ts';
import type { HttpServerDeps } from '../../../../electron/server/http-server.ts';
import type { LivePorts, LiveServer } from '../../../../electron/server/live/register.ts';
import type { Hub } from '../../../../electron/server/live/membership.ts';
import type { AskedBy, AskedParts } from '../../../../electron/server/live/model.ts';
import type { Caller, Credentials } from '../../../../electron/server/route.ts';
import { createWords } from '../../../../shared/i18n/index.ts';
import { createHub } from '../../../../electron/server/live/hub.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';
import { serve, type TestServer } from '../http.ts';

const words = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };
const nothing = (): void => undefined;
const silent = { error: nothing, warn: nothing, info: nothing, debug: nothing };

/** A message of the server as a client reads it. */
export interface Told {
  readonly type: ServerMessageType;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests assert what they read
  readonly data: any;
  readonly seq: number;
  readonly timestamp: string;
  readonly id?: string;
}

/** What a message is about, for lists of them. */
export const gist = ({ type, data, id }: Told): unknown[] => [type, data.topic, data.code ?? id] as unknown[];

/** A client and what it has heard. */
export interface Client {
  readonly socket: WebSocket;
  readonly heard: Told[];
  say(message: unknown): void;
  /** The next message of this type that was not waited for before. */
  next(type: ServerMessageType): Promise<Told>;
  /** Code and reason of its end. */
  readonly closed: Promise<readonly [number, string]>;
}

/** Somebody who can come in. */
export interface Account {
  caller: Caller | null;
  expires_at: number | null;
}

/** What an operation was asked for with. */
export interface Asked {
  readonly operation: string;
  readonly parts: AskedParts;
  readonly by: AskedBy;
}

/** A server with sockets. */
export interface LiveTest extends TestServer {
  readonly live: LiveServer;
  readonly hub: Hub;
  readonly clock: VirtualClock;
  readonly port: number;
  /** By token or key; tests change what they hold. */
  readonly accounts: Map<string, Account>;
  readonly brought: Credentials[];
  readonly asked: Asked[];
  /** How many of those who were asked who they are have been let go. */
  ended(): number;
  connect(options?: ConnectOptions): Promise<Client>;
  /** The answer of HTTP to a handshake that becomes no socket. */
  refused(options?: ConnectOptions): Promise<{ status: number; code: string | undefined; headers: object }>;
}

/** How a client comes. */
export interface ConnectOptions extends ClientOptions {
  readonly path?: string;
  readonly protocols?: string[];
}

/** Somebody with these permissions. */
export const someone = (
  user_id: string,
  permissions: readonly string[],
  more: Partial<Caller> = {},
): Caller => ({
  ...{ kind: 'token', user_id, username: `name of ${user_id}`, session_id: 's', key_id: null },
  ...{ permissions, role: 'admin', token: null, ...more },
});

/** Ids as users have them. */
export const [ada, bob, cy] = [
  '01890a5d-ac96-774b-bcce-b302099a8057',
  '01890a5d-ac96-774b-bcce-b302099a8058',
  '01890a5d-ac96-774b-bcce-b302099a8059',
] as const;

const bearer = (authorization: string | undefined): string | undefined =>
  authorization?.replace(/^Bearer /, '');

/** Starts it; everything ends with the test. */
export async function startLive(
  given: Partial<HttpServerDeps> & {
    readonly limits?: HttpServerDeps['limits'];
    readonly sockets?: LivePorts['limits'];
    readonly work?: (asked: Asked) => unknown;
    readonly slow?: () => Promise<void>;
  } = {},
): Promise<LiveTest> {
  const { sockets, work, slow, ...deps } = given;
  const clock = createVirtualClock();
  const hub = createHub({ clock, logger: silent, words: (language) => words[language] });
  const asked: Asked[] = [];
  let ended = 0;
  const brought: Credentials[] = [];
  const accounts = new Map<string, Account>([
    ['admin', { caller: someone(ada, ['*']), expires_at: null }],
    ['reader', { caller: someone(bob, ['monitoring:read'], { role: 'user' }), expires_at: null }],
    [
      'key',
      {
        caller: someone(cy, ['ddns:*', 'users:read'], {
          kind: 'key',
          key_id: 'k1',
          role: null,
          session_id: null,
        }),
        expires_at: null,
      },
    ],
  ]);
  const server = await serve({
    clock,
    authenticate(credentials) {
      brought.push(credentials);
      credentials.onEnd(() => (ended += 1));
      const { apiKey, authorization, cookie } = credentials;
      const token = apiKey ?? bearer(authorization) ?? /^session=(.+)/.exec(cookie ?? '')?.[1];
      if (token === undefined || authorization?.startsWith('Basic')) throw new UserError('AUTH_REQUIRED');
      const find = (): Caller => {
        const caller = accounts.get(token)?.caller;
        if (caller) return caller;
        throw new UserError('AUTH_TOKEN_INVALID');
      };
      return slow ? slow().then(find) : find();
    },
    live: {
      hub,
      // By user: a token says nothing once its holder was met.
      standing(caller) {
        const found = [...accounts.values()].find(
          (account) => account.caller?.user_id === caller.user_id && account.caller.key_id === caller.key_id,
        );
        return found?.caller ? { caller: found.caller, expires_at: found.expires_at } : null;
      },
      async ask(operation, parts, by) {
        asked.push({ operation, parts, by });
        return work?.({ operation, parts, by }) ?? { done: operation };
      },
      ...(sockets ? { limits: sockets } : {}),
    },
    ...deps,
  });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;

  function open({ path = '/ws/connect', protocols = [], ...options }: ConnectOptions = {}): WebSocket {
    const socket = new WebSocket(`ws://127.0.0.1:${String(port)}/api/v2${path}`, protocols, options);
    socket.on('error', () => undefined);
    onTestFinished(() => {
      socket.terminate();
    });
    return socket;
  }

  const live = server.app.live;
  if (!live) throw new Error('No sockets are served');
  return {
    ...{ ...server, live, hub, clock, port, accounts, brought, asked },
    ended: () => ended,
    async connect(options) {
      const client = listenTo(open(options));
      await once(client.socket, 'open');
      return client;
    },
    async refused(options) {
      const socket = open(options);
      const [, response] = (await once(socket, 'unexpected-response')) as [
        unknown,
        AsyncIterable<Buffer> & { statusCode: number; headers: object },
      ];
      let text = '';
      for await (const part of response) text += part.toString();
      const body = text.startsWith('{') ? (JSON.parse(text) as { error?: { code: string } }) : undefined;
      return { status: response.statusCode, code: body?.error?.code, headers: response.headers };
    },
  };
}

/** Reads all that a socket is sent, and holds each message against the contract. */
export function listenTo(socket: WebSocket): Client {
  const heard: Told[] = [];
  const waited = new Set<Told>();
  let wake: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    const told = JSON.parse(data.toString()) as Told;
    expect(Value.Errors(serverMessages[told.type], told.data), told.type).toEqual([]);
    heard.push(told);
    wake();
  });
  const closed = new Promise<readonly [number, string]>((resolve) => {
    socket.once('close', (code, reason) => {
      resolve([code, reason.toString()]);
      wake();
    });
  });
  return {
    ...{ socket, heard, closed },
    say(message) {
      socket.send(
        typeof message === 'string' || message instanceof Buffer ? message : JSON.stringify(message),
      );
    },
    async next(type) {
      for (;;) {
        const found = heard.find((told) => told.type === type && !waited.has(told));
        if (found) {
          waited.add(found);
          return found;
        }
        if (socket.readyState === WebSocket.CLOSED) throw new Error(`Closed before ${type}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** Headers that bring a token. */
export const by = (token: string): ConnectOptions => ({ headers: { authorization: `Bearer ${token}` } });

/** All that came since `from`, up to the answer to a ping that is sent now. */
export async function since(client: Client, from: number) {
  client.say({ type: 'ping', data: {}, id: `mark ${String(from)}` });
  for (;;) {
    const pong = await client.next('pong');
    if (pong.id === `mark ${String(from)}`) break;
  }
  return client.heard.slice(from, -1);
}

/** What answers one message. */
export async function answersTo(client: Client, message: object) {
  await client.next('authenticated');
  await since(client, client.heard.length);
  const from = client.heard.length;
  client.say(message);
  return since(client, from);
}
