/** Who speaks for a zone: names and addresses of its servers, found through a resolver and remembered for a while. */
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
  /** Names of a zone's servers. @throws where nobody could be asked, or there are none */
  readonly resolveNs: (zone: string) => Promise<readonly string[]>;
  /** Addresses of a host, of both families. @throws where there are none */
  readonly resolve: (host: string) => Promise<readonly string[]>;
}

/** Finds. */
export interface ZoneServers {
  /** The servers of a zone; empty where none could be found. Never throws. */
  of(zone: string): Promise<readonly ZoneServer[]>;
  /** Has them looked up again at the next use. */
  forget(zone: string): void;
}

/** Servers asked of one zone: enough to see whether they agree. */
const MOST_SERVERS = 6;
const REMEMBERED_MS = 3_600_000;
const MOST_REMEMBERED = 1_000;
const DNS_PORT = 53;

interface Known {
  readonly servers: Promise<readonly ZoneServer[]>;
  readonly at: number;
}

/** Makes it, with a memory of its own. */
export function createZoneServers({ clock, logger, resolveNs, resolve }: ZoneServersDeps): ZoneServers {
  const known = new Map<string, Known>();

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

  async function find(zone: string): Promise<readonly ZoneServer[]> {
    try {
      const names = (await resolveNs(zone)).map((name) => name.toLowerCase().replace(/\.$/, ''));
      // Resolvers turn the order with each answer: sorted, the same ones are asked every time.
      return await Promise.all([...new Set(names)].sort().slice(0, MOST_SERVERS).map(locate));
    } catch (error) {
      logger.debug({ problem: messageOf(error), zone }, 'The servers of a zone could not be found');
      return [];
    }
  }

  function look(zone: string): Known {
    const entry: Known = { servers: find(zone), at: clock.elapsed() };
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
      const entry = isFresh ? before : look(zone);
      const servers = await entry.servers;
      // What could not be found may be there the next time.
      const isWhole = servers.length > 0 && servers.every(({ targets }) => targets.length > 0);
      if (!isWhole && known.get(zone) === entry) known.delete(zone);
      return servers;
    },
    forget: (zone) => {
      known.delete(zone);
    },
  };
}
