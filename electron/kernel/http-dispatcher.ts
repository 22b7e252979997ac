/** Connections for requests: each to an address that was looked at, or to a proxy. */
import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { buildConnector, Dispatcher } from 'undici';
import type { Target } from './egress.ts';
import { EgressError } from './http-problem.ts';
import { bare, standardPort } from './http-target.ts';

/** Asks for all addresses of a name, of one family or (0) of both. */
export type Lookup = (hostname: string, family: 0 | 4 | 6) => Promise<readonly LookupAddress[]>;

/** How connections are made. */
export interface DispatcherOptions {
  readonly family: 4 | 6 | undefined;
  readonly proxy: string | undefined;
  readonly ca: string | undefined;
  /** For a connection until it can be used, ms. */
  readonly timeoutMs: number;
  readonly lookup: Lookup;
  /** Whether a host, by name or address, may lead there. */
  readonly mayLead: (hostname: string, target: Target) => boolean;
  /** Ends every socket, whatever it is doing. */
  readonly ending: AbortSignal;
}

/** Of one origin: an idle connection is kept for so long (ms) that the next page of a list comes at once. */
const limits = { keepAliveTimeout: 4_000, keepAliveMaxTimeout: 4_000, connections: 8, allowH2: false };

/**
 * Node tries a name's addresses in turn and gives each but the last so long, ms. Its own 250 ms are less than the way
 * around the world: where the last one is IPv6 that leads nowhere, nothing would be reached.
 */
const ATTEMPT_MS = 2_000;

const familyOf = (address: string): 4 | 6 => (isIP(address) === 6 ? 6 : 4);

/** Names to addresses for one connection, without those that must not be reached. */
function guardedLookup(
  { family, lookup }: DispatcherOptions,
  isAllowed: (hostname: string, address: string) => boolean,
): LookupFunction {
  async function resolve(hostname: string): Promise<[LookupAddress, ...LookupAddress[]]> {
    const found = await lookup(hostname, family ?? 0);
    const fitting = found.filter(({ address }) => family === undefined || familyOf(address) === family);
    if (fitting.length === 0) throw new EgressError('unresolved');
    const [first, ...more] = fitting.filter(({ address }) => isAllowed(hostname, address));
    if (!first) throw new EgressError('refused');
    return [first, ...more];
  }

  return (hostname, wanted, callback) => {
    resolve(hostname).then(
      (found) => {
        if (wanted.all === true) callback(null, found);
        else callback(null, found[0].address, found[0].family);
      },
      (error: unknown) => {
        callback(error as NodeJS.ErrnoException, '', 0);
      },
    );
  };
}

/** `Basic` with what an address holds, or nothing. A `%` that encodes nothing stands for itself. */
function proxyToken({ username, password }: URL): { token?: string } {
  if (username === '' && password === '') return {};
  const plain = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  return { token: `Basic ${Buffer.from(`${plain(username)}:${plain(password)}`).toString('base64')}` };
}

/** Loads undici, which nobody needs before the first request. @throws {EgressError} for a proxy of another kind */
export async function openDispatcher(options: DispatcherOptions): Promise<Dispatcher> {
  const { family, proxy, ca, timeoutMs, ending, mayLead } = options;
  const { Agent, buildConnector, Pool, ProxyAgent } = await import('undici');
  const tls = {
    minVersion: 'TLSv1.2',
    // Said, because NODE_TLS_REJECT_UNAUTHORIZED could say otherwise.
    rejectUnauthorized: true,
    allowH2: false,
    timeout: timeoutMs,
    signal: ending,
    ...(ca === undefined ? {} : { ca }),
  } as const;
  const socket = {
    ...tls,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: Math.ceil(Math.min(ATTEMPT_MS, timeoutMs / 4)),
  };

  if (proxy === undefined) {
    const connect: buildConnector.connector = (to, callback) => {
      const port = to.port === '' ? standardPort(to.protocol) : Number(to.port);
      const host = bare(to.hostname);
      if (isIP(host) !== 0) {
        // An address is connected to without a lookup.
        const isOther = family !== undefined && isIP(host) !== family;
        if (isOther || !mayLead(host, { host, port })) {
          callback(new EgressError(isOther ? 'unreachable' : 'refused'), null);
          return;
        }
      }
      const lookup = guardedLookup(options, (name, address) => mayLead(name, { host: address, port }));
      buildConnector({ ...socket, lookup })(to, callback);
    };
    return new Agent({ ...limits, connect });
  }

  const url = new URL(proxy);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new EgressError('refused');
  return new ProxyAgent({
    ...limits,
    ...proxyToken(url),
    uri: url.origin,
    // An administrator named it, wherever it is.
    proxyTls: { ...socket, lookup: guardedLookup(options, () => true) },
    requestTls: tls,
    // One that takes a CONNECT and says nothing would hold it for minutes.
    clientFactory: (origin, more) => new Pool(origin, { ...more, headersTimeout: timeoutMs }),
    // Plain requests would have a pool without limits.
    factory: (origin, more: object) => new Pool(origin, { ...limits, ...more }),
  });
}
