/** Makes a copy of a stopped installation's state, as the nightly task does in a running one. */
import { systemClock } from '../../electron/kernel/clock.ts';
import { openDataFolder } from '../../electron/kernel/data-folder.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { copyState } from '../../electron/kernel/state-copies.ts';

/** Copies `<dataDir>/state.db` to its backups and answers the new file. */
export async function makeCopy(dataDir: string): Promise<string> {
  const folder = openDataFolder(dataDir);
  const database = openDatabase(folder.stateFile);
  try {
    return await copyState({ database, folder, clock: systemClock }, 'nightly');
  } finally {
    database.close();
  }
}
