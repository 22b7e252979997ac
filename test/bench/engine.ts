/**
 * The engine as the program joins it, for measurements: real names, zone, sockets and database, over a machine whose
 * address is changed by a call.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { dnsResponsesPerSecond } from '../../electron/app-settings.ts';
import { createDdns, ddnsMigrations, providers, type Machine } from '../../electron/ddns/index.ts';
import { createAsk, createDnsService, dnsMigrations } from '../../electron/dns/index.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { openDatabase, type Database } from '../../electron/kernel/database.ts';
import { createEgress } from '../../electron/kernel/egress.ts';
import { createEventBus, type EventBus } from '../../electron/kernel/events.ts';
import { createJobs, jobMigrations } from '../../electron/kernel/jobs.ts';
import { createFileKeyStore } from '../../electron/kernel/key-store.ts';
import { createLogger } from '../../electron/kernel/logger.ts';
import { createScheduler } from '../../electron/kernel/scheduler.ts';
import { createSecretBox, secretMigrations } from '../../electron/kernel/secret-box.ts';
import { createNetwork, type DdnsNetwork } from '../../electron/network.ts';
import { createFakeAudit } from '../fakes/audit.ts';

/** The parts that are measured, and what changes the address. */
export interface Engine extends Pick<Awaited<ReturnType<typeof createDdns>>, 'service' | 'accounts'> {
  readonly database: Database;
  readonly events: EventBus;
  /** The way out of an account: the same client with the same connections. */
  readonly httpTo: DdnsNetwork['httpTo'];
  /** Gives the machine another address. */
  move(): void;
  /** The address that the machine has. */
  address(): string;
}

const ADDRESSES = 250;
/** More than any measurement makes. */
const CHANGES_AN_HOUR = 100_000;

/** Makes it over an empty folder, without any name. `authorities` stands in for the servers of names. */
export async function createEngine(
  folder: string,
  authorities: (real: DdnsNetwork['askAuthorities']) => DdnsNetwork['askAuthorities'] = (real) => real,
): Promise<Engine> {
  const clock = systemClock;
  const logger = createLogger('error');
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate({ ...jobMigrations, ...secretMigrations, ...dnsMigrations, ...ddnsMigrations });
  const events = createEventBus({ database, logger });
  const dns = createDnsService({
    database,
    clock,
    logger,
    responsesPerSecond: () => dnsResponsesPerSecond.standard,
  });
  await dns.load(['home.arpa']);
  const server = await dns.listen({ host: '127.0.0.1', port: 0 });

  let last = 0;
  const address = (): string => `10.0.0.${String(last)}`;
  const machine: Machine = {
    read: () =>
      Promise.resolve({
        addresses: [
          {
            interface: 'lan0',
            family: 'A',
            address: address(),
            prefix_length: 24,
            temporary: false,
            deprecated: false,
            tentative: false,
          },
        ],
        default_interface: { A: 'lan0', AAAA: null },
      }),
    signature: address,
  };

  const nobody = (): Promise<never> => Promise.reject(new Error('Nobody is asked here'));
  const network = createNetwork({ resolver: { ns: nobody, addresses: nobody }, clock, logger });
  const { service, accounts } = await createDdns({
    ...network.ddns,
    askAuthorities: authorities(network.ddns.askAuthorities),
    database,
    secretBox: await createSecretBox({
      database,
      stores: [createFileKeyStore(folder, logger)],
      clock,
      logger,
    }),
    providers,
    zones: dns,
    askZone: createAsk({ egress: createEgress(() => [server]), clock, logger, server: () => server }),
    machine,
    clock,
    events,
    logger,
    audit: createFakeAudit(),
    scheduler: createScheduler({ clock, logger, random: Math.random }),
    jobs: await createJobs({ database, clock }),
    random: Math.random,
    randomBytes,
    intervalSeconds: () => 300,
    holdDownSeconds: () => 60,
    maxChangesPerHour: () => CHANGES_AN_HOUR,
  });
  for (const { host_id: id } of service.hosts.list()) await service.hosts.remove(id, 'delete');
  return {
    service,
    accounts,
    database,
    events,
    httpTo: network.ddns.httpTo,
    move() {
      last = (last % ADDRESSES) + 1;
    },
    address,
  };
}
