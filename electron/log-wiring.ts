/** The log and telemetry, put together from the settings and what the program measures. */
import type { AppPorts } from './app.ts';
import { logsFileMb, logsKeepDays, logsLevel, metricsFlush } from './app-settings.ts';
import type { AuditTrail } from './kernel/audit.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import type { Database } from './kernel/database.ts';
import type { EventBus } from './kernel/events.ts';
import type { Jobs } from './kernel/jobs.ts';
import type { Scheduler } from './kernel/scheduler.ts';
import type { SecretBox } from './kernel/secret-box.ts';
import type { Settings } from './kernel/settings.ts';
import { version } from './kernel/version.ts';
import {
  createLogs,
  createTelemetry,
  type Logs,
  type Measured,
  type RunningTelemetry,
} from './logs/index.ts';
import type { Metrics } from './metrics/index.ts';
import type { BoundRoute } from './server/route.ts';

/** What they stand on. */
export interface LogWiring {
  readonly ports: Pick<AppPorts, 'clock' | 'logger' | 'random' | 'hostname'>;
  readonly folder: Pick<DataFolder, 'path'>;
  readonly database: Database;
  readonly measured: Database;
  readonly secretBox: SecretBox;
  readonly audit: AuditTrail;
  readonly events: EventBus;
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly scheduler: Scheduler;
  readonly series: Metrics['store'];
}

/** Both, running. */
export interface RunningLogs extends Pick<Logs, 'onLine'> {
  readonly routes: readonly BoundRoute[];
  readonly onAnswered: RunningTelemetry['onAnswered'];
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;

/** Starts them. */
export async function startLogs(deps: LogWiring): Promise<RunningLogs> {
  const { ports, folder, database, measured, secretBox, audit, events } = deps;
  const { settings, jobs, scheduler, series } = deps;
  const { clock, logger, random, hostname } = ports;

  /** The mean of each series in the last whole minute. */
  const lastMinute: Measured = async () => {
    const to = Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS;
    const span = { from: to - MINUTE_MS, to, step: MINUTE_MS };
    const points = series
      .series()
      .map(async (one) =>
        (await series.read(one, span)).map(({ sum, count }) => ({ ...one, at: to, value: sum / count })),
      );
    return (await Promise.all(points)).flat();
  };

  const logs = await createLogs({
    ...{ folder: folder.path, database: measured, clock, logger, scheduler, jobs, audit },
    level: () => settings.get(logsLevel),
    keepDays: () => settings.get(logsKeepDays),
    fileMb: () => settings.get(logsFileMb),
    flushSeconds: () => settings.get(metricsFlush),
  });
  const telemetry = await createTelemetry({
    ...{ database, secretBox, audit, clock, random, logger, measured: lastMinute },
    teller: { version, host: hostname },
    onChanged() {
      events.emit('telemetry.changed', {});
    },
  });
  return {
    routes: [...logs.routes, ...telemetry.routes],
    onAnswered: telemetry.onAnswered,
    onLine: (listener) => logs.onLine(listener),
    async stop() {
      await telemetry.stop();
      await logs.stop();
    },
  };
}
