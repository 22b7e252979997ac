/** Everything at a glance, from what the parts say. */
import type { DatabaseName, DatabaseState, SeriesSummary } from '../../shared/api/performance.ts';
import type { Database } from '../kernel/database.ts';
import { totalCalls, wellAnswered } from './api-calls.ts';
import { findBottlenecks, type FoundBottleneck } from './bottlenecks.ts';
import { fileStateOf } from './database-state.ts';
import type { Statements } from './statements.ts';
import type { Period } from './statistics.ts';

/** What series came to within a time; those without values are left out. */
export type ReadSeries = (names: readonly string[], from: number, to: number) => Promise<SeriesSummary[]>;

/** Updates of names within a time. */
export interface UpdateCounts {
  readonly updates: number;
  readonly failures: number;
  /** ms UTC */
  readonly last_update_at: number | null;
}

const systemSeries = [
  'system.cpu.usage',
  'system.load.1',
  'system.memory.usage',
  'system.swap.usage',
  'system.disk.usage',
  'system.disk_io.busy',
  'system.temperature',
] as const;
const networkSeries = [
  'system.network.received',
  'system.network.sent',
  'system.network.errors',
  'system.network.dropped',
] as const;

/** The dashboard before it is put into words. */
export interface DashboardFigures {
  readonly system: SeriesSummary[] | null;
  readonly network: SeriesSummary[] | null;
  readonly api: ReturnType<typeof totalCalls>;
  readonly databases: DatabaseState[];
  readonly slow_queries: number;
  readonly ddns: UpdateCounts;
  readonly well_answered: number | null;
  readonly bottlenecks: FoundBottleneck[];
}

/** How the databases are now. */
export function databaseStates(
  databases: Readonly<Record<DatabaseName, Database>>,
  statements: Pick<Statements, 'totals'>,
): Promise<DatabaseState[]> {
  return Promise.all(
    (Object.entries(databases) as [DatabaseName, Database][]).map(async ([name, database]) => {
      const { file_bytes, wal_bytes, page_bytes, free_pages } = await fileStateOf(database);
      const { count, sum_ms: sum } = statements.totals(name);
      return {
        ...{ database: name, file_bytes, wal_bytes, free_bytes: free_pages * page_bytes },
        ...{ statements: count, mean_ms: count === 0 ? null : sum / count },
      };
    }),
  );
}

const orNull = <T>(list: T[]): T[] | null => (list.length === 0 ? null : list);

/** Asks the parts. */
export async function readDashboard(
  { from, to, slots }: Period,
  deps: {
    databases: Readonly<Record<DatabaseName, Database>>;
    statements: Pick<Statements, 'totals'>;
    readSeries: ReadSeries;
    updatesSince: (from: number) => Promise<UpdateCounts>;
  },
): Promise<DashboardFigures> {
  const system = await deps.readSeries(systemSeries, from, to);
  const network = await deps.readSeries(networkSeries, from, to);
  const databases = await databaseStates(deps.databases, deps.statements);
  const ddns = await deps.updatesSince(from);
  const slow_queries = slots.flatMap(({ slow }) => slow).reduce((sum, { count }) => sum + count, 0);
  const api = totalCalls(slots);
  return {
    system: orNull(system),
    network: orNull(network),
    ...{ api, databases, slow_queries, ddns },
    well_answered: wellAnswered(slots),
    bottlenecks: findBottlenecks({ system, network, api, databases, slow_queries, ddns }),
  };
}
