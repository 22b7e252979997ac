/** Who speaks for a zone: names and addresses of its servers, found through a resolver and remembered for a while. */
import type { Caches } from '../kernel/caches.ts';
import type { Clock } from '../kernel/clock.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Target } from '../kernel/egress.ts';
import type { Logger } from '../kernel/logger.ts';

/** One server. */
export interface ZoneServer {
  readonly name: string;
  /** Where to ask, in this order, one per family: none where its addresses could not be found. */
  readonly targets: readonly Target[];
}

/** What finding takes. */
export interface ZoneServersDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names of a zone's servers; empty where the name is no zone. @throws where nobody could be asked */
  readonly resolveNs: (zone: string) => Promise<readonly string[]>;
  /** Addresses of a host, of both families. @throws where there are none */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  /** Told of what is remembered; without it, nobody is. */
  readonly caches?: Pick<Caches, 'register'>;
}

/** Finds. */
export interface ZoneServers {
  /** The servers of a zone; empty for a name that is none, or where nobody could be asked. Never throws. */
  of(zone: string): Promise<readonly ZoneServer[]>;
  /** Has them looked up again at the next use. */
  forget(zone: string): void;
}

/** Servers asked of one zone: enough to see whether they agree. */
const MOST_SERVERS = 6;
const REMEMBERED_MS = 3_600_000;
const MOST_REMEMBERED = 1_000;
const DNS_PORT = 53;

/** `isWhole`: nothing is missing that may be found at the next try. */
interface Found {
  readonly servers: readonly ZoneServer[];
  readonly isWhole: boolean;
}

interface Known {
  readonly found: Promise<Found>;
  readonly at: number;
}

/** Makes it, with a memory of its own. */
export function createZoneServers({
  clock,
  logger,
  resolveNs,
  resolve,
  caches,
}: ZoneServersDeps): ZoneServers {
  const known = new Map<string, Known>();
  let hits = 0;
  let misses = 0;
  caches?.register({
    name: 'zone_servers',
    size: () => known.size,
    limit: MOST_REMEMBERED,
    hits: () => hits,
    misses: () => misses,
    ttl_seconds: REMEMBERED_MS / 1000,
    clear() {
      known.clear();
    },
  });

  async function locate(name: string): Promise<ZoneServer> {
    try {
      const addresses = await resolve(name);
      // IPv4 first: where there is no IPv6, asking over it costs the whole patience.
      const hosts = [
        addresses.find((host) => !host.includes(':')),
        addresses.find((host) => host.includes(':')),
      ];
      return {
        name,
        targets: hosts.flatMap((host) => (host === undefined ? [] : [{ host, port: DNS_PORT }])),
      };
    } catch (error) {
      logger.debug(
        { problem: messageOf(error), server: name },
        'The address of a name server could not be found',
      );
      return { name, targets: [] };
    }
  }

  async function find(zone: string): Promise<Found> {
    try {
      const names = (await resolveNs(zone)).map((name) => name.toLowerCase().replace(/\.$/, ''));
      // Resolvers turn the order with each answer: sorted, the same ones are asked every time.
      const chosen = [...new Set(names)].sort().slice(0, MOST_SERVERS);
      const servers = await Promise.all(chosen.map(locate));
      return { servers, isWhole: servers.every(({ targets }) => targets.length > 0) };
    } catch (error) {
      logger.debug({ problem: messageOf(error), zone }, 'The servers of a zone could not be found');
      return { servers: [], isWhole: false };
    }
  }

  function look(zone: string): Known {
    const entry: Known = { found: find(zone), at: clock.elapsed() };
    known.delete(zone);
    known.set(zone, entry);
    const [oldest] = known.keys();
    if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
    return entry;
  }

  return {
    async of(zone) {
      const before = known.get(zone);
      const isFresh = before !== undefined && clock.elapsed() - before.at < REMEMBERED_MS;
      if (isFresh) hits += 1;
      else misses += 1;
      const entry = isFresh ? before : look(zone);
      const { servers, isWhole } = await entry.found;
      if (!isWhole && known.get(zone) === entry) known.delete(zone);
      return servers;
    },
    forget: (zone) => {
      known.delete(zone);
    },
  };
}
