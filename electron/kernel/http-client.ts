/**
 * Requests outward. The address is looked at in the moment of connecting, and it is the one that is connected to: a name
 * that means another machine a moment later leads nowhere else. Redirects are answers; nothing is followed, cached or
 * remembered.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { isAllowedTarget } from './egress.ts';
import { HttpFailure, type Http, type HttpProblem, type HttpRequest } from './http.ts';

/** A host and port that an administrator named: it may be in a private network, or this machine. */
export interface NamedOrigin {
  readonly hostname: string;
  readonly port: number;
}

/** How requests leave. */
export interface HttpOptions {
  /** Over one family alone; unset: whichever answers first. */
  readonly family?: 4 | 6;
  /** Where private addresses may be reached. */
  readonly named?: readonly NamedOrigin[];
  /** `http://user:password@host:port`; it resolves the names it is asked for. */
  readonly proxy?: string;
  /** For a whole request, ms. */
  readonly timeoutMs?: number;
  /** Of a body; a longer one is no answer. */
  readonly maxBytes?: number;
  /** Certificates to believe besides the system's, PEM. */
  readonly ca?: string;
  /** Asks for all addresses of a name; `dns.lookup` unless told. */
  readonly lookup?: (hostname: string, family: 0 | 4 | 6) => Promise<readonly LookupAddress[]>;
}

/** A client with its connections. */
export interface HttpClient {
  readonly http: Http;
  /** Ends all connections, also those with a request under way. */
  close(): Promise<void>;
}

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 1024 * 1024;
const REFUSED = 'EGRESS_REFUSED';
const TOO_LARGE = 'EGRESS_TOO_LARGE';
/** An idle connection is kept for so long, ms: the next page of a list comes at once. */
const KEEP_ALIVE_MS = 4_000;

const standardPort = (protocol: string): number => (protocol === 'https:' ? 443 : 80);

/** The origin of an address as it is named. */
export function originOf(url: string): NamedOrigin {
  const { hostname, port, protocol } = new URL(url);
  return {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? standardPort(protocol) : Number(port),
  };
}

class EgressError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const problems: Readonly<Record<string, HttpProblem>> = {
  [REFUSED]: 'refused',
  [TOO_LARGE]: 'too_large',
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unresolved',
  ENODATA: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EAFNOSUPPORT: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
};

/** What went wrong, out of the many ways in which that is told. Anything of a connection that has no name was cut. */
function problemOf(error: unknown, hasTimedOut: boolean): HttpProblem {
  if (hasTimedOut) return 'timeout';
  if (error instanceof AggregateError) return problemOf(error.errors[0], false);
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') {
    const known = problems[code];
    if (known) return known;
    if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(code))
      return 'tls';
  }
  return cause === undefined ? 'cut' : problemOf(cause, false);
}

/** A client. Undici is loaded with its first request: a program that asks nobody starts without it. */
export function createHttpClient(options: HttpOptions = {}): HttpClient {
  const { family, named = [], proxy, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, ca } = options;
  const proxyOrigin = proxy === undefined ? [] : [originOf(proxy)];
  const ask = options.lookup ?? lookUp;
  let dispatcher: Promise<Dispatcher> | null = null;

  const isNamed = (hostname: string, port: number): boolean =>
    [...named, ...proxyOrigin].some((origin) => origin.hostname === hostname && origin.port === port);
  const isAllowed = (hostname: string, address: string, port: number): boolean =>
    isNamed(hostname, port) || isAllowedTarget({ host: address, port }, []);

  /** Names to addresses for one connection, without those that must not be reached. */
  const guard =
    (port: number): LookupFunction =>
    (hostname, wanted, callback) => {
      const all = (error: NodeJS.ErrnoException | null, found: LookupAddress[]): void => {
        const [first] = found;
        if (error || !first) callback(error ?? new EgressError('ENOTFOUND'), '', 0);
        else if (wanted.all === true) callback(null, found);
        else callback(null, first.address, first.family);
      };
      ask(hostname, family ?? 0).then(
        (found) => {
          const fitting = found.filter((one) => family === undefined || one.family === family);
          const allowed = fitting.filter(({ address }) => isAllowed(hostname, address, port));
          all(fitting.length > 0 && allowed.length === 0 ? new EgressError(REFUSED) : null, allowed);
        },
        (error: NodeJS.ErrnoException) => {
          all(error, []);
        },
      );
    };

  async function open(): Promise<Dispatcher> {
    const { Agent, ProxyAgent, buildConnector } = await import('undici');
    const connect: ReturnType<typeof buildConnector> = (to, callback) => {
      const port = to.port === '' ? standardPort(to.protocol) : Number(to.port);
      const hostname = to.hostname.replace(/^\[|\]$/g, '');
      const kind = isIP(hostname);
      if (kind !== 0 && (!isAllowed(hostname, hostname, port) || (family !== undefined && kind !== family))) {
        callback(new EgressError(kind !== (family ?? kind) ? 'EAFNOSUPPORT' : REFUSED), null);
        return;
      }
      const connector = buildConnector({
        timeout: timeoutMs,
        lookup: guard(port),
        autoSelectFamily: family === undefined,
        minVersion: 'TLSv1.2',
        ...(ca === undefined ? {} : { ca }),
      });
      connector(to, callback);
    };
    const common = {
      connect,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      connections: 8,
    };
    if (proxy === undefined) return new Agent(common);
    const { username, password, protocol, host } = new URL(proxy);
    const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return new ProxyAgent({
      ...common,
      uri: `${protocol}//${host}`,
      ...(username === '' ? {} : { token: `Basic ${Buffer.from(secret).toString('base64')}` }),
      ...(ca === undefined ? {} : { requestTls: { ca }, proxyTls: { ca } }),
    });
  }

  async function send(request: HttpRequest, signal: AbortSignal) {
    const { request: dispatch } = await import('undici');
    const answer = await dispatch(request.url, {
      dispatcher: await (dispatcher ??= open()),
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal,
    });
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of answer.body as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > maxBytes) throw new EgressError(TOO_LARGE);
      parts.push(part);
    }
    return { answer, body: Buffer.concat(parts).toString('utf8') };
  }

  /** A name that a proxy would resolve is its own; an address is looked at here all the same. */
  function check(url: string): string {
    const { protocol, username, password } = new URL(url);
    const { hostname, port } = originOf(url);
    if (protocol !== 'https:' && protocol !== 'http:') throw new HttpFailure('refused', hostname);
    if (username !== '' || password !== '') throw new HttpFailure('refused', hostname);
    if (isIP(hostname) !== 0 && !isAllowed(hostname, hostname, port))
      throw new HttpFailure('refused', hostname);
    return hostname;
  }

  return {
    async http(request) {
      const hostname = check(request.url);
      const patience = new AbortController();
      let hasTimedOut = false;
      const timer = setTimeout(() => {
        hasTimedOut = true;
        patience.abort();
      }, timeoutMs);
      try {
        const { answer, body } = await send(request, patience.signal);
        const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
        );
        return {
          status: answer.statusCode,
          headers: Object.fromEntries(headers) as Record<string, string>,
          body,
        };
      } catch (error) {
        throw new HttpFailure(problemOf(error, hasTimedOut), hostname);
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      const open = dispatcher;
      dispatcher = null;
      await (await open)?.destroy();
    },
  };
}

function lookUp(hostname: string, family: 0 | 4 | 6): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, family }, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses);
    });
  });
}
