/** How fast CloudCube itself is: its own API, its SQL, and what was done to make it better. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Reason, Timestamp } from './common.ts';

/** How far back a figure goes. */
export const performanceRanges = ['1h', '6h', '24h', '7d', '30d'] as const;
/** {@link performanceRanges}, as a parameter. */
export const PerformanceRange = Type.Enum([...performanceRanges], {
  description: 'Minutes that have begun for `1h`, hours that have begun for the others',
});
/** {@link PerformanceRange} as a type. */
export type PerformanceRange = Static<typeof PerformanceRange>;

const Milliseconds = Nullable(Type.Number({ minimum: 0 }));

/** What a number of requests come to; without any, times are `null`. */
export const CallTotals = Type.Object({
  count: Type.Integer(),
  /** Answered with 4xx. */
  client_errors: Type.Integer(),
  /** Answered with 5xx. */
  server_errors: Type.Integer(),
  mean_ms: Milliseconds,
  p50_ms: Nullable(
    Type.Number({ description: 'Quantiles are exact to 1/16 of their value, never too small' }),
  ),
  p95_ms: Milliseconds,
  p99_ms: Milliseconds,
  max_ms: Milliseconds,
  /** Of bodies before they are compressed, without streams. */
  bytes_sent: Type.Integer(),
});
/** {@link CallTotals} as a type. */
export type CallTotals = Static<typeof CallTotals>;

/** One operation. */
export const EndpointCalls = Type.Object({
  ...CallTotals.properties,
  method: Type.String(),
  /** As the API's document writes it; `null` for addresses at which nothing is. */
  endpoint: Nullable(Type.String()),
  /** Requests by HTTP status. */
  statuses: Type.Record(Type.String(), Type.Integer()),
});
/** {@link EndpointCalls} as a type. */
export type EndpointCalls = Static<typeof EndpointCalls>;

/** The time that figures are of. */
export const measuredTime = {
  /** What was asked for begins here. */
  from: Timestamp,
  to: Timestamp,
  /** Since when all requests were measured; figures of before are incomplete. `null` while nothing is measured. */
  measured_since: Nullable(Timestamp),
};

/** Requests to the API within a time. */
export const ApiCalls = Type.Object({
  period: PerformanceRange,
  ...measuredTime,
  enabled: Type.Boolean(),
  totals: CallTotals,
  endpoints: Type.Array(EndpointCalls),
  users: Type.Array(
    Type.Object({
      /** `null`: nobody had signed in. `others`: those beyond the sixty-four that are told apart in a minute. */
      user_id: Nullable(Type.String()),
      count: Type.Integer(),
      errors: Type.Integer(),
    }),
  ),
  timeline: Type.Array(Type.Object({ time: Timestamp, count: Type.Integer(), errors: Type.Integer() }), {
    description: 'By the minute for `1h`, by the hour for the others; times without requests are left out',
  }),
});

/** All operations within a time. */
export const EndpointPerformance = Type.Object({
  time_range: PerformanceRange,
  ...measuredTime,
  endpoints: Type.Array(EndpointCalls),
});

/** One of CloudCube's own databases. */
export const DatabaseName = Type.Enum(['state', 'metrics']);
/** {@link DatabaseName} as a type. */
export type DatabaseName = Static<typeof DatabaseName>;

/** A statement that took longer than the setting allows. Its text holds no values. */
export const SlowQuery = Type.Object({
  query: Type.String(),
  database: DatabaseName,
  /** How often it was slow within the time asked for. */
  count: Type.Integer(),
  avg_duration_ms: Type.Number(),
  max_duration_ms: Type.Number(),
  last_at: Timestamp,
  /** All its runs since the start, also the fast ones; `null` where it has not run since. */
  since_start: Nullable(
    Type.Object({
      count: Type.Integer(),
      mean_ms: Type.Number(),
      p95_ms: Type.Number(),
      max_ms: Type.Number(),
    }),
  ),
  /** What SQLite means to do (EXPLAIN QUERY PLAN); `null` for what has no plan. */
  plan: Nullable(Type.Array(Type.String())),
  /** What of the plan is worth a thought. */
  findings: Type.Array(Reason),
});
/** {@link SlowQuery} as a type. */
export type SlowQuery = Static<typeof SlowQuery>;

/** Slow statements within a time, the most time first. */
export const SlowQueries = Type.Object({
  ...measuredTime,
  slow_queries: Type.Array(SlowQuery),
  analysis: Type.Object({
    threshold_ms: Type.Number(),
    /** Statements that were slow, also those beyond the limit. */
    total: Type.Integer(),
    /** Of those shown. */
    full_scans: Type.Integer(),
    sorts: Type.Integer(),
    findings: Type.Array(Reason),
  }),
});

/** What can be made better, and by what: see `optimize`. */
export const optimizations = ['all', 'database', 'statistics', 'memory'] as const;

/** One piece of work that was done, with what it changed. */
export const OptimizationAction = Type.Object({
  action: Type.Enum(['statistics', 'checkpoint', 'search_index', 'vacuum', 'page_cache', 'cache']),
  /** A database or a cache. */
  target: Type.String(),
  duration_ms: Type.Number(),
  /** Bytes, pages or entries, each under its name; the same names after it. */
  before: Type.Record(Type.String(), Type.Number()),
  after: Type.Record(Type.String(), Type.Number()),
  /** Why there was nothing to do. */
  skipped: Nullable(Reason),
});
/** {@link OptimizationAction} as a type. */
export type OptimizationAction = Static<typeof OptimizationAction>;

/** What became of it. */
export const Optimization = Type.Object({
  job_id: Id,
  type: Type.Enum([...optimizations]),
  started_at: Timestamp,
  duration_ms: Type.Number(),
  actions: Type.Array(OptimizationAction),
});
/** {@link Optimization} as a type. */
export type Optimization = Static<typeof Optimization>;

/** What a series came to. */
export const SeriesSummary = Type.Object({
  name: Type.String(),
  /** What it was measured on, where there are several. */
  object: Type.String(),
  mean: Type.Number(),
  max: Type.Number(),
});
/** {@link SeriesSummary} as a type. */
export type SeriesSummary = Static<typeof SeriesSummary>;

/** What slows things down, with what tells so. */
export const Bottleneck = Type.Object({
  area: Type.Enum(['system', 'api', 'database', 'network', 'ddns']),
  reason: Reason,
  value: Type.Number(),
  threshold: Type.Number(),
  /** The recommendation that follows. */
  recommendation: Reason,
});
/** {@link Bottleneck} as a type. */
export type Bottleneck = Static<typeof Bottleneck>;

/** One database, now. */
export const DatabaseState = Type.Object({
  database: DatabaseName,
  file_bytes: Type.Integer(),
  wal_bytes: Type.Integer(),
  /** Pages without content, which new rows fill first. */
  free_bytes: Type.Integer(),
  /** Since the start. */
  statements: Type.Integer(),
  mean_ms: Nullable(Type.Number()),
});
/** {@link DatabaseState} as a type. */
export type DatabaseState = Static<typeof DatabaseState>;

/** How everything goes. */
export const PerformanceDashboard = Type.Object({
  time_range: PerformanceRange,
  ...measuredTime,
  metrics: Type.Object({
    /** Mean and maximum of what is measured on this machine. */
    system: Nullable(Type.Array(SeriesSummary)),
    api: CallTotals,
    database: Type.Object({
      databases: Type.Array(DatabaseState),
      slow_queries: Type.Integer(),
    }),
    network: Nullable(Type.Array(SeriesSummary)),
    ddns: Nullable(
      Type.Object({
        updates: Type.Integer(),
        failures: Type.Integer(),
        last_update_at: Nullable(Timestamp),
      }),
    ),
  }),
  summary: Type.Object({
    overall_performance: Nullable(
      Type.Number({
        description:
          'Percent of the requests that were answered in less than 300 ms and not with a 5xx; `null` without requests',
      }),
    ),
    bottlenecks: Type.Array(Bottleneck),
    recommendations: Type.Array(Reason),
  }),
});

/** As other programs know it: seconds, and of the last seven days. */
export const PerformanceStats = Type.Object({
  total_operations: Type.Integer(),
  operations: Type.Array(
    Type.Object({
      endpoint: Type.String(),
      count: Type.Integer(),
      avg_duration: Type.Number({ description: 'Seconds' }),
      max_duration: Type.Number({ description: 'Seconds' }),
    }),
  ),
  slow_queries: Type.Array(
    Type.Object({
      query: Type.String(),
      count: Type.Integer(),
      avg_duration: Type.Number({ description: 'Seconds' }),
    }),
  ),
  enabled: Type.Boolean(),
});

/** What was done. */
export const PerformanceToggled = Type.Object({
  ok: Type.Literal(true),
  message: Type.String(),
  enabled: Type.Boolean(),
});

/** What was done. */
export const PerformanceReset = Type.Object({ ok: Type.Literal(true), message: Type.String() });
