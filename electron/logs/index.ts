/** The `logs` area: what the program says, in files and where it can be searched. */
import { join } from 'node:path';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import type { Jobs } from '../kernel/jobs.ts';
import type { LogLevel, RootLogger } from '../kernel/logger.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import type { BoundRoute } from '../server/route.ts';
import { createLogExports } from './exports.ts';
import { createLogFile } from './file.ts';
import { severities, type KeptLine } from './line.ts';
import { createLogRoutes } from './routes.ts';
import { createLogStore } from './store.ts';

export { severities, severityName, type KeptLine } from './line.ts';
export { onWire as showLine } from './wire.ts';
export { logMigrations } from './tables.ts';
export { createTelemetry, type Measured, type RunningTelemetry } from './telemetry/telemetry.ts';
export { telemetryMigrations } from './telemetry/telemetry-store.ts';

/** What the area stands on. */
export interface LogsDeps {
  /** The data folder. */
  readonly folder: string;
  /** A migrated `metrics.db`. */
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: RootLogger;
  readonly scheduler: Scheduler;
  readonly jobs: Jobs;
  readonly audit: Pick<AuditTrail, 'record'>;
  /** From which level on lines are kept. */
  readonly level: () => LogLevel;
  readonly keepDays: () => number;
  /** Size of a file, megabytes. */
  readonly fileMb: () => number;
  /** How often what is in memory is written. */
  readonly flushSeconds: () => number;
}

/** The running area. */
export interface Logs {
  readonly routes: readonly BoundRoute[];
  /**
   * Calls `listener` with each line that is kept, in the middle of what says it: it takes it and comes back at once, says
   * nothing itself and never throws. Returns the way to stop that.
   */
  onLine(listener: (line: KeptLine) => void): () => void;
  /** Warnings and errors, the newest first. */
  troubles(limit: number): Promise<readonly KeptLine[]>;
  /** Writes what is left. */
  stop(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;

/** Starts it: from here on lines are kept, those of before this as well. */
export async function createLogs(deps: LogsDeps): Promise<Logs> {
  const { folder, database, clock, logger, scheduler, jobs, audit, level, keepDays } = deps;
  const own = logger.of('logs');
  const exports = join(folder, 'exports');

  const file = createLogFile({
    ...{ folder: join(folder, 'logs'), clock, keepDays },
    maxBytes: () => deps.fileMb() * MEGABYTE,
    onTrouble: (error) => own.warn({ error }, 'The log file cannot be written'),
    onLoss: (lost) => own.warn({ lost }, 'Lines are missing in the log file: it could not be written'),
  });

  let broken = false;
  const store = await createLogStore({
    ...{ database, clock, keepDays },
    onMany: () => void flush(),
    onLoss: (lost) => own.warn({ lost }, 'Lines are missing in the log: they could not be stored'),
  });
  async function flush(): Promise<void> {
    file.flush();
    try {
      await store.flush();
      broken = false;
    } catch (error) {
      const first = !broken;
      broken = true;
      // What waits is kept as far as there is room; that it does is said once.
      if (first) own.warn({ error }, 'The log cannot be stored');
    }
  }

  const files = await createLogExports({ folder: exports, store, clock, logger: own });
  const listeners = new Set<(line: KeptLine) => void>();
  const detach = logger.attach({
    level,
    write(line, lineLevel) {
      file.write(line, lineLevel);
      const kept = store.add(line);
      for (const listener of listeners) listener(kept);
    },
  });
  const flushing = scheduler.every({
    name: 'logs.flush',
    intervalMs: () => deps.flushSeconds() * 1000,
    run: flush,
  });

  return {
    routes: createLogRoutes({ store, exports: files, jobs, audit, clock }),
    onLine(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    troubles: async (limit) =>
      (await store.list({ minLevel: severities.WARNING }, { limit, offset: 0 })).lines,
    async stop() {
      flushing.stop();
      detach();
      await flush();
      await files.stop();
    },
  };
}
