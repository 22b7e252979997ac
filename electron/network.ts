/** The ways out of the program, put together for the areas that use them. */
import { randomBytes, randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import { createMemberPorts, type DdnsDeps } from './ddns/index.ts';
import { createAuthorities } from './dns/index.ts';
import type { Caches } from './kernel/caches.ts';
import type { Clock } from './kernel/clock.ts';
import { createEgress, type Target } from './kernel/egress.ts';
import { createHttpClient, originOf, type HttpClient } from './kernel/http-client.ts';
import { mayLead } from './kernel/http-target.ts';
import { traced } from './kernel/http-traced.ts';
import type { Logger } from './kernel/logger.ts';
import type { Tracing } from './kernel/tracing.ts';

/** Who is asked for names that are not ours. */
export interface Resolver {
  /** Names of a zone's servers; empty for a name that is no zone. @throws where nobody could be asked */
  readonly ns: (zone: string) => Promise<readonly string[]>;
  /** Addresses of a host. @throws where there are none */
  readonly addresses: (host: string) => Promise<readonly string[]>;
}

/** What the `ddns` area takes of the network. */
export type DdnsNetwork = Pick<
  DdnsDeps,
  'services' | 'askMember' | 'wanAddress' | 'askAuthorities' | 'httpTo' | 'egressTo' | 'ports'
>;

/** The ways out, with their end. */
export interface Network {
  readonly ddns: DdnsNetwork;
  close(): Promise<void>;
}

/** Clients that are kept; more ways, each with an endpoint or proxy of its own, nobody has. */
const MOST_CLIENTS = 256;
const DNS_PORT = 53;

/** The server that an endpoint such as `dns://192.0.2.1:53` names. */
function serverOf(endpoint: string): Target {
  const { hostname, port } = new URL(endpoint);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? DNS_PORT : Number(port) };
}

/** Where a server that was named may be reached: at what its name leads to, as far as a name may lead. */
const reachable = (host: string, port: number, addresses: readonly string[]): Target[] =>
  addresses
    .map((address) => ({ host: address, port }))
    .filter((target) => mayLead(host, target, [{ hostname: host, port }]));

/** Makes them; nothing is connected before it is used. */
export function createNetwork(deps: {
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of the servers of zones that are remembered; without it, nobody is. */
  readonly caches?: Pick<Caches, 'register'>;
  /** Without it, nobody follows requests. */
  readonly tracing?: Pick<Tracing, 'span'>;
}): Network {
  const { resolver, clock, logger, tracing } = deps;
  const clients = new Map<string, HttpClient>();
  const random16 = (): number => randomInt(65_536);

  const followed = (made: HttpClient): HttpClient =>
    tracing ? { ...made, http: traced(made.http, tracing) } : made;

  /** Whoever goes the same way shares its connections. */
  function client(way: string, make: () => HttpClient): HttpClient {
    const known = clients.get(way) ?? followed(make());
    // The last one used stands last.
    clients.delete(way);
    clients.set(way, known);
    const [oldest] = clients.keys();
    if (clients.size > MOST_CLIENTS && oldest !== undefined) {
      const ending = clients.get(oldest);
      clients.delete(oldest);
      ending?.close().catch((error: unknown) => {
        logger.debug({ error }, 'Connections could not be ended');
      });
    }
    return known;
  }

  const resolved = new Map<string, readonly string[]>();
  async function resolve(host: string): Promise<readonly string[]> {
    const addresses = isIP(host) === 0 ? await resolver.addresses(host) : [host];
    resolved.set(host, addresses);
    return addresses;
  }

  /** Where a name server of an account is: its own address, or every one that its name has. */
  async function targetsOf(endpoint: string): Promise<Target[]> {
    const { host, port } = serverOf(endpoint);
    const addresses = await resolve(host).catch(() => []);
    return reachable(host, port, addresses).slice(0, 1);
  }

  const publicEgress = createEgress(() => []);
  const authorities = createAuthorities({
    ...(deps.caches ? { caches: deps.caches } : {}),
    egress: publicEgress,
    clock,
    logger,
    resolveNs: resolver.ns,
    resolve: resolver.addresses,
    random16,
  });

  return {
    ddns: {
      ...createMemberPorts({
        // Past any proxy: the address that is seen must be this line's own.
        httpOf: (family) => {
          const version = family === 'A' ? 4 : 6;
          return client(`echo ${family}`, () => createHttpClient({ family: version, timeoutMs: 10_000 }))
            .http;
        },
        egress: publicEgress,
        egressTo: (target) => createEgress(() => [target]),
        platform: process.platform,
        random16,
        clock,
        logger,
      }),
      // Asked for at each request: what was not used for long may have been ended meanwhile.
      httpTo:
        ({ endpoint, proxy }) =>
        (request) =>
          client(`account ${endpoint ?? ''} ${proxy ?? ''}`, () =>
            createHttpClient({
              named: endpoint === null ? [] : [originOf(endpoint)],
              ...(proxy === null ? {} : { proxy }),
            }),
          ).http(request),
      egressTo: ({ endpoint }) => {
        if (endpoint === null) return publicEgress;
        const { host, port } = serverOf(endpoint);
        return createEgress(() => reachable(host, port, resolved.get(host) ?? [host]));
      },
      askAuthorities: (own) => async (questions) => {
        if (own === null) return authorities.ask(questions);
        const servers = await targetsOf(own);
        const egress = createEgress(() => servers);
        const ask = createAuthorities({
          egress,
          clock,
          logger,
          resolveNs: resolver.ns,
          resolve: resolver.addresses,
          random16,
        });
        return ask.askThese(servers, questions);
      },
      ports: { nonce: () => randomBytes(16).toString('hex'), resolve },
    },
    async close() {
      await Promise.all([...clients.values()].map((one) => one.close()));
    },
  };
}
