/** What is measured on this machine, over HTTP. */
import {
  monitoringParts,
  type MonitoringDashboard,
  type MonitoringPart,
} from '../../shared/api/monitoring.ts';
import { monitoringRoutes } from '../../shared/api/monitoring-routes.ts';
import { toTimestampOrNull } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { implement, type AnswerOf, type BoundRoute } from '../server/route.ts';
import { filesystemCapacities } from './capacity/filesystems.ts';
import type { ReadDeps } from './history/read.ts';
import { wordsOf } from './history/selection.ts';
import { createHistoryHandlers } from './routes-history.ts';
import type { Sample } from './sample.ts';
import { tellCaches, type Caches } from './telling/caches.ts';
import { nothingMeasured } from './telling/empty.ts';
import { tellNow } from './telling/now.ts';
import { cpuOf, diskOf, memoryOf } from './telling/resources.ts';
import { because, createTelling } from './telling/telling.ts';
import { wholeNetwork } from './telling/whole.ts';

/** What the operations stand on. */
export interface MonitoringDeps extends ReadDeps {
  /** What was measured last; `null` before the first look. */
  readonly latest: () => Sample | null;
  readonly hostname: string;
  /** The folder whose file system is told as `disk`. */
  readonly dataDir: string;
  readonly caches: Caches;
  /** How many go on. */
  readonly alerts: () => MonitoringDashboard['alerts'];
}

/** @throws {UserError} `VALIDATION_ERROR` that tells the word, where one is no part */
function partsOf(text: string): readonly MonitoringPart[] {
  const words = wordsOf(text);
  const unknown = words.find((word) => word !== 'all' && !monitoringParts.some((part) => part === word));
  if (unknown !== undefined) {
    const limit = ['all', ...monitoringParts].join(', ');
    const params = { path: 'metrics', keyword: 'monitoring_part', member: unknown, limit };
    throw new UserError('VALIDATION_ERROR', { params, details: [params] });
  }
  return monitoringParts.filter((part) => words.includes('all') || words.includes(part));
}

/** The operations. */
export function createMonitoringRoutes(deps: MonitoringDeps): BoundRoute[] {
  const { latest, hostname, dataDir, caches, store, clock } = deps;
  type Now = AnswerOf<typeof monitoringRoutes.getMonitoringSystem>;

  function now(parts: readonly MonitoringPart[]): Now {
    const sample = latest();
    const measured = sample ?? nothingMeasured;
    const { data, unavailable } = tellNow(measured, parts, dataDir);
    const note = createTelling();
    const uptime = note.part('metadata.uptime', measured.uptime, (seconds) => Math.floor(seconds));
    return {
      data,
      metadata: { hostname, uptime, measured_at: toTimestampOrNull(sample?.at ?? null) },
      unavailable: [...unavailable, ...note.unknown],
    };
  }

  function dashboard(): AnswerOf<typeof monitoringRoutes.getMonitoringDashboard> {
    const sample = latest();
    const note = createTelling();
    const database = (field: string): null =>
      note.lack(`application_metrics.database.${field}`, because('METRICS_NO_POOL'));
    const measured = sample ?? nothingMeasured;
    const cpu = cpuOf(note, 'system_metrics.cpu', measured);
    const load =
      'value' in measured.cpu
        ? note.part('system_metrics.cpu.load_average', measured.cpu.value.load, (of) => [...of])
        : null;
    const data: MonitoringDashboard = {
      system_metrics: {
        cpu: cpu && { ...cpu, load_average: load },
        memory: memoryOf(note, 'system_metrics.memory', measured),
        disk: diskOf(note, 'system_metrics.disk', measured, dataDir),
        network: note.part('system_metrics.network', measured.interfaces, (all) =>
          wholeNetwork(note, 'system_metrics.network', all),
        ),
      },
      application_metrics: {
        database: {
          type: 'SQLite',
          pool_size: database('pool_size'),
          checked_out: database('checked_out'),
          active_connections: 1,
        },
        cache: tellCaches(note, 'application_metrics.cache', caches()),
      },
      alerts: deps.alerts(),
      measured_at: sample
        ? toTimestampOrNull(sample.at)
        : note.lack('measured_at', because('METRICS_NOT_READ_YET')),
    };
    return { data, unavailable: note.unknown };
  }

  return implement(monitoringRoutes, {
    getMonitoringSystem: ({ query }) => now(partsOf(query.metrics ?? 'all')),
    getMonitoringDashboard: dashboard,
    getCurrentMetrics: () => now(monitoringParts),
    async getCapacity() {
      const { filesystems, unavailable } = await filesystemCapacities(store, clock.now());
      return { data: { filesystems }, unavailable };
    },
    ...createHistoryHandlers(deps),
  });
}
