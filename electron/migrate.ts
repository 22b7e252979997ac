/** The tables of every area, brought up to date. */
import { mutingMigrations } from './alerts/muting/index.ts';
import { alertMigrations } from './alerts/index.ts';
import { auditMigrations, authMigrations } from './auth/index.ts';
import { checkMigrations, heartbeatMigrations } from './checks/index.ts';
import { ddnsMigrations } from './ddns/index.ts';
import { dnsMigrations } from './dns/index.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './kernel/database.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import { jobMigrations } from './kernel/jobs.ts';
import type { Logger } from './kernel/logger.ts';
import { secretMigrations } from './kernel/secret-box.ts';
import { openOrBeginAnew } from './kernel/set-aside.ts';
import { settingMigrations } from './kernel/settings.ts';
import { copyState } from './kernel/state-copies.ts';
import { logMigrations, telemetryMigrations } from './logs/index.ts';
import { metricMigrations } from './metrics/index.ts';
import { notifyMigrations } from './notify/index.ts';
import { performanceMigrations } from './performance/index.ts';
import { idempotencyMigrations } from './server/idempotency.ts';
import { limitMigrations } from './server/limits/kept-accounts.ts';
import { tlsMigrations } from './server/tls/certificate-store.ts';
import { updateMigrations } from './updates/index.ts';

const migrations = {
  ...settingMigrations,
  ...jobMigrations,
  ...secretMigrations,
  ...idempotencyMigrations,
  ...limitMigrations,
  ...tlsMigrations,
  ...authMigrations,
  ...auditMigrations,
  ...dnsMigrations,
  ...ddnsMigrations,
  ...checkMigrations,
  ...mutingMigrations,
  ...alertMigrations,
  ...telemetryMigrations,
  ...notifyMigrations,
  ...updateMigrations,
};

/** Tables of `metrics.db`: what may be lost, and is written seldom. */
const measuredMigrations = {
  ...metricMigrations,
  ...heartbeatMigrations,
  ...performanceMigrations,
  ...logMigrations,
};

/** Brings the tables up to date; a file with data in it is copied first. */
export async function migrate(
  database: Database,
  { clock }: { readonly clock: Clock },
  folder: DataFolder,
): Promise<void> {
  const pending = await database.pending(migrations);
  const isNew = pending.length === Object.keys(migrations).length;
  if (pending.length > 0 && !isNew) await copyState({ database, folder, clock }, 'migration');
  await database.migrate(migrations);
}

/** Opens `metrics.db` with its tables; a damaged one is set aside. @throws {StartError} */
export async function openMeasured(
  { metricsFile }: DataFolder,
  ports: { readonly clock: Clock; readonly logger: Logger },
): Promise<Database> {
  const measured = openOrBeginAnew(metricsFile, { synchronous: 'normal' }, ports);
  try {
    await measured.migrate(measuredMigrations);
    return measured;
  } catch (error) {
    measured.close();
    throw error;
  }
}
