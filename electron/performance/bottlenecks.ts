/** What slows things down, by thresholds that stand here. Pure. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Bottleneck, CallTotals, DatabaseState, SeriesSummary } from '../../shared/api/performance.ts';

/** From which value on something is in the way. */
export const thresholds = {
  /** Percent, mean. */
  cpu: 85,
  /** Percent, mean. */
  memory: 90,
  /** Percent, at its fullest. */
  disk: 90,
  /** A second, mean. */
  network_errors: 1,
  /** ms: one request in twenty takes that long. */
  api_p95: 300,
  /** Percent answered with 5xx. */
  api_errors: 1,
  /** Slow runs of statements. */
  slow_queries: 10,
  /** Bytes of a write-ahead log: SQLite itself writes back at 4 MB, more means that something holds it up. */
  wal: 64 * 1024 * 1024,
  /** Percent of updates. */
  ddns_failures: 20,
} as const;

/** Fewer say nothing about a share. */
const ENOUGH_REQUESTS = 20;
const ENOUGH_UPDATES = 5;

/** What is judged. */
export interface Judged {
  readonly system: readonly SeriesSummary[];
  readonly network: readonly SeriesSummary[];
  readonly api: CallTotals;
  readonly databases: readonly DatabaseState[];
  readonly slow_queries: number;
  readonly ddns: { readonly updates: number; readonly failures: number } | null;
}

/** One of them, before it is put into words. */
export type FoundBottleneck = Omit<Bottleneck, 'reason' | 'recommendation'> & {
  readonly reason: StoredReason;
  readonly recommendation: StoredReason;
};

interface Candidate {
  readonly area: Bottleneck['area'];
  readonly code: string;
  readonly advice: string;
  readonly value: number;
  readonly threshold: number;
  readonly params?: Readonly<Record<string, string>>;
}

const percent = (part: number, of: number): number => (of === 0 ? 0 : (part / of) * 100);

function candidates({ system, network, api, databases, slow_queries, ddns }: Judged): Candidate[] {
  const of = (
    series: readonly SeriesSummary[],
    name: string,
    make: (one: SeriesSummary) => Candidate,
  ): Candidate[] => series.filter((one) => one.name === name).map(make);
  return [
    ...of(system, 'system.cpu.usage', ({ mean }) => ({
      ...{ area: 'system', code: 'CPU_BUSY', advice: 'CPU', value: mean, threshold: thresholds.cpu },
    })),
    ...of(system, 'system.memory.usage', ({ mean }) => ({
      ...{ area: 'system', code: 'MEMORY_SHORT', advice: 'MEMORY' },
      ...{ value: mean, threshold: thresholds.memory },
    })),
    ...of(system, 'system.disk.usage', ({ max, object }) => ({
      ...{ area: 'system', code: 'DISK_FULL', advice: 'DISK' },
      ...{ value: max, threshold: thresholds.disk, params: { object } },
    })),
    ...of(network, 'system.network.errors', ({ mean, object }) => ({
      ...{ area: 'network', code: 'NETWORK_ERRORS', advice: 'NETWORK' },
      ...{ value: mean, threshold: thresholds.network_errors, params: { object } },
    })),
    ...(api.count >= ENOUGH_REQUESTS
      ? ([
          {
            ...{ area: 'api', code: 'API_SLOW', advice: 'API' },
            ...{ value: api.p95_ms ?? 0, threshold: thresholds.api_p95 },
          },
          {
            ...{ area: 'api', code: 'API_FAILING', advice: 'API_ERRORS' },
            ...{ value: percent(api.server_errors, api.count), threshold: thresholds.api_errors },
          },
        ] satisfies Candidate[])
      : []),
    {
      ...{ area: 'database', code: 'SQL_SLOW', advice: 'SQL' },
      ...{ value: slow_queries, threshold: thresholds.slow_queries },
    },
    ...databases.map(({ database, wal_bytes }): Candidate => ({
      ...{ area: 'database', code: 'WAL_LARGE', advice: 'WAL' },
      ...{ value: wal_bytes, threshold: thresholds.wal, params: { database } },
    })),
    ...(ddns && ddns.updates >= ENOUGH_UPDATES
      ? ([
          {
            ...{ area: 'ddns', code: 'DDNS_FAILING', advice: 'DDNS' },
            ...{ value: percent(ddns.failures, ddns.updates), threshold: thresholds.ddns_failures },
          },
        ] satisfies Candidate[])
      : []),
  ];
}

/** What is at or beyond its threshold. */
export function findBottlenecks(judged: Judged): FoundBottleneck[] {
  return candidates(judged)
    .filter(({ value, threshold }) => value >= threshold)
    .map(({ area, code, advice, value, threshold, params = {} }) => {
      const rounded = Math.round(value * 10) / 10;
      return {
        ...{ area, threshold, value: rounded },
        reason: { code: `PERFORMANCE_${code}`, params: { ...params, value: rounded } },
        recommendation: { code: `PERFORMANCE_DO_${advice}`, params },
      };
    });
}
