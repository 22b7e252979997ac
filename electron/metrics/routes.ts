/** What is measured on this machine, over HTTP. */
import { monitoringParts, type MonitoringPart } from '../../shared/api/monitoring.ts';
import { monitoringRoutes } from '../../shared/api/monitoring-routes.ts';
import { UserError } from '../kernel/errors.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import { filesystemCapacities } from './capacity/filesystems.ts';
import type { ReadDeps } from './history/read.ts';
import { wordsOf } from './history/selection.ts';
import type { Present } from './present.ts';
import { createHistoryHandlers } from './routes-history.ts';

/** What the operations stand on. */
export interface MonitoringDeps extends ReadDeps {
  readonly present: Present;
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
  const { present, store, clock } = deps;
  const { now } = present;
  return implement(monitoringRoutes, {
    getMonitoringSystem: ({ query }) => now(partsOf(query.metrics ?? 'all')),
    getMonitoringDashboard: present.dashboard,
    getCurrentMetrics: () => now(monitoringParts),
    async getCapacity() {
      const { filesystems, unavailable } = await filesystemCapacities(store, clock.now());
      return { data: { filesystems }, unavailable };
    },
    ...createHistoryHandlers(deps),
  });
}
