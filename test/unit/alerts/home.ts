/** The `alerts` area over a real SQLite file, with a clock that the test turns and measurements that it makes up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  alertMigrations,
  createAlerts,
  type Alerts,
  type Described,
} from '../../../electron/alerts/index.ts';
import type { Judgement, Judged } from '../../../electron/alerts/muting/muting.ts';
import type { Fate, MeasuredPoint } from '../../../electron/alerts/ports.ts';
import type { AuditTrail } from '../../../electron/kernel/audit.ts';
import { openDatabase, type Database, type Migrations } from '../../../electron/kernel/database.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import type { Logger } from '../../../electron/kernel/logger.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import { keyOf, seriesOf } from '../../../electron/metrics/series.ts';
import type { Call } from '../../../electron/server/route.ts';
import type { Alert, AlertEvent } from '../../../shared/api/alerts.ts';
import type { AlertRule } from '../../../shared/api/alert-rules.ts';
import { createWords } from '../../../shared/i18n/index.ts';
import type { Notice, NoticeTiming } from '../../../shared/notice.ts';
import { createFakeAudit, type FakeAudit } from '../../fakes/audit.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

/** What was given to the outbox. */
export interface Given {
  readonly notice: Notice;
  readonly timing: NoticeTiming;
}

/** What the test turns. It outlives a restart. */
export interface World {
  clock: VirtualClock;
  readonly folder: string;
  readonly audit: FakeAudit;
  readonly log: string[];
  /** What is measured at each look, by series: `system.disk.usage /volume1`. What is not there does not come. */
  readonly values: Map<string, number>;
  readonly points: Map<string, MeasuredPoint[]>;
  describe: (metric: string, object: string) => Partial<Described>;
  judge: (alert: Judged, at: number) => Judgement;
  /** Fails instead of taking a notice. */
  outboxFails: boolean;
  /** What the outbox says became of notices. */
  fates: Fate[];
  /** Subjects that the outbox was told somebody has taken note of. */
  noted: string[];
  graceSeconds: number;
}

/** What a handler answered. */
export interface Answered<Data> {
  readonly data: Data;
}

/** The running area. */
export interface Home {
  readonly alerts: Alerts;
  readonly database: Database;
  /** Everything that the outbox was given since the first start, in order. */
  given(): Promise<Given[]>;
  /** How often something was written to the state database. */
  writes(): number;
  call<Data>(
    path: string,
    request?: { method?: string; params?: object; query?: object; body?: object },
  ): Promise<Answered<Data>>;
  active(): Promise<Alert[]>;
  history(id: string): Promise<AlertEvent[]>;
  /** Lets time pass, with everything measured each ten seconds. */
  pass(seconds: number): Promise<void>;
  stop(): Promise<void>;
  /** Ends as a killed process does. */
  kill(): void;
}

/** A new one. */
export function createWorld(): World {
  return {
    clock: createVirtualClock(),
    folder: mkdtempSync(join(tmpdir(), 'cloudcube-alerts-')),
    audit: createFakeAudit(),
    log: [],
    values: new Map(),
    points: new Map(),
    describe: () => ({}),
    judge: () => ({ kind: 'send' }),
    outboxFails: false,
    fates: [],
    noted: [],
    graceSeconds: 0,
  };
}

/** Removes what it left. */
export const endWorld = (world: World): void => {
  rmSync(world.folder, { recursive: true, force: true });
};

/** `system.disk.usage /volume1` as the key of a series. */
export function keyFor(text: string): string {
  const [name = '', ...object] = text.split(' ');
  return keyOf({ name, object: object.join(' ') });
}

interface Tables {
  given_notices: { key: string; text: string };
}

/** A real audit log in the place of the world's. */
export interface Beside {
  readonly migrations: Migrations;
  readonly auditOver: (database: Database) => Promise<AuditTrail>;
}

/** Starts the area. */
export async function startHome(world: World, beside?: Beside): Promise<Home> {
  const { folder } = world;
  const write = (level: string) => (fields: unknown, text?: string) =>
    void world.log.push(`${level} ${text ?? ''} ${JSON.stringify(fields)}`);
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: write('warn'),
    error: (fields: { error?: unknown }, text?: string) =>
      void world.log.push(`error ${text ?? ''} ${String(fields.error)}`),
  } as unknown as Logger;
  const database = openDatabase(join(folder, 'state.db'));
  await database.migrate({
    ...beside?.migrations,
    ...alertMigrations,
    given_001: {
      async up(db) {
        await db.schema
          .createTable('given_notices')
          .addColumn('key', 'text', (column) => column.primaryKey())
          .addColumn('text', 'text', (column) => column.notNull())
          .execute();
      },
    },
  });
  const audit = (await beside?.auditOver(database)) ?? world.audit;
  let writes = 0;
  database.observe((statement) => {
    if (/^(insert|update|delete)/i.test(statement)) writes += 1;
  });
  let isAlive = true;
  // A killed process hears nothing more of its timers.
  const clock: VirtualClock = {
    ...world.clock,
    after: (ms, fn) =>
      world.clock.after(ms, () => {
        if (isAlive) fn();
      }),
  };
  const scheduler = createScheduler({ clock, logger, random: () => 0 });
  const listeners = new Set<(values: ReadonlyMap<string, number>) => void>();
  const alerts = await createAlerts({
    ...{ database, clock, scheduler, logger, audit, hostname: 'nas', cores: 4 },
    events: createEventBus({ database, logger }),
    measurements: {
      onValues(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      ...{ keyOf, seriesOf },
      series: () => [...world.points.keys()].map((key) => seriesOf(keyFor(key))),
      stepOf: () => 60_000,
      read: ({ name, object }, { from, to }) =>
        Promise.resolve(
          (world.points.get(`${name} ${object}`.trim()) ?? []).filter(({ at }) => at >= from && at < to),
        ),
      chart: (series, { from, to }) =>
        Promise.resolve({
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          ...{ step: 60, tier: 'minute' },
          series: series.map(({ name, object }) => ({
            ...{ metric: name, object, unit: 'percent' },
            ...{ at: [from], mean: [1], min: [1], max: [1] },
          })),
        }),
    },
    objects: {
      describe: (metric, object) => ({
        ...{ shown: object, names: [object], present: true, cause: null, host: null, check_kind: null },
        ...{ outside: null, ...world.describe(metric, object) },
      }),
    },
    culprits: { of: () => Promise.resolve([{ code: 'alert_growth', params: { per_day: '4.2 GB' } }]) },
    muting: { judge: (alert, at) => world.judge(alert, at) },
    outbox: {
      async put(notice, timing) {
        if (world.outboxFails) throw new Error('The disk is full');
        const text = JSON.stringify({ notice, timing });
        await database
          .query<Tables>()
          .insertInto('given_notices')
          .values({ key: notice.key, text })
          .execute();
      },
      noted: (subject) => Promise.resolve(void world.noted.push(subject)),
      deliveriesOf: (keys) => Promise.resolve(world.fates.filter(({ key }) => keys.includes(key))),
    },
    graceSeconds: () => world.graceSeconds,
  });
  const call: Home['call'] = async (path, { method = 'GET', params = {}, query = {}, body } = {}) => {
    const route = alerts.routes.find(({ contract }) => contract.path === path && contract.method === method)!;
    const words = createWords('en');
    const caller = { username: 'ada' };
    return (await route.handler({ params, query, body, words, caller } as unknown as Call)) as never;
  };
  return {
    alerts,
    database,
    async given() {
      const rows = await database
        .query<Tables>()
        .selectFrom('given_notices')
        .selectAll()
        .orderBy('rowid' as never)
        .execute();
      return rows.map(({ text }) => JSON.parse(text) as Given);
    },
    writes: () => writes,
    call,
    active: async () => (await call<Alert[]>('/monitoring/alerts/active')).data,
    history: async (id) =>
      (await call<{ events: AlertEvent[] }>('/alerts/{alert_id}/history', { params: { alert_id: id } })).data
        .events,
    async pass(seconds) {
      for (let passed = 0; passed < seconds; passed += 10) {
        const values = new Map([...world.values].map(([text, value]) => [keyFor(text), value]));
        for (const listener of listeners) listener(values);
        await world.clock.advance(Math.min(10, seconds - passed) * 1000);
        // The database answers in turns of the event loop.
        await alerts.look();
      }
    },
    async stop() {
      await scheduler.stop();
      await alerts.stop();
      database.close();
    },
    kill() {
      isAlive = false;
      database.close();
    },
  };
}

/** A rule over a made-up disk, as little as it can be. */
export const diskRule = (more: object = {}): object => ({
  ...{ id: 'disk', name: 'Disk', condition: 'system.disk.usage > 90', cooldown_minutes: 0, ...more },
});

/** Makes a rule. */
export const addRule = async (home: Home, body: object): Promise<AlertRule> =>
  (await home.call<AlertRule>('/alerts/rules', { method: 'POST', body })).data;
