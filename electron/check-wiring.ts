/** Puts the checks together with what they ask of the other areas. */
import { randomBytes } from 'node:crypto';
import type { AppPorts } from './app.ts';
import { checkResolvers, checkUplinkTargets } from './app-settings.ts';
import { createChecksArea, type ChecksArea, type ChecksAreaDeps } from './checks/index.ts';
import type { Ddns } from './ddns/index.ts';
import type { Target } from './kernel/egress.ts';
import { messageOf } from './kernel/errors.ts';
import type { Settings } from './kernel/settings.ts';
import type { HealthCheck } from './server/health.ts';

/** What is put together. */
export type CheckWiring = Pick<
  ChecksAreaDeps,
  'database' | 'measured' | 'secretBox' | 'audit' | 'events' | 'recorder' | 'machine'
> & {
  readonly ports: Pick<AppPorts, 'clock' | 'logger' | 'random' | 'resolver'>;
  readonly settings: Settings;
  readonly ddns: Pick<Ddns['service'], 'hosts' | 'published'>;
  /** The zones that are answered for here, and the server that does. */
  readonly zones: { readonly zoneOf: (name: string) => string | null; readonly server: () => Target };
  readonly parts: Readonly<Record<string, HealthCheck>>;
};

const DNS_PORT = 53;
/** Servers of one zone that are asked. */
const MOST_SERVERS = 6;

/** Starts the checks. */
export function startChecks(deps: CheckWiring): Promise<ChecksArea> {
  const { ports, settings, ddns, zones, measured } = deps;
  const { clock, logger, random, resolver } = ports;

  const parts: Readonly<Record<string, HealthCheck>> = {
    ...deps.parts,
    measurements: () => measured.health(),
  };

  /** The names of the servers of the zone that a name is in, found from the name upwards. */
  async function serversOf(name: string): Promise<readonly string[]> {
    const labels = name.split('.');
    for (let index = 0; index < labels.length - 1; index++) {
      const servers = await resolver.ns(labels.slice(index).join('.'));
      if (servers.length > 0) return servers;
    }
    return [];
  }

  const nameServersOf: ChecksAreaDeps['nameServersOf'] = async (asked) => {
    const name = asked.toLowerCase().replace(/\.$/, '');
    const zone = zones.zoneOf(name);
    if (zone !== null) return [{ name: `ns.${zone}`, targets: [zones.server()], own: true }];
    try {
      // Resolvers turn the order with each answer: sorted, the same ones are asked every time.
      const servers = [...(await serversOf(name))].sort().slice(0, MOST_SERVERS);
      return await Promise.all(
        servers.map(async (server) => {
          const addresses = await resolver.addresses(server).catch(() => []);
          return { name: server, targets: addresses.map((host) => ({ host, port: DNS_PORT })), own: false };
        }),
      );
    } catch (error) {
      logger.debug({ problem: messageOf(error), name }, 'The servers of a name could not be found');
      return [];
    }
  };

  return createChecksArea({
    ...deps,
    ...{ clock, logger, random, randomBytes, nameServersOf },
    resolve: resolver.addresses,
    published: (name, type) => ddns.published(name, type),
    hosts: () => ddns.hosts.list().map(({ name }) => name),
    parts: () =>
      Promise.all(
        Object.entries(parts).map(async ([part, check]) => {
          const code = await check();
          return { part, reason: code === null ? null : { code, params: { parts: part } } };
        }),
      ),
    resolvers: () => settings.get(checkResolvers),
    uplinkTargets: () => settings.get(checkUplinkTargets),
  });
}
