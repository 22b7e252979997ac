/** A copy of the state every night, also where the machine sleeps at night. */
import type { Clock } from './kernel/clock.ts';
import type { Database } from './kernel/database.ts';
import type { DataFolder } from './kernel/data-folder.ts';
import type { Scheduler } from './kernel/scheduler.ts';
import { copyState, newestCopyAt } from './kernel/state-copies.ts';

const COPY_EVERY_MS = 24 * 3600 * 1000;
const COPY_LOOK_MS = 10 * 60 * 1000;

/** Looks every ten minutes whether the newest copy is a day old. */
export function copyNightly(
  scheduler: Scheduler,
  {
    database,
    folder,
    clock,
  }: { readonly database: Database; readonly folder: DataFolder; readonly clock: Clock },
): void {
  scheduler.every({
    name: 'state.copy',
    intervalMs: () => COPY_LOOK_MS,
    run: async () => {
      const newest = newestCopyAt(folder);
      if (newest !== null && clock.now() - newest < COPY_EVERY_MS) return;
      await copyState({ database, folder, clock }, 'nightly');
    },
  });
}
