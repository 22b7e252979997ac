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
  severityName,
  type KeptLine,
  type Logs,
  type Measured,
  type RunningTelemetry,
} from './logs/index.ts';
import type { Trouble } from './about/index.ts';
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
  /** The last warnings and errors, the newest first. */
  troubles(): Promise<readonly Trouble[]>;
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;
/** Lines that diagnostics tell. */
const LAST_TROUBLES = 25;

/** What its error is called; what it says may name anybody, but for a code of ours. */
function errorOf({ details }: KeptLine): string | null {
  const parsed: unknown = details === null ? null : JSON.parse(details);
  const { error } = (parsed ?? {}) as { error?: { type?: unknown; message?: unknown } };
  const isCode = (part: unknown, form: RegExp): part is string => typeof part === 'string' && form.test(part);
  const parts = [
    ...(isCode(error?.type, /^\w{1,64}$/) ? [error.type] : []),
    ...(isCode(error?.message, /^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+$/) ? [error.message] : []),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}

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
    troubles: async () =>
      (await logs.troubles(LAST_TROUBLES)).map((line) => ({
        ...{ time: line.time, level: severityName(line.level), module: line.module, message: line.message },
        error: errorOf(line),
      })),
    async stop() {
      await telemetry.stop();
      await logs.stop();
    },
  };
}
