/** Commands for a program that does not run: the data folder is taken, looked into and let go again. */
import { COMMAND_LINE, createActing } from './kernel/acting.ts';
import { readBootSettings } from './kernel/boot-settings.ts';
import type { Clock } from './kernel/clock.ts';
import { openDataFolder } from './kernel/data-folder.ts';
import { openDatabase, type Database } from './kernel/database.ts';
import { lockFolder } from './kernel/folder-lock.ts';
import type { Logger } from './kernel/logger.ts';
import { finishRestore } from './kernel/state-copies.ts';
import { createSecretBox } from './kernel/secret-box.ts';
import { createAudit, openKeysStopped, openUsersStopped, type Audit } from './auth/index.ts';
import { verifiedText } from './audit-text.ts';
import { migrate } from './migrate.ts';
import { keysText, revokedText } from './key-text.ts';
import { keyStoresOf } from './system-ports.ts';
import { resetPassword, unlock } from './user-commands.ts';

/** What a command may use. */
export interface StoppedParts {
  readonly database: Database;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A command and its arguments to the text that is printed. */
type StoppedCommand = (parts: StoppedParts, args: readonly string[]) => Promise<string>;

/** The commands that need no running program. */
export const stoppedCommands: Readonly<Record<string, StoppedCommand>> = {
  async audit({ audit }, [verb]) {
    if (verb !== 'verify') throw new Error('audit verify');
    return verifiedText(await audit.verify());
  },
  'list-keys': async (parts) => keysText((await openKeysStopped(parts)).list()),
  'revoke-key': async (parts, [keyId = '']) =>
    revokedText(await (await openKeysStopped(parts)).revoke(keyId)),
  unlock: async (parts, args) => unlock(await openUsersStopped(parts), args),
  'reset-password': async (parts, args) => resetPassword(await openUsersStopped(parts), args),
};

/** Commands write into the audit log as they do in the program that runs: with its key. */
async function withAudit<T>(
  deps: Omit<StoppedParts, 'audit'>,
  dataDir: string,
  work: (audit: Audit) => Promise<T>,
): Promise<T> {
  const line = readBootSettings(['--data-dir', dataDir], process.env, process.platform);
  if (line.kind !== 'run') throw new Error('The settings of the start were not read');
  const stores = keyStoresOf(line.boot, deps.logger);
  const secretBox = await createSecretBox({ ...deps, stores });
  const acting = createActing();
  const audit = createAudit({ ...deps, secretBox, acting });
  try {
    return await acting.run(COMMAND_LINE, () => work(audit));
  } finally {
    await audit.stop();
    secretBox.stop();
  }
}

/**
 * Runs one over a data folder that nobody holds. Tables of an older version are brought up to date first, as a start
 * would.
 * @throws {StartError} where somebody holds the folder; {OperationalError} where its database is damaged.
 */
export async function runStopped(
  dataDir: string,
  deps: { readonly clock: Clock; readonly logger: Logger },
  command: StoppedCommand,
  args: readonly string[],
): Promise<string> {
  const folder = openDataFolder(dataDir);
  const lock = lockFolder(folder.path);
  try {
    finishRestore(folder);
    const database = openDatabase(folder.stateFile);
    try {
      await migrate(database, deps, folder);
      const parts = { ...deps, database };
      return await withAudit(parts, dataDir, (audit) => command({ ...parts, audit }, args));
    } finally {
      database.close();
    }
  } finally {
    lock.release();
  }
}
