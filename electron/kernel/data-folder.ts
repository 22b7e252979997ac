/** The folder that holds everything. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { messageOf, StartError } from './errors.ts';

/** Files of the data folder. */
export interface DataFolder {
  readonly path: string;
  readonly stateFile: string;
  /** Measurements, logs and what else may be lost: a file of its own that is written seldom. */
  readonly metricsFile: string;
  /** Where copies of the state are kept. */
  readonly copiesDir: string;
}

/**
 * Makes the folder where it is missing, for its owner alone, and makes sure that it can be written.
 * @throws {StartError}
 */
export function openDataFolder(path: string): DataFolder {
  const copiesDir = join(path, 'backups');
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    // What access() allows a mount may still refuse.
    tryWriting(path);
    mkdirSync(copiesDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(`The data folder ${path} cannot be written: ${messageOf(error)}`);
  }
  return {
    path,
    stateFile: join(path, 'state.db'),
    metricsFile: join(path, 'metrics.db'),
    copiesDir,
  };
}

/** Writes a small file and removes it. @throws the system's error with its `code`, such as `EROFS` */
export function tryWriting(path: string): void {
  const trial = join(path, '.write-test');
  writeFileSync(trial, 'x', { mode: 0o600 });
  rmSync(trial);
}

/**
 * Whether the state file was emptied: a crash of the file system may leave such a file, and SQLite would begin anew in
 * it. A first start that was killed leaves one, too, but has nothing else yet.
 */
export function wasEmptied({ path, stateFile, copiesDir }: DataFolder): boolean {
  const size = statSync(stateFile, { throwIfNoEntry: false })?.size;
  return size === 0 && (existsSync(join(path, 'master.key')) || readdirSync(copiesDir).length > 0);
}
