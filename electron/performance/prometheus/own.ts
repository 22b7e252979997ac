/** Figures of CloudCube itself: names, checks, API, SQL, caches and the process. */
import { readdirSync, statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { DatabaseName } from '../../../shared/api/performance.ts';
import type { Caches } from '../../kernel/caches.ts';
import type { Database } from '../../kernel/database.ts';
import { countUpTo, quantileOf } from '../../kernel/histogram.ts';
import type { OperationTotals } from '../recording.ts';
import type { Statements } from '../statements.ts';
import type { Figure } from './families.ts';

/** Buckets of durations end at these powers of two of microseconds, from 1 ms to 4 s: there ours end as well. */
const POWERS = [10, 12, 14, 16, 18, 20, 22] as const;
const QUANTILES = [0.5, 0.95, 0.99] as const;

/** How the names are. */
export interface DdnsFigures {
  readonly hosts: readonly { readonly name: string; readonly state: string }[];
  /** ms UTC */
  readonly last_update_at: number | null;
  /** Since the start, by result. */
  readonly updates: ReadonlyMap<string, number>;
}

/** A check; `latency_seconds` is `null` for one that has not been answered. */
export interface CheckFigures {
  readonly name: string;
  readonly up: boolean;
  readonly latency_seconds: number | null;
}

/** Of names. */
export function ddnsFigures({ hosts, last_update_at: lastAt, updates }: DdnsFigures): Figure[] {
  return [
    ...[...Map.groupBy(hosts, ({ state }) => state)].map(([state, of]): Figure => ({
      family: 'cloudcube_ddns_hosts',
      labels: { state },
      value: of.length,
    })),
    ...hosts.map(({ name, state }): Figure => ({
      ...{ family: 'cloudcube_ddns_host_ok', labels: { host: name }, value: Number(state === 'ok') },
    })),
    ...(lastAt === null
      ? []
      : [{ family: 'cloudcube_ddns_last_update_timestamp_seconds', value: lastAt / 1000 } as const]),
    ...[...updates].map(([result, value]): Figure => ({
      family: 'cloudcube_ddns_updates_total',
      labels: { result },
      value,
    })),
  ];
}

/** Of checks. */
export const checkFigures = (checks: readonly CheckFigures[]): Figure[] =>
  checks.flatMap(({ name, up, latency_seconds: latency }): Figure[] => [
    { family: 'cloudcube_check_up', labels: { check: name }, value: Number(up) },
    ...(latency === null
      ? []
      : [{ family: 'cloudcube_check_latency_seconds', labels: { check: name }, value: latency } as const]),
  ]);

/** An alert that goes on. */
export interface AlertFigure {
  readonly rule_id: string;
  readonly severity: string;
  readonly state: string;
}

/** Of alerts. */
export const alertFigures = (alerts: readonly AlertFigure[]): Figure[] =>
  [
    ...Map.groupBy(alerts, ({ rule_id: rule, severity, state }) => JSON.stringify({ rule, severity, state })),
  ].map(([labels, of]) => ({
    family: 'cloudcube_alerts',
    labels: JSON.parse(labels) as Record<string, string>,
    value: of.length,
  }));

/** Of requests. */
export const apiFigures = (operations: readonly OperationTotals[]): Figure[] =>
  operations.flatMap(({ method, route, tally }): Figure[] => {
    const labels = { method, route: route ?? 'none' };
    const family = 'cloudcube_http_request_duration_seconds';
    const bucket = (le: string, value: number): Figure => ({
      ...{ family, part: '_bucket', labels: { ...labels, le }, value },
    });
    return [
      ...[...tally.statuses].map(([status, value]): Figure => ({
        ...{ family: 'cloudcube_http_requests_total', labels: { ...labels, code: String(status) }, value },
      })),
      { family: 'cloudcube_http_response_bytes_total', labels, value: tally.bytes },
      ...POWERS.map((power) => bucket(String(2 ** power / 1e6), countUpTo(tally.histogram, power))),
      bucket('+Inf', tally.count),
      { family, part: '_sum', labels, value: tally.sum / 1000 },
      { family, part: '_count', labels, value: tally.count },
    ];
  });

/** Of statements and files. */
export function databaseFigures(
  databases: Readonly<Record<DatabaseName, Pick<Database, 'file'>>>,
  statements: Pick<Statements, 'totals'>,
): Figure[] {
  const family = 'cloudcube_sql_statement_duration_seconds';
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return (Object.entries(databases) as [DatabaseName, Pick<Database, 'file'>][]).flatMap(
    ([database, { file }]): Figure[] => {
      const { count, sum_ms: sum, histogram } = statements.totals(database);
      return [
        ...QUANTILES.flatMap((quantile): Figure[] => {
          const ms = quantileOf(histogram, quantile);
          const labels = { database, quantile: String(quantile) };
          return ms === null ? [] : [{ family, labels, value: ms / 1000 }];
        }),
        { family, part: '_sum', labels: { database }, value: sum / 1000 },
        { family, part: '_count', labels: { database }, value: count },
        { family: 'cloudcube_database_file_bytes', labels: { database }, value: sizeOf(file) },
        { family: 'cloudcube_database_wal_bytes', labels: { database }, value: sizeOf(`${file}-wal`) },
      ];
    },
  );
}

/** Of caches. */
export const cacheFigures = (caches: Pick<Caches, 'list'>): Figure[] =>
  caches.list().flatMap((cache): Figure[] => {
    const labels = { cache: cache.name };
    return [
      { family: 'cloudcube_cache_entries', labels, value: cache.size() },
      { family: 'cloudcube_cache_hits_total', labels, value: cache.hits() },
      { family: 'cloudcube_cache_misses_total', labels, value: cache.misses() },
    ];
  });

/** Of the process. `now` is ms UTC, `uptime` seconds. */
export function processFigures({ version, now }: { version: string; now: number }): Figure[] {
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const uptime = process.uptime();
  const mode = (name: string, microseconds: number): Figure => ({
    ...{ family: 'cloudcube_process_cpu_seconds_total', labels: { mode: name }, value: microseconds / 1e6 },
  });
  return [
    { family: 'cloudcube_build_info', labels: { version, node: process.version }, value: 1 },
    { family: 'cloudcube_uptime_seconds', value: uptime },
    mode('user', user),
    mode('system', system),
    { family: 'cloudcube_process_resident_memory_bytes', value: rss },
    { family: 'cloudcube_process_start_time_seconds', value: now / 1000 - uptime },
    ...(process.platform === 'linux'
      ? [{ family: 'cloudcube_process_open_fds', value: readdirSync('/proc/self/fd').length } as const]
      : []),
    { family: 'cloudcube_nodejs_heap_size_bytes', value: heapTotal },
    { family: 'cloudcube_nodejs_heap_used_bytes', value: heapUsed },
    { family: 'cloudcube_nodejs_external_memory_bytes', value: external },
    { family: 'cloudcube_nodejs_active_resources', value: process.getActiveResourcesInfo().length },
    {
      family: 'cloudcube_nodejs_event_loop_active_seconds_total',
      value: performance.eventLoopUtilization().active / 1000,
    },
  ];
}
