/** The `checks` area over real SQLite files, with a clock that the test turns, and a network that it is told of. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkMigrations,
  createChecksArea,
  heartbeatMigrations,
  type ChecksArea,
} from '../../../electron/checks/index.ts';
import type { ChecksAreaDeps } from '../../../electron/checks/index.ts';
import type { AuditTrail } from '../../../electron/kernel/audit.ts';
import { openDatabase, type Database, type Migrations } from '../../../electron/kernel/database.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { createFileKeyStore } from '../../../electron/kernel/key-store.ts';
import type { Logger } from '../../../electron/kernel/logger.ts';
import { createSecretBox, secretMigrations } from '../../../electron/kernel/secret-box.ts';
import type { Call } from '../../../electron/server/route.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import type { Events } from '../../../electron/kernel/area-events.ts';
import { createFakeAudit, type FakeAudit } from '../../fakes/audit.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import type { AuditParts } from '../ddns/home.ts';

/** What the test turns. It outlives a restart. */
export interface World {
  clock: VirtualClock;
  readonly folder: string;
  readonly audit: FakeAudit;
  readonly log: string[];
  readonly events: Events['checks.changed'][];
  /** Ids of checks that were told of as run. */
  readonly looked: string[];
  readonly recorded: [string, string, number][];
  uplinkTargets: readonly string[];
  resolvers: readonly string[];
  hosts: readonly string[];
  machine: ChecksAreaDeps['machine'];
  parts: ChecksAreaDeps['parts'];
  nameServersOf: ChecksAreaDeps['nameServersOf'];
  published: ChecksAreaDeps['published'];
  readonly addresses: Map<string, readonly string[]>;
  ca: string | null;
}

/** What else is to stand on the same databases, and another audit log than the world's. */
export interface Beside {
  readonly stateMigrations?: Migrations;
  readonly measuredMigrations?: Migrations;
  readonly auditOver?: (parts: AuditParts) => AuditTrail;
}

/** What a handler answered. */
export interface HomeAnswer<Data> {
  readonly data: Data;
  readonly unavailable?: readonly { path: string; reason: { code: string } }[];
}

/** The running area. */
export interface Home {
  readonly area: ChecksArea;
  /** `state.db` */
  readonly database: Database;
  /** `metrics.db` */
  readonly measured: Database;
  /** The answer of a route, as its handler gives it. */
  call<Data>(
    path: string,
    request?: { method?: string; params?: object; query?: object; body?: object },
  ): Promise<HomeAnswer<Data>>;
  /** Writes what is left and ends. */
  stop(): Promise<void>;
  /** Ends as a killed process does: nothing more is written. */
  kill(): void;
}

const nothing = { unavailable: { code: 'CHECK_NOT_TOLD', params: {} } };

/** A new one. */
export function createWorld(): World {
  return {
    clock: createVirtualClock(),
    folder: mkdtempSync(join(tmpdir(), 'cloudcube-checks-')),
    audit: createFakeAudit(),
    log: [],
    events: [],
    looked: [],
    recorded: [],
    uplinkTargets: [],
    resolvers: [],
    hosts: [],
    machine: { units: () => nothing, containers: () => nothing },
    parts: () => Promise.resolve([]),
    nameServersOf: () => Promise.resolve([]),
    published: () => null,
    addresses: new Map(),
    ca: null,
  };
}

/** Removes what it left. */
export const endWorld = (world: World): void => {
  rmSync(world.folder, { recursive: true, force: true });
};

/** Starts the area. */
export async function startHome(world: World, beside: Beside = {}): Promise<Home> {
  const { clock, folder } = world;
  const write = (level: string) => (fields: unknown, text?: string) =>
    void world.log.push(`${level} ${text ?? ''} ${JSON.stringify(fields)}`);
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: write('warn'),
    error: write('error'),
  } as unknown as Logger;
  const database = openDatabase(join(folder, 'state.db'));
  const measured = openDatabase(join(folder, 'metrics.db'), { synchronous: 'normal' });
  await database.migrate({ ...secretMigrations, ...checkMigrations, ...beside.stateMigrations });
  await measured.migrate({ ...heartbeatMigrations, ...beside.measuredMigrations });
  const secretBox = await createSecretBox({
    database,
    stores: [createFileKeyStore(folder, logger)],
    clock,
    logger,
  });
  const audit = beside.auditOver?.({ database, secretBox, clock, logger }) ?? world.audit;
  const events = createEventBus({ database, logger });
  events.on('checks.changed', (event) => world.events.push(event));
  events.on('checks.looked', ({ check_id: id }) => world.looked.push(id));
  let isAlive = true;
  // A killed process hears nothing more of its timers.
  const own: typeof clock = {
    ...clock,
    after: (ms, fn) =>
      clock.after(ms, () => {
        if (isAlive) fn();
      }),
  };
  const area = await createChecksArea({
    ...{ database, measured, secretBox, clock: own, logger, audit, events, randomBytes },
    recorder: { record: (name, object, value) => void world.recorded.push([name, object, value]) },
    random: () => 0.5,
    resolve(host) {
      const found = world.addresses.get(host);
      return found ? Promise.resolve(found) : Promise.reject(new Error('ENOTFOUND'));
    },
    nameServersOf: (name) => world.nameServersOf(name),
    published: (name, type) => world.published(name, type),
    hosts: () => world.hosts,
    machine: { units: () => world.machine.units(), containers: () => world.machine.containers() },
    parts: () => world.parts(),
    resolvers: () => world.resolvers,
    uplinkTargets: () => world.uplinkTargets,
    ...(world.ca === null ? {} : { ca: world.ca }),
  });
  const close = (): void => {
    database.close();
    measured.close();
  };
  return {
    ...{ area, database, measured },
    async call(path, { method = 'GET', params = {}, query = {}, body } = {}) {
      const route = area.routes.find(({ contract }) => contract.path === path && contract.method === method)!;
      const call = {
        params,
        query,
        body,
        words: createWords('en'),
        origin: 'http://nas.example:8080',
      } as unknown as Call;
      return (await route.handler(call)) as never;
    },
    async stop() {
      await area.stop();
      close();
    },
    kill() {
      isAlive = false;
      close();
    },
  };
}

/** Waits until something is so; fails with the test's own patience. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
