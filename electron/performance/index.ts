/** The `performance` area: how fast CloudCube's own API and SQL are, and all figures for Prometheus. */
import type { DatabaseName } from '../../shared/api/performance.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Caches } from '../kernel/caches.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { Jobs } from '../kernel/jobs.ts';
import type { Recorder } from '../kernel/recorder.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import type { BoundRoute } from '../server/route.ts';
import { createCacheRoutes } from './cache-routes.ts';
import type { ReadSeries, UpdateCounts } from './dashboard.ts';
import { createOptimize } from './optimize.ts';
import { machineFigures, type MachineSample } from './prometheus/machine.ts';
import {
  alertFigures,
  apiFigures,
  cacheFigures,
  checkFigures,
  databaseFigures,
  ddnsFigures,
  processFigures,
  type AlertFigure,
  type CheckFigures,
  type DdnsFigures,
} from './prometheus/own.ts';
import { createPrometheusRoutes } from './prometheus/routes.ts';
import { createPerformanceRoutes } from './routes.ts';
import { createReadSlow } from './slow-queries.ts';
import { createStatements } from './statements.ts';
import { createStatistics } from './statistics.ts';
import { createRates } from './rates.ts';
import type { CountedRequest } from './request.ts';

export type { ReadSeries, UpdateCounts } from './dashboard.ts';
export type { MachineSample } from './prometheus/machine.ts';
export type { CheckFigures, DdnsFigures } from './prometheus/own.ts';
export { performanceMigrations } from './rows.ts';

/** What the area stands on. */
export interface PerformanceDeps {
  /** Both migrated; `metrics` holds the area's own tables. */
  readonly databases: Readonly<Record<DatabaseName, Database>>;
  readonly caches: Caches;
  readonly jobs: Jobs;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly recorder: Recorder;
  readonly version: string;
  /** ms after which a statement is slow; asked for each. */
  readonly slowMs: () => number;
  readonly isEnabled: () => boolean;
  /** Switches measuring on or off, for good and with its audit entry. */
  readonly setEnabled: (enabled: boolean, actor: string) => Promise<void>;
  readonly readSeries: ReadSeries;
  readonly updatesSince: (from: number) => Promise<UpdateCounts>;
  readonly ddns: () => DdnsFigures;
  /** The last look at this machine; `null` before the first. Without it, Prometheus is given nothing of the machine. */
  readonly sample?: () => MachineSample | null;
  /** Without it, Prometheus is given no checks. */
  readonly checks?: () => readonly CheckFigures[];
  /** Without it, Prometheus is given no alerts. */
  readonly alerts?: () => readonly AlertFigure[];
}

/** The running area. */
export interface Performance {
  readonly routes: BoundRoute[];
  onAnswered(answered: CountedRequest): void;
  /** Looks at {@link PerformanceDeps.isEnabled} again. */
  retune(): Promise<void>;
  /** Writes what was measured. */
  flush(): Promise<void>;
}

const RATES_MS = 60_000;

/** Starts it. */
export async function createPerformance(deps: PerformanceDeps): Promise<Performance> {
  const { databases, caches, clock, scheduler } = deps;
  const statistics = await createStatistics({
    database: databases.metrics,
    clock,
    enabled: deps.isEnabled(),
  });
  const statements = createStatements({
    slowMs: deps.slowMs,
    onSlow: (database, sql, ms) => {
      statistics.slow(database, sql, ms);
    },
  });
  const rates = createRates({ recorder: deps.recorder, clock });

  /** Switched off, the databases do not even look at the time. */
  function observe(): void {
    const isOn = statistics.isOn();
    databases.state.observe(isOn ? statements.observerOf('state') : null);
    databases.metrics.observe(isOn ? statements.observerOf('metrics') : null);
  }
  observe();
  caches.register(databases.state.statementCache('statements_state'));
  caches.register(databases.metrics.statementCache('statements_metrics'));
  scheduler.every({
    name: 'performance.rates',
    intervalMs: () => RATES_MS,
    run: () => {
      if (statistics.isOn()) rates.tell();
      else rates.begin();
      return Promise.resolve();
    },
  });

  const figures = () => {
    const sample = deps.sample?.();
    return [
      ...processFigures({ version: deps.version, now: clock.now() }),
      ...ddnsFigures(deps.ddns()),
      ...checkFigures(deps.checks?.() ?? []),
      ...alertFigures(deps.alerts?.() ?? []),
      ...apiFigures(statistics.totals()),
      ...databaseFigures(databases, statements),
      ...cacheFigures(caches),
      ...(sample ? machineFigures(sample) : []),
    ];
  };

  return {
    routes: [
      ...createPerformanceRoutes({
        ...deps,
        ...{ statistics, statements },
        readSlow: createReadSlow({ databases, statements }),
        optimize: createOptimize({ databases, caches, clock }),
      }),
      ...createCacheRoutes(deps),
      ...createPrometheusRoutes(figures),
    ],
    onAnswered(answered) {
      if (!statistics.isOn()) return;
      statistics.call(answered);
      rates.count(answered);
    },
    async retune() {
      await statistics.turn(deps.isEnabled());
      observe();
    },
    flush: () => statistics.flush(),
  };
}
