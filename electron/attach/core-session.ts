/**
 * A sign-in of the shell at the program, over loopback as any page would: by a one-time ticket of `control.sock`, as a
 * cookie that is kept in memory and nowhere else.
 */
import { WebSocket } from 'ws';
import type { SessionBegun } from '../../shared/api/auth-sessions.ts';
import type { SocketLike } from '../../shared/live/client-model.ts';

/** The program's refusal of a request; `message` is in the reader's language. */
export class CoreRefusal extends Error {
  override readonly name = 'CoreRefusal';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A sign-in that stands. */
export interface CoreSession {
  /** `data` of an answer. @throws {CoreRefusal} @throws {Error} where the program does not answer */
  call<Data>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Data>;
  /** Opens the live socket. */
  open(protocols: readonly string[]): SocketLike;
  /** Ends the sign-in; where the program is gone, so is the sign-in. */
  end(): Promise<void>;
}

/** How a sign-in is begun. */
export interface Entry {
  /** Of the program on this machine. */
  readonly url: string;
  /** As the command `ticket` gives it: an address of the page with the ticket in its fragment. */
  readonly link: string;
  /** For `Accept-Language`, asked with each request. */
  readonly language: () => string;
}

/** An answer of the local program comes within this time or not at all (ms); a manual update is answered after 10 s. */
const PATIENCE_MS = 30_000;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

interface Envelope {
  readonly error?: { readonly message: string };
}

async function refusalOf(response: Response): Promise<CoreRefusal> {
  const { error } = (await response.json().catch(() => ({}))) as Envelope;
  return new CoreRefusal(response.status, error?.message ?? '');
}

/** Signs in. @throws {CoreRefusal} @throws {Error} where the program does not answer, or stands elsewhere */
export async function enterCore({ url, link, language }: Entry): Promise<CoreSession> {
  const { origin, host, hostname } = new URL(url);
  // Whoever writes to the control socket is this machine's user; a ticket is sent nowhere else all the same.
  if (!LOOPBACK.has(hostname)) throw new Error('The program does not stand on this machine');
  const ticket = new URLSearchParams(new URL(link).hash.slice(1)).get('ticket');
  if (ticket === null) throw new Error('The program gave no ticket');
  const ask = (method: string, path: string, body: object | undefined, proof: Record<string, string>) =>
    fetch(`${origin}/api/v2${path}`, {
      method,
      // Nobody else is ever asked with our cookie.
      redirect: 'error',
      headers: {
        ...{ ...proof, origin, 'accept-language': language() },
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });

  const entered = await ask('POST', '/auth/ticket', { ticket }, {});
  if (!entered.ok) throw await refusalOf(entered);
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0] ?? '')
    .join('; ');
  const { csrf_token: csrf } = ((await entered.json()) as { data: SessionBegun }).data;

  async function call<Data>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Data> {
    const response = await ask(method, path, body, { cookie, 'x-csrf-token': csrf });
    if (!response.ok) throw await refusalOf(response);
    return ((await response.json()) as { data: Data }).data;
  }
  return {
    call,
    open: (protocols) =>
      new WebSocket(`ws://${host}/api/v2/ws/connect`, [...protocols], {
        ...{ headers: { cookie }, origin, followRedirects: false },
        // The largest that comes is a list of alerts; nobody else writes here.
        maxPayload: 4 * 1024 * 1024,
      }),
    async end() {
      await call('POST', '/admin/logout').catch(() => undefined);
    },
  };
}
