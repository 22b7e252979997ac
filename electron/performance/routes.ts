/** The operations on how fast CloudCube is. */
import type { Reason, StoredReason } from '../../shared/api/common.ts';
import { performanceRoutes } from '../../shared/api/performance-routes.ts';
import type { DatabaseName, Optimization } from '../../shared/api/performance.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { toTimestamp, toTimestampOrNull, type Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { patiently, type Jobs } from '../kernel/jobs.ts';
import { implement, type Answer, type BoundRoute } from '../server/route.ts';
import {
  callsByAddress,
  callsByEndpoint,
  callsByUser,
  callsOverTime,
  only,
  totalCalls,
} from './api-calls.ts';
import { readDashboard, type ReadSeries, type UpdateCounts } from './dashboard.ts';
import type { Optimize } from './optimize.ts';
import type { ReadSlow } from './slow-queries.ts';
import type { Statements } from './statements.ts';
import type { Period, Statistics } from './statistics.ts';

/** What the operations stand on. */
export interface PerformanceRouteDeps {
  readonly statistics: Statistics;
  readonly statements: Statements;
  readonly readSlow: ReadSlow;
  readonly optimize: Optimize;
  readonly databases: Readonly<Record<DatabaseName, Database>>;
  readonly readSeries: ReadSeries;
  readonly updatesSince: (from: number) => Promise<UpdateCounts>;
  readonly slowMs: () => number;
  /** Switches measuring on or off, for good and with its audit entry. */
  readonly setEnabled: (enabled: boolean, actor: string) => Promise<void>;
  readonly jobs: Jobs;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

type Unavailable = NonNullable<Answer<unknown>['unavailable']>[number];

const timeOf = ({ from, to, since }: Period) => ({
  from: toTimestamp(from),
  to: toTimestamp(to),
  measured_since: toTimestampOrNull(since),
});

/** Why a time is not measured as a whole. */
function gapsOf({ from, since }: Period): Unavailable[] {
  if (since === null) return [{ path: 'measured_since', reason: { code: 'PERFORMANCE_OFF', params: {} } }];
  if (since <= from) return [];
  const params = { since: toTimestamp(since) };
  return [{ path: 'from', reason: { code: 'PERFORMANCE_NOT_MEASURED_BEFORE', params } }];
}

const unknown = (path: string, code: string): Unavailable => ({ path, reason: { code, params: {} } });

const toReason = (reason: StoredReason, words: Words): Reason => ({
  code: reason.code,
  params: { ...reason.params },
  message: words.explain(reason),
});

/** Each once. */
function distinct(reasons: readonly StoredReason[], words: Words): Reason[] {
  const byText = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
  return [...byText.values()].map((reason) => toReason(reason, words));
}

/** Joins the operations to their contract. */
export function createPerformanceRoutes(deps: PerformanceRouteDeps): BoundRoute[] {
  const { statistics, readSlow, clock, audit } = deps;

  return implement(performanceRoutes, {
    async getApiCalls({ query }) {
      const { period: range = '24h' } = query;
      const period = await statistics.read(range);
      const slots = only(period.slots, query);
      return {
        data: {
          period: range,
          ...timeOf(period),
          enabled: statistics.isOn(),
          totals: totalCalls(slots),
          endpoints: callsByEndpoint(slots),
          users: callsByUser(slots),
          timeline: callsOverTime(slots).map(({ at, ...counts }) => ({ time: toTimestamp(at), ...counts })),
        },
        unavailable: gapsOf(period),
      };
    },

    async getPerformanceDashboard({ query, words }) {
      const { range = '1h' } = query;
      const period = await statistics.read(range);
      const found = await readDashboard(period, deps);
      const { updates, failures, last_update_at: lastAt } = found.ddns;
      return {
        data: {
          time_range: range,
          ...timeOf(period),
          metrics: {
            system: found.system,
            api: found.api,
            database: { databases: found.databases, slow_queries: found.slow_queries },
            network: found.network,
            ddns: { updates, failures, last_update_at: toTimestampOrNull(lastAt) },
          },
          summary: {
            overall_performance: found.well_answered,
            bottlenecks: found.bottlenecks.map(({ reason, recommendation, ...rest }) => ({
              ...rest,
              reason: toReason(reason, words),
              recommendation: toReason(recommendation, words),
            })),
            recommendations: distinct(
              found.bottlenecks.map(({ recommendation }) => recommendation),
              words,
            ),
          },
        },
        unavailable: [
          ...gapsOf(period),
          ...(found.system === null ? [unknown('metrics.system', 'PERFORMANCE_NO_SERIES')] : []),
          ...(found.network === null ? [unknown('metrics.network', 'PERFORMANCE_NO_SERIES')] : []),
          ...(found.well_answered === null
            ? [unknown('summary.overall_performance', 'PERFORMANCE_NO_REQUESTS')]
            : []),
        ],
      };
    },

    async getEndpointPerformance({ query }) {
      const { range = '24h', endpoint } = query;
      const period = await statistics.read(range);
      return {
        data: {
          time_range: range,
          ...timeOf(period),
          endpoints: callsByEndpoint(only(period.slots, { endpoint })),
        },
        unavailable: gapsOf(period),
      };
    },

    async getSlowQueries({ query, words }) {
      const { range = '24h', limit = 50 } = query;
      const period = await statistics.read(range);
      const { shown, total } = readSlow(period.slots, limit);
      const findings = shown.flatMap((one) => one.findings);
      const countOf = (code: string): number => findings.filter((finding) => finding.code === code).length;
      return {
        data: {
          ...timeOf(period),
          slow_queries: shown.map(({ last_at, plan, findings: own, ...rest }) => ({
            ...rest,
            last_at: toTimestamp(last_at),
            plan: plan && [...plan],
            findings: own.map((finding) => toReason(finding, words)),
          })),
          analysis: {
            threshold_ms: deps.slowMs(),
            total,
            full_scans: countOf('PERFORMANCE_FULL_SCAN'),
            sorts: countOf('PERFORMANCE_TEMP_SORT'),
            findings: distinct(findings, words),
          },
        },
        unavailable: [
          ...gapsOf(period),
          ...shown.flatMap(({ plan, since_start }, index) => [
            ...(plan === null ? [unknown(`slow_queries.${String(index)}.plan`, 'PERFORMANCE_NO_PLAN')] : []),
            ...(since_start === null
              ? [unknown(`slow_queries.${String(index)}.since_start`, 'PERFORMANCE_NOT_RUN')]
              : []),
          ]),
        ],
      };
    },

    async optimizePerformance({ query, words }): Promise<Answer<Optimization | { job_id: string }>> {
      const { type = 'all' } = query;
      const startedAt = clock.now();
      const begun = clock.elapsed();
      // Before the work: a part of it cannot be taken back, so its entry does not depend on the end.
      await audit.record({ action: 'performance.optimize', target_id: type, result: 'attempt' });
      const job = await deps.jobs.start('performance.optimize', async (_id, report) => {
        const actions = await deps.optimize(type, report);
        const duration = clock.elapsed() - begun;
        await audit.record({ action: 'performance.optimize', target_id: type, payload: { actions } });
        return {
          type,
          started_at: toTimestamp(startedAt),
          duration_ms: Math.round(duration * 1000) / 1000,
          actions: actions.map(({ skipped, ...rest }) => ({
            ...rest,
            skipped: skipped && toReason(skipped, words),
          })),
        };
      });
      const ended = await patiently(clock, job.done);
      if (!ended) return { data: { job_id: job.job_id }, status: 202 };
      const message = words.say('performance.optimized', { type });
      return { data: { job_id: job.job_id, ...ended.result }, message };
    },

    async getPerformanceStats() {
      const period = await statistics.read('7d');
      const operations = callsByAddress(period.slots);
      const seconds = (ms: number | null): number => Math.round((ms ?? 0) * 1000) / 1_000_000;
      return {
        data: {
          total_operations: operations.reduce((sum, { count }) => sum + count, 0),
          operations: operations.map(({ endpoint, count, mean_ms: mean, max_ms: max }) => ({
            ...{ endpoint, count, avg_duration: seconds(mean), max_duration: seconds(max) },
          })),
          slow_queries: readSlow(period.slots, 50).shown.map(({ query, count, avg_duration_ms: ms }) => ({
            ...{ query, count, avg_duration: seconds(ms) },
          })),
          enabled: statistics.isOn(),
        },
        unavailable: gapsOf(period),
      };
    },

    async togglePerformance({ body, caller, words }) {
      const { enabled } = body;
      await deps.setEnabled(enabled, caller.username);
      return {
        data: { ok: true as const, enabled, message: words.say(`performance.${enabled ? 'on' : 'off'}`) },
      };
    },

    async resetPerformance({ words }) {
      await statistics.reset(() => audit.record({ action: 'performance.reset' }));
      deps.statements.clear();
      return { data: { ok: true as const, message: words.say('performance.forgotten') } };
    },
  });
}
