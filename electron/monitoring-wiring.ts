/** What the operations of `monitoring` and `system` need of the other parts, put together. */
import { realpathSync, statSync } from 'node:fs';
import type { AlertCounts } from '../shared/api/monitoring.ts';
import type { Hardware } from '../shared/api/system.ts';
import type { Alerts } from './alerts/index.ts';
import type { AppPorts } from './app.ts';
import { metricsInterval } from './app-settings.ts';
import type { Cache, Caches } from './kernel/caches.ts';
import type { Database } from './kernel/database.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import type { Known } from './kernel/known.ts';
import type { Settings } from './kernel/settings.ts';
import { version } from './kernel/version.ts';
import {
  createMachineFacts,
  createMonitoringRoutes,
  createPresent,
  createSystemRoutes,
  type HardwareOf,
  type Metrics,
  type Present,
} from './metrics/index.ts';
import type { HealthChecks } from './server/health.ts';
import type { BoundRoute } from './server/route.ts';

/** What is told, and by whom. */
export interface MonitoringParts {
  readonly ports: Pick<AppPorts, 'clock' | 'hostname'>;
  readonly folder: DataFolder;
  readonly settings: Settings;
  readonly metrics: Pick<Metrics, 'store' | 'watch' | 'hardware'>;
  readonly caches: Pick<Caches, 'list'>;
  /** Seconds since CloudCube started. */
  readonly uptime: () => number;
  /** `metrics.db` */
  readonly measured: Pick<Database, 'health'>;
  readonly parts: HealthChecks;
  readonly alerts: Pick<Alerts, 'counts'>;
}

/** Bytes of a database with what it has not laid together yet (https://www.sqlite.org/wal.html). */
const sizeOf = (file: string): number =>
  [file, `${file}-wal`].reduce(
    (total, one) => total + (statSync(one, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/** All caches together; `null` where there is none. What they hold is counted in entries, not in bytes. */
function countsOf(caches: Pick<Caches, 'list'>) {
  const all = caches.list();
  if (all.length === 0) return null;
  const sum = (of: (cache: Cache) => number): number => all.reduce((total, cache) => total + of(cache), 0);
  return { hits: sum((cache) => cache.hits()), misses: sum((cache) => cache.misses()), bytes: null };
}

const valueOf = <T>(part: Known<T>): T | null => ('value' in part ? part.value : null);

/** The hardware in a few words. */
function briefly({ system, cpu, memory_total: memory }: HardwareOf): Hardware {
  const [maker, processor] = [valueOf(system), valueOf(cpu)];
  const name = [processor?.manufacturer, processor?.model]
    .filter((part) => typeof part === 'string')
    .join(' ');
  return {
    manufacturer: maker?.manufacturer ?? null,
    model: maker?.model ?? null,
    cpu: name === '' ? null : name,
    cores: processor?.cores ?? null,
    memory,
  };
}

function alertCounts({ counts }: Pick<Alerts, 'counts'>): AlertCounts {
  const { active, critical, warning, info } = counts();
  return { active, critical, warning, info };
}

/** The operations, and what else tells of this machine as they do. */
export function createMonitoringAndSystem(deps: MonitoringParts): {
  readonly routes: readonly BoundRoute[];
  readonly present: Present;
} {
  const { ports, folder, settings, metrics, measured, parts, uptime, caches } = deps;
  const { clock, hostname } = ports;
  // Mounts are told by their real names.
  const dataDir = realpathSync(folder.path);
  const { node = '', sqlite = '', electron = null } = process.versions as Record<string, string | undefined>;
  const shared = {
    ...{ clock, dataDir, uptime },
    latest: () => metrics.watch.latest(),
    caches: () => countsOf(caches),
    alerts: () => alertCounts(deps.alerts),
    hardware: async () => briefly(await metrics.hardware.facts()),
  };
  const present = createPresent({ ...shared, hostname });
  const routes = [
    ...createMonitoringRoutes({
      ...{ clock, present, store: metrics.store },
      rawStep: () => settings.get(metricsInterval) * 1000,
    }),
    ...createSystemRoutes({
      ...shared,
      machine: createMachineFacts(hostname, process.platform),
      application: {
        ...{ version, node, sqlite, electron },
        environment: import.meta.filename.endsWith('.ts') ? 'development' : 'production',
      },
      parts: { ...parts, measurements: () => measured.health() },
      databaseSize: () => sizeOf(folder.stateFile) + sizeOf(folder.metricsFile),
    }),
  ];
  return { routes, present };
}
