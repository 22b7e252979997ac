/** The folder that holds everything. */
import { constants, accessSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, StartError } from './errors.ts';

/** Files of the data folder. */
export interface DataFolder {
  readonly path: string;
  readonly stateFile: string;
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
    const trial = join(path, '.write-test');
    writeFileSync(trial, 'x', { mode: 0o600 });
    rmSync(trial);
    mkdirSync(copiesDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(`The data folder ${path} cannot be written: ${messageOf(error)}`);
  }
  return { path, stateFile: join(path, 'state.db'), copiesDir };
}
