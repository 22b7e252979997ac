/** A damaged database is never deleted: it is set aside under a name that says so. */
import { existsSync, renameSync } from 'node:fs';
import type { Clock } from './clock.ts';
import { openDatabase, type Database, type Durability } from './database.ts';
import { OperationalError } from './errors.ts';
import type { Logger } from './logger.ts';

/** `20261120T080000000Z`: sorts by time and is a file name everywhere. */
export function stamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:.]/g, '');
}

/** Renames a closed database with all that belongs to it. @returns its new name, `null` if there was none. */
export function setAside(file: string, now: number): string | null {
  const aside = `${file}.damaged-${stamp(now)}`;
  const existed = existsSync(file);
  // The log goes first: a log beside the wrong database would be replayed into it.
  for (const suffix of ['-wal', '-journal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return existed ? aside : null;
}

/**
 * Opens a database that can be done without: a damaged one is set aside and a new one begun, which is said.
 * @throws {StartError}
 */
export function openOrBeginAnew(
  file: string,
  durability: Durability,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Database {
  try {
    return openDatabase(file, durability);
  } catch (error) {
    if (!(error instanceof OperationalError && error.code === 'STORAGE_DAMAGED')) throw error;
    logger.error(
      { error, file, aside: setAside(file, clock.now()) },
      'A database was damaged and begun anew',
    );
    return openDatabase(file, durability);
  }
}
