/**
 * The `ddns` area over a real SQLite file and the real embedded zones, with a machine whose addresses the test sets, a
 * clock that it turns, and a disk and a process that fail when it says so.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations } from '../../../electron/auth/index.ts';
import {
  createDdns,
  ddnsMigrations,
  providers,
  type AskAuthorities,
  type AskZone,
  type Ddns,
  type DdnsDeps,
} from '../../../electron/ddns/index.ts';
import type { MachineReading } from '../../../electron/ddns/machine/machine.ts';
import type { HistoryRow } from '../../../electron/ddns/model.ts';
import { createDnsService, dnsMigrations, type DnsService } from '../../../electron/dns/index.ts';
import { openDatabase, type Database } from '../../../electron/kernel/database.ts';
import { OperationalError } from '../../../electron/kernel/errors.ts';
import { createEventBus, type EventBus } from '../../../electron/kernel/events.ts';
import { createJobs, jobMigrations } from '../../../electron/kernel/jobs.ts';
import type { Logger } from '../../../electron/kernel/logger.ts';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import type { AuditTrail } from '../../../electron/kernel/audit.ts';
import { createSecretBox, secretMigrations, type SecretBox } from '../../../electron/kernel/secret-box.ts';
import type { Egress } from '../../../electron/kernel/egress.ts';
import { loopbackHttp } from '../../fakes/loopback-http.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { address } from './builders.ts';
import { createFakeAudit } from '../../fakes/audit.ts';

/** What becomes of one transaction: `fail` rolls it back, `die` never returns, before it begins or after its commit. */
export type Fate = 'fine' | 'fail' | 'die-before' | 'die-after';

/** What the test turns. It outlives a restart. */
export interface World {
  readonly clock: VirtualClock;
  readonly folder: string;
  readonly zones: readonly string[];
  /** What the machine says of itself; an error where it cannot be asked. */
  reading: MachineReading | Error;
  /** Asked before each outermost transaction of an update. */
  fate: () => Fate;
  /** What the zone's servers answer; the zone's own records unless told. */
  ask: AskZone | null;
  /** What stands outside of this machine. */
  readonly network: {
    providers: DdnsDeps['providers'];
    services: DdnsDeps['services'];
    askMember: DdnsDeps['askMember'];
    askAuthorities: AskAuthorities;
  };
  readonly log: string[];
}

/** The running area. */
export interface Home {
  readonly world: World;
  readonly database: Database;
  readonly dns: DnsService;
  readonly ddns: Ddns;
  readonly events: EventBus;
  /** All rows, newest first. */
  history(): Promise<readonly HistoryRow[]>;
  /** `type value` of all records under a name. */
  standing(name: string): string[];
  /** Closes the file, as the end of a process does. */
  close(): void;
}

const unreachable = (): Promise<never> => Promise.reject(new Error('There is no network here'));
const noEgress: Egress = { udp: unreachable, connect: unreachable };

/** A reading of `eth0` with these addresses. */
export function seen(...addresses: string[]): MachineReading {
  return {
    addresses: addresses.map((text) => address(text)),
    default_interface: { A: 'eth0', AAAA: 'eth0' },
  };
}

/** What the machine may be found with: addresses, none with a route, or nothing that can be read. */
export type Addresses = readonly string[] | 'unreadable' | 'no-route';

/** That reading. */
export function readingOf(addresses: Addresses): MachineReading | Error {
  if (addresses === 'unreadable') return new Error('unreadable');
  if (addresses === 'no-route') return { addresses: [], default_interface: { A: null, AAAA: null } };
  return seen(...addresses);
}

/** A world with a new folder; `remove` deletes it. */
export function createWorld(zones: readonly string[] = ['home.arpa']): World & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-ddns-'));
  return {
    clock: createVirtualClock(),
    folder,
    zones,
    reading: seen('192.168.1.20'),
    fate: () => 'fine',
    ask: null,
    network: {
      providers,
      services: [],
      askMember: (_kind, member, family) =>
        Promise.resolve({ member, family, address: null, problem: 'unreachable', elapsed_ms: 0 }),
      askAuthorities: (questions) => Promise.resolve(questions.map(() => [])),
    },
    log: [],
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The database with the fates that the world gives to transactions. */
function fateful(database: Database, world: World): Database {
  let depth = 0;
  return {
    ...database,
    async transact(body) {
      const fate = depth === 0 ? world.fate() : 'fine';
      if (fate === 'die-before') return new Promise(() => undefined);
      const result = await database.transact(async () => {
        depth++;
        try {
          const done = await body();
          if (fate === 'fail') throw new OperationalError('STORAGE_FULL');
          return done;
        } finally {
          depth--;
        }
      });
      return fate === 'die-after' ? new Promise(() => undefined) : result;
    },
  };
}

/** What an audit log is made of. */
export interface AuditParts {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly clock: VirtualClock;
  readonly logger: Logger;
}

/** Opens the area over the world's folder. Nothing runs until `ddns.service.start()`. */
export async function openHome(
  world: World,
  auditOver: (parts: AuditParts) => AuditTrail = createFakeAudit,
): Promise<Home> {
  const { clock } = world;
  const database = openDatabase(join(world.folder, 'state.db'));
  await database.migrate({
    ...{ ...jobMigrations, ...secretMigrations, ...auditMigrations },
    ...{ ...dnsMigrations, ...ddnsMigrations },
  });
  const note =
    (level: string) =>
    (_fields: unknown, text: string): void => {
      world.log.push(`${level}: ${text}`);
    };
  const logger: Logger = {
    error: note('error'),
    warn: note('warn'),
    info: note('info'),
    debug: note('debug'),
  };
  const events = createEventBus({ database, logger });
  const base = fateful(database, world);
  const dns = createDnsService({ database: base, clock, logger, responsesPerSecond: () => 0 });
  await dns.load(world.zones);
  const answer: AskZone = (questions) =>
    Promise.resolve(questions.map(({ name, type }) => dns.list({ name, type }).map(({ value }) => value)));
  const stores = [createFileKeyStore(world.folder, logger)];
  const secretBox = await createSecretBox({ database, stores, clock, logger });
  const ddns = await createDdns({
    database: base,
    zones: dns,
    providers: world.network.providers,
    askZone: (questions) => (world.ask ?? answer)(questions),
    machine: {
      read: () =>
        world.reading instanceof Error ? Promise.reject(world.reading) : Promise.resolve(world.reading),
      signature: () => (world.reading instanceof Error ? '' : JSON.stringify(world.reading)),
    },
    clock,
    events,
    logger,
    scheduler: createScheduler({ clock, logger, random: () => 0 }),
    jobs: await createJobs({ database, clock }),
    secretBox,
    audit: auditOver({ database, secretBox, clock, logger }),
    random: () => 0,
    randomBytes,
    intervalSeconds: () => 300,
    holdDownSeconds: () => 60,
    maxChangesPerHour: () => 6,
    services: world.network.services,
    askMember: (...question) => world.network.askMember(...question),
    wanAddress: () => Promise.resolve(null),
    askAuthorities: () => (questions) => world.network.askAuthorities(questions),
    httpTo: () => loopbackHttp(),
    egressTo: () => noEgress,
    ports: {
      nonce: () => randomBytes(16).toString('hex'),
      resolve: (host) => Promise.resolve([host]),
    },
  });
  return {
    world,
    database,
    dns,
    ddns,
    events,
    history: async () => (await ddns.service.history({ limit: 10_000, offset: 0 })).rows,
    standing: (name) => dns.list({ name }).map(({ type, value }) => `${type} ${value}`),
    close: () => database.close(),
  };
}
