/** What was measured last, in the shapes in which it is told: over HTTP, and over sockets. */
import type { MonitoringDashboard, MonitoringPart } from '../../shared/api/monitoring.ts';
import type { monitoringRoutes } from '../../shared/api/monitoring-routes.ts';
import type { ServerData } from '../../shared/events.ts';
import { toTimestampOrNull } from '../kernel/clock.ts';
import type { AnswerOf } from '../server/route.ts';
import type { Sample } from './sample.ts';
import { tellCaches, type Caches } from './telling/caches.ts';
import { nothingMeasured } from './telling/empty.ts';
import { tellNow } from './telling/now.ts';
import { cpuOf, diskOf, memoryOf } from './telling/resources.ts';
import { because, createTelling } from './telling/telling.ts';
import { wholeNetwork } from './telling/whole.ts';

/** What it is made from. */
export interface PresentDeps {
  /** What was measured last; `null` before the first look. */
  readonly latest: () => Sample | null;
  readonly hostname: string;
  /** The folder whose file system is told as `disk`. */
  readonly dataDir: string;
  readonly caches: Caches;
  /** How many go on. */
  readonly alerts: () => MonitoringDashboard['alerts'];
}

/** This machine now. */
export interface Present {
  /** In full, as far as it is asked for. */
  now(parts: readonly MonitoringPart[]): AnswerOf<typeof monitoringRoutes.getMonitoringSystem>;
  dashboard(): AnswerOf<typeof monitoringRoutes.getMonitoringDashboard>;
  /** In four numbers; `null` for what is not known. */
  glance(): ServerData<'system_status'>;
}

/** Makes it anew each time it is asked for. */
export function createPresent({ latest, hostname, dataDir, caches, alerts }: PresentDeps): Present {
  return {
    now(parts) {
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
    },
    dashboard() {
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
        alerts: alerts(),
        measured_at: sample
          ? toTimestampOrNull(sample.at)
          : note.lack('measured_at', because('METRICS_NOT_READ_YET')),
      };
      return { data, unavailable: note.unknown };
    },
    glance() {
      const sample = latest();
      const measured = sample ?? nothingMeasured;
      const note = createTelling();
      const network = note.part('network_traffic', measured.interfaces, (all) =>
        wholeNetwork(note, 'network_traffic', all),
      );
      return {
        cpu_usage: cpuOf(note, 'cpu_usage', measured)?.usage ?? null,
        memory_usage: memoryOf(note, 'memory_usage', measured)?.usage_percent ?? null,
        disk_usage: diskOf(note, 'disk_usage', measured, dataDir)?.usage_percent ?? null,
        network_traffic: network && { bytes_sent: network.bytes_sent, bytes_recv: network.bytes_recv },
        measured_at: toTimestampOrNull(sample?.at ?? null),
      };
    },
  };
}
