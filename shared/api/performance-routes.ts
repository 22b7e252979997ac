/** The contract of how fast CloudCube itself is. */
import { Type } from 'typebox';
import { defineRoutes } from './contract.ts';
import { JobRef } from './jobs.ts';
import {
  ApiCalls,
  EndpointPerformance,
  Optimization,
  optimizations,
  PerformanceDashboard,
  PerformanceRange,
  PerformanceReset,
  PerformanceStats,
  PerformanceToggled,
  SlowQueries,
} from './performance.ts';

const time = {
  from: '2026-11-20T08:00:00.000Z',
  to: '2026-11-21T07:30:00.000Z',
  measured_since: '2026-11-01T08:00:00.000Z',
};
const totals = {
  count: 1200,
  client_errors: 3,
  server_errors: 0,
  mean_ms: 2.1,
  p50_ms: 1.5,
  p95_ms: 6.1,
  p99_ms: 11.3,
  max_ms: 42.7,
  bytes_sent: 912_331,
};
const endpoint = {
  ...totals,
  method: 'GET',
  endpoint: '/api/v2/ddns/status',
  statuses: { 200: 1197, 401: 3 },
};
const scan = {
  code: 'PERFORMANCE_FULL_SCAN',
  params: { table: 'ddns_history' },
  message: 'It reads the whole table ddns_history: an index would spare that.',
};
const Endpoint = Type.Optional(
  Type.String({ maxLength: 200, description: 'As the document writes it: `/api/v2/ddns/hosts/{host_id}`' }),
);

/** Operations on it. */
export const performanceRoutes = defineRoutes({
  getApiCalls: {
    method: 'GET',
    path: '/debug/api-calls',
    tag: 'performance',
    summary: 'Requests to the API: how many, by whom, how long they took and what failed',
    access: 'debug:read',
    query: Type.Object({
      period: Type.Optional(PerformanceRange),
      endpoint: Endpoint,
      user_id: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    data: ApiCalls,
    example: {
      data: {
        period: '24h',
        ...time,
        enabled: true,
        totals,
        endpoints: [endpoint],
        users: [{ user_id: '0198f3a0-0000-7000-8000-000000000001', count: 1200, errors: 3 }],
        timeline: [{ time: '2026-11-20T08:00:00.000Z', count: 1200, errors: 3 }],
      },
    },
  },
  getPerformanceDashboard: {
    method: 'GET',
    path: '/performance/dashboard',
    tag: 'performance',
    summary: 'How everything goes: machine, API, databases, network and updates, and what is in the way',
    access: 'production:monitor',
    query: Type.Object({ range: Type.Optional(PerformanceRange) }),
    data: PerformanceDashboard,
    example: {
      data: {
        time_range: '1h',
        ...time,
        metrics: {
          system: [{ name: 'system.cpu.usage', object: '', mean: 12.5, max: 71 }],
          api: totals,
          database: {
            databases: [
              {
                database: 'state',
                file_bytes: 1_048_576,
                wal_bytes: 131_072,
                free_bytes: 8192,
                statements: 5120,
                mean_ms: 0.08,
              },
            ],
            slow_queries: 1,
          },
          network: [{ name: 'system.network.received', object: 'eth0', mean: 12_000, max: 930_000 }],
          ddns: { updates: 2, failures: 0, last_update_at: '2026-11-21T06:12:00.000Z' },
        },
        summary: { overall_performance: 99.75, bottlenecks: [], recommendations: [] },
      },
    },
  },
  getEndpointPerformance: {
    method: 'GET',
    path: '/performance/endpoints',
    tag: 'performance',
    summary: 'How fast each operation of the API is',
    access: 'production:monitor',
    query: Type.Object({ range: Type.Optional(PerformanceRange), endpoint: Endpoint }),
    data: EndpointPerformance,
    example: { data: { time_range: '24h', ...time, endpoints: [endpoint] } },
  },
  getSlowQueries: {
    method: 'GET',
    path: '/performance/slow-queries',
    tag: 'performance',
    summary: 'SQL statements that took long, with what SQLite does for them',
    access: 'production:admin',
    query: Type.Object({
      range: Type.Optional(PerformanceRange),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    }),
    data: SlowQueries,
    example: {
      data: {
        ...time,
        slow_queries: [
          {
            query: 'select * from "ddns_history" order by "message"',
            database: 'state',
            count: 4,
            avg_duration_ms: 31,
            max_duration_ms: 48.2,
            last_at: '2026-11-21T06:12:00.000Z',
            since_start: { count: 12, mean_ms: 18, p95_ms: 47, max_ms: 48.2 },
            plan: ['SCAN ddns_history'],
            findings: [scan],
          },
        ],
        analysis: { threshold_ms: 20, total: 1, full_scans: 1, sorts: 0, findings: [scan] },
      },
    },
  },
  optimizePerformance: {
    method: 'POST',
    path: '/performance/optimize',
    tag: 'performance',
    summary:
      'Put the databases in order (`database`: write-ahead log, free pages, search; `statistics`: what SQLite plans with) and give back memory (`memory`)',
    access: 'production:admin',
    audit: 'performance.optimize',
    query: Type.Object({ type: Type.Optional(Type.Enum([...optimizations])) }),
    data: Optimization,
    accepted: JobRef,
    example: {
      data: {
        job_id: '0198f3a0-0000-7000-8000-000000000004',
        type: 'database',
        started_at: '2026-11-21T07:30:00.000Z',
        duration_ms: 41.2,
        actions: [
          {
            action: 'checkpoint',
            target: 'state',
            duration_ms: 12.9,
            before: { wal_bytes: 4_124_152 },
            after: { wal_bytes: 0 },
            skipped: null,
          },
        ],
      },
    },
  },
  getPerformanceStats: {
    method: 'GET',
    path: '/admin/performance/stats',
    tag: 'performance',
    summary: 'Operations and slow statements of the last seven days, in seconds',
    access: 'production:monitor',
    data: PerformanceStats,
    example: {
      data: {
        total_operations: 1200,
        operations: [
          { endpoint: '/api/v2/ddns/status', count: 1200, avg_duration: 0.0021, max_duration: 0.0427 },
        ],
        slow_queries: [
          { query: 'select * from "ddns_history" order by "message"', count: 4, avg_duration: 0.031 },
        ],
        enabled: true,
      },
    },
  },
  togglePerformance: {
    method: 'POST',
    path: '/admin/performance/toggle',
    tag: 'performance',
    summary: 'Measure requests and statements, or do not',
    access: 'production:admin',
    audit: 'setting.change',
    body: Type.Object({ enabled: Type.Boolean() }, { additionalProperties: false }),
    data: PerformanceToggled,
    example: {
      body: { enabled: true },
      data: { ok: true, message: 'Performance is measured.', enabled: true },
    },
  },
  resetPerformance: {
    method: 'POST',
    path: '/admin/performance/reset',
    tag: 'performance',
    summary: 'Forget all that was measured of requests and statements',
    access: 'production:admin',
    audit: 'performance.reset',
    data: PerformanceReset,
    example: { data: { ok: true, message: 'What was measured is forgotten.' } },
  },
});
