/**
 * Requests outward. The address is looked at in the moment of connecting, and it is the one that is connected to: a name
 * that means another machine a moment later leads nowhere else. Redirects are answers; nothing is followed, cached or
 * remembered.
 */
import { lookup as systemLookup } from 'node:dns';
import type { Dispatcher } from 'undici';
import { openDispatcher, type Lookup } from './http-dispatcher.ts';
import { EgressError, problemOf } from './http-problem.ts';
import { checkAddress, mayLead, type NamedOrigin } from './http-target.ts';
import { HttpFailure, type Http, type HttpAnswer, type HttpRequest } from './http.ts';

export { originOf, type NamedOrigin } from './http-target.ts';

/** How requests leave. */
export interface HttpOptions {
  /** Over one family alone; unset: over whichever leads there. With a proxy, the way to the proxy. */
  readonly family?: 4 | 6;
  /** Where private addresses may be reached. */
  readonly named?: readonly NamedOrigin[];
  /** `http://user:password@host:port`; it resolves the names it is asked for. */
  readonly proxy?: string;
  /** For a whole request, ms. */
  readonly timeoutMs?: number;
  /** Of a body; a longer one is no answer. */
  readonly maxBytes?: number;
  /** Certificates to believe instead of those that Node brings, PEM. */
  readonly ca?: string;
  /** `dns.lookup` unless told. */
  readonly lookup?: Lookup;
}

/** A client with its connections. */
export interface HttpClient {
  readonly http: Http;
  /** Ends all connections and requests under way (`cut`). A request that comes later connects anew. */
  close(): Promise<void>;
}

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 1024 * 1024;

/** What is open from the first request until the client is closed. */
interface Life {
  readonly dispatcher: Promise<Dispatcher>;
  /** Ends the sockets. */
  readonly ending: AbortController;
  /** Of each request under way. */
  readonly running: Set<AbortController>;
}

/** A client. Undici is loaded with its first request: a program that asks nobody starts without it. */
export function createHttpClient(options: HttpOptions = {}): HttpClient {
  const { family, named = [], proxy, ca, lookup = lookUp } = options;
  const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
  let life: Life | null = null;

  function begin(): Life {
    const ending = new AbortController();
    const dispatcher = openDispatcher({
      ...{ family, proxy, ca, timeoutMs, lookup, ending: ending.signal },
      mayLead: (hostname, target) => mayLead(hostname, target, named),
    });
    return { dispatcher, ending, running: new Set() };
  }

  async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of body) {
      size += part.length;
      if (size > maxBytes) throw new EgressError('too_large');
      parts.push(part);
    }
    return new TextDecoder().decode(Buffer.concat(parts));
  }

  async function send({ url, method, headers, body }: HttpRequest, opened: Life, signal: AbortSignal) {
    const dispatcher = await opened.dispatcher;
    const { request } = await import('undici');
    const answer = await request(url, {
      dispatcher,
      method,
      headers: { 'accept-encoding': 'identity', ...headers },
      ...(body === undefined ? {} : { body }),
      signal,
    });
    return {
      status: answer.statusCode,
      headers: joined(answer.headers),
      body: await read(answer.body as AsyncIterable<Uint8Array>),
    };
  }

  return {
    async http(request): Promise<HttpAnswer> {
      const hostname = checkAddress(request.url, named);
      const opened = (life ??= begin());
      const under = new AbortController();
      const timer = setTimeout(() => {
        under.abort(new EgressError('timeout'));
      }, timeoutMs);
      opened.running.add(under);
      try {
        // Undici hears of the end only once it has a connection; whoever waits hears of it at once.
        return await Promise.race([send(request, opened, under.signal), endOf(under.signal)]);
      } catch (error) {
        throw new HttpFailure(problemOf(under.signal.aborted ? under.signal.reason : error), hostname);
      } finally {
        clearTimeout(timer);
        opened.running.delete(under);
      }
    },
    async close() {
      const ended = life;
      life = null;
      if (!ended) return;
      for (const under of ended.running) under.abort(new EgressError('cut'));
      ended.ending.abort();
      // One that never opened has told its requests so.
      const dispatcher = await ended.dispatcher.catch(() => null);
      await dispatcher?.destroy();
    },
  };
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('Ended', { cause: signal.reason }));
    });
  });
}

/** Names in lower case, repeated ones joined. */
function joined(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return Object.fromEntries(entries);
}

const lookUp: Lookup = (hostname, family) =>
  new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, family }, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses);
    });
  });
