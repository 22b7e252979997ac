/** The tables of every area, brought up to date. */
import { auditMigrations, authMigrations } from './auth/index.ts';
import { ddnsMigrations } from './ddns/index.ts';
import { dnsMigrations } from './dns/index.ts';
import type { Clock } from './kernel/clock.ts';
import type { Database } from './kernel/database.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import { jobMigrations } from './kernel/jobs.ts';
import { secretMigrations } from './kernel/secret-box.ts';
import { settingMigrations } from './kernel/settings.ts';
import { copyState } from './kernel/state-copies.ts';
import { idempotencyMigrations } from './server/idempotency.ts';
import { limitMigrations } from './server/limits/kept-accounts.ts';
import { tlsMigrations } from './server/tls/certificate-store.ts';

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
