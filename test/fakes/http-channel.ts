/** Stand-ins of services that take a message over HTTP: each a row of how it reads a request and what it answers. */
import type { FailureClass } from '../../electron/notify/channels/channel.ts';
import type { ArrivedMessage, ChannelTrap, FakeChannel } from './channel.ts';
import { loopbackHttp } from './loopback-http.ts';
import { startTrapServer, type PlainAnswer } from './trap-server.ts';

/** A request as a service sees it. */
export interface SeenRequest {
  readonly method: string;
  /** With the host that was meant, whatever it was sent to. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** The body as JSON. @throws where it is none */
  json(): Record<string, unknown>;
}

/** How a service reads a request. */
export type Reading =
  | ArrivedMessage
  /** The secret is not right. */
  | 'unauthentic'
  /** What was sent is not what it takes, for this reason. */
  | { readonly malformed: string };

/** A service. */
export interface ServiceRow {
  readonly settings: (endpoint: string) => Readonly<Record<string, unknown>>;
  readonly wrongSettings: (endpoint: string) => Readonly<Record<string, unknown>>;
  readonly read: (request: SeenRequest) => Reading;
  readonly success: PlainAnswer;
  /** For a wrong secret, by the request. */
  readonly unauthentic: (request: SeenRequest) => PlainAnswer;
  readonly throttle: PlainAnswer;
  readonly throttleMs: number | null;
  readonly outage?: PlainAnswer;
  readonly message?: PlainAnswer;
  readonly error_in_200?: { readonly answer: PlainAnswer; readonly failure: FailureClass };
  readonly without?: FakeChannel['without'];
}

const ofTheConnection: readonly ChannelTrap[] = ['slow', 'half', 'portal', 'cut'];

/** Starts one. */
export async function startHttpChannel(row: ServiceRow): Promise<FakeChannel> {
  const arrived: ArrivedMessage[] = [];
  let tries = 0;
  let waiting: ChannelTrap | undefined;

  function playedBy(request: SeenRequest): PlainAnswer | undefined {
    const trap = waiting;
    waiting = undefined;
    if (trap === undefined) return undefined;
    if (trap === 'redirect') {
      return { status: 302, headers: { location: `${server.endpoint}/elsewhere` }, body: '' };
    }
    if (trap === 'echo') {
      const body = `{"error":${JSON.stringify(`${request.url.href} ${JSON.stringify(request.headers)} ${request.body}`)}}`;
      return { status: 400, headers: { 'content-type': 'application/json' }, body };
    }
    if (trap === 'error_in_200') return row.error_in_200?.answer;
    if (trap === 'throttle') return row.throttle;
    if (trap === 'message') return row.message;
    return row.outage ?? { status: 503, body: 'Service Unavailable' };
  }

  const server = await startTrapServer(
    () => 'put',
    (raw, _trap, body) => {
      tries++;
      const host = raw.headers['x-meant-for'];
      const request: SeenRequest = {
        method: raw.method ?? '',
        url: new URL(raw.url ?? '/', typeof host === 'string' ? host : 'http://nowhere'),
        headers: raw.headers as Record<string, string | undefined>,
        body,
        json: () => JSON.parse(body) as Record<string, unknown>,
      };
      const played = playedBy(request);
      if (played) return played;
      const reading = row.read(request);
      if (reading === 'unauthentic') return row.unauthentic(request);
      if ('malformed' in reading)
        return { status: 400, body: JSON.stringify({ malformed: reading.malformed }) };
      arrived.push(reading);
      return row.success;
    },
  );

  const http = loopbackHttp();
  return {
    settings: row.settings(server.endpoint),
    wrongSettings: row.wrongSettings(server.endpoint),
    throttleMs: row.throttleMs,
    hidden: row.error_in_200?.failure ?? 'transient',
    without: {
      ...(row.error_in_200 ? {} : { error_in_200: 'its errors have statuses of their own' }),
      ...(row.message ? {} : { message: 'it takes whatever it is sent' }),
      ...row.without,
    },
    ports: {
      // Whatever host is meant, it is the stand-in that is asked.
      http: (request) => {
        const { origin, pathname, search } = new URL(request.url);
        const headers = { ...request.headers, 'x-meant-for': origin };
        return http({ ...request, headers, url: `${server.endpoint}${pathname}${search}` });
      },
    },
    arrived: () => arrived,
    tries: () => tries,
    trap(trap) {
      if (ofTheConnection.includes(trap)) server.trap(trap as 'slow', 'put');
      else waiting = trap;
    },
    close: server.close,
  };
}

/** A shape that a service turns away. */
export const malformed = (reason: string): Reading => ({ malformed: reason });
