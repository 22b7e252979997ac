/** Checks, performance, caches and telemetry over the same two databases, below one server, with a real audit log. */
import { settingDefinitions, performanceEnabled } from '../../../electron/app-settings.ts';
import { auditMigrations, createAudit } from '../../../electron/auth/index.ts';
import { createMemory, type Memory } from '../../../electron/auth/memory.ts';
import { createActing } from '../../../electron/kernel/acting.ts';
import { createCaches } from '../../../electron/kernel/caches.ts';
import { createEventBus } from '../../../electron/kernel/events.ts';
import { createJobs, jobMigrations } from '../../../electron/kernel/jobs.ts';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { createScheduler } from '../../../electron/kernel/scheduler.ts';
import type { SecretBox } from '../../../electron/kernel/secret-box.ts';
import { createSettings, settingMigrations } from '../../../electron/kernel/settings.ts';
import { createTelemetry, telemetryMigrations } from '../../../electron/logs/index.ts';
import {
  createPerformance,
  performanceMigrations,
  type Performance,
} from '../../../electron/performance/index.ts';
import { createHttpServer } from '../../../electron/server/http-server.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { createBreakable } from '../../support/breakable.ts';
import { startHome, type Home, type World } from '../../unit/checks/home.ts';
import { admin, type Stage } from './stage.ts';

/** The running areas. */
export interface WatchingStage extends Stage {
  readonly home: Home;
  readonly performance: Performance;
  /** Of everything but the checks, which look at the network when time passes. */
  readonly clock: VirtualClock;
  /** Is one of the caches. */
  readonly remembered: Memory<number>;
  end(): Promise<void>;
}

/** What tells how the areas stand, in memory as well. */
const READS = [
  ...['/monitoring/checks', '/monitoring/dead-man', '/debug/telemetry'],
  ...['/admin/performance/stats', '/debug/api-calls?period=7d'],
];

/** Starts them. */
export async function openWatchingStage(world: World): Promise<WatchingStage> {
  const [acting, clock] = [createActing(), createVirtualClock()];
  const logger = createLogger('error', { write: () => undefined });
  const parts: Partial<Pick<Stage, 'audit' | 'breakable'> & { secretBox: SecretBox }> = {};
  const home = await startHome(world, {
    stateMigrations: { ...auditMigrations, ...settingMigrations, ...jobMigrations, ...telemetryMigrations },
    measuredMigrations: performanceMigrations,
    auditOver(made) {
      const breakable = createBreakable(made.secretBox, made.database);
      const audit = createAudit({ ...made, secretBox: breakable.box, acting });
      Object.assign(parts, { breakable, audit, secretBox: made.secretBox });
      return audit;
    },
  });
  const { audit, breakable, secretBox } = parts;
  if (!audit || !breakable || !secretBox) throw new Error('There is no audit log');
  // The first entry makes the key of the seals, which the test breaks.
  await audit.record({ action: 'test.begin' });

  const { database, measured } = home;
  const caches = createCaches();
  const remembered = createMemory<number>();
  caches.register(remembered.asCache('keys'));
  const events = createEventBus({ database, logger });
  const settings = await createSettings({ database, clock, events, audit, definitions: settingDefinitions });
  const random = (): number => 0.5;
  const performance = await createPerformance({
    ...{ databases: { state: database, metrics: measured }, caches, audit, clock, version: '1.0.0' },
    jobs: await createJobs({ database, clock, tracing: logger.tracing }),
    scheduler: createScheduler({ clock, logger, random }),
    recorder: { record: () => undefined },
    // No machine is so slow that a statement of the test's own would be found among what was measured.
    slowMs: () => 3_600_000,
    isEnabled: () => settings.get(performanceEnabled),
    setEnabled: (enabled, actor) => settings.set(performanceEnabled.key, enabled, actor),
    readSeries: () => Promise.resolve([]),
    updatesSince: () => Promise.resolve({ updates: 0, failures: 0, last_update_at: null }),
    ddns: () => ({ hosts: [], last_update_at: null, updates: new Map() }),
  });
  const telemetry = await createTelemetry({
    ...{ database, secretBox, audit, clock, random, logger },
    measured: () => Promise.resolve([]),
    teller: { version: '1.0.0', host: 'nas' },
    onChanged: () => undefined,
  });
  const server = await createHttpServer({
    routes: [...home.area.routes, ...performance.routes, ...telemetry.routes],
    allowedHosts: () => new Set(['localhost']),
    authenticate: () => admin,
    ...{ clock, logger, acting, audit, tracing: logger.tracing },
  });

  async function read(path: string): Promise<unknown> {
    const answer = await server.inject({ url: `/api/v2${path}`, headers: { host: 'localhost' } });
    if (answer.statusCode !== 200) throw new Error(`${path} was answered ${answer.body}`);
    return answer.json<{ data: unknown }>().data;
  }

  return {
    ...{ server, database, measured, audit, breakable, home, performance, clock, remembered },
    async held() {
      const caught = caches.of('keys').map((cache) => cache.size());
      return [caught, settings.list(), await Promise.all(READS.map(read))];
    },
    async end() {
      await server.close();
      await telemetry.stop();
      await audit.stop();
      await home.stop();
    },
  };
}
