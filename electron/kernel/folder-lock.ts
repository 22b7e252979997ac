/**
 * One process a data folder. The lock is the operating system's, held over SQLite on an empty file, so that it goes
 * with its process however that ends, and nobody has to judge whether what was left behind is still alive.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { storageCode } from './database.ts';
import { messageOf, StartError } from './errors.ts';

/** The held lock: for as long as this object is, so keep it. */
export interface FolderLock {
  release(): void;
}

/** Takes a data folder for this process, at once or not at all. @throws {StartError} where another process holds it. */
export function lockFolder(dataDir: string): FolderLock {
  const file = join(dataDir, 'owner.lock');
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(file, { timeout: 0 });
    // Nothing is ever written, but SQLite would lay a journal's file beside it.
    sqlite.exec('pragma journal_mode = memory; begin exclusive');
  } catch (error) {
    sqlite?.close();
    throw new StartError(
      storageCode(error) === 'STORAGE_BUSY'
        ? `CloudCube is already running with the data folder ${dataDir}`
        : `The data folder ${dataDir} cannot be locked: ${messageOf(error)}`,
    );
  }
  const held = sqlite;
  return {
    release() {
      held.close();
    },
  };
}
