/** Recorded machines (`/proc` and `/sys` as their kernels write them), and a reader of them. */
import { join } from 'node:path';
import { systemClock, type Clock } from '../../electron/kernel/clock.ts';
import { createLinuxReader } from '../../electron/metrics/linux/reader.ts';
import type { Reader } from '../../electron/metrics/reader.ts';
import type { Known } from '../../electron/kernel/known.ts';
import type { Space } from '../../electron/metrics/space/space.ts';
import type { SpacesDeps } from '../../electron/metrics/space/spaces.ts';

/** Folder of a recorded machine. */
export const machineFolder = (name: string): string =>
  join(import.meta.dirname, '../fixtures/machines', name);

/** What every file system of a recorded machine answers: a quarter is used. */
export const someSpace: Space = {
  total: 1000,
  used: 250,
  free: 750,
  available: 750,
  usage: 25,
  inodes: 100,
  inodes_free: 60,
};

/** File systems that answer at once. */
export const answering: Pick<SpacesDeps, 'askKernel' | 'startChild'> = {
  askKernel: () => Promise.resolve(someSpace),
  startChild: () => ({
    answer: Promise.resolve(someSpace),
    gone: Promise.resolve(),
    abandon: () => undefined,
  }),
};

/** Reads what stands in a folder as if it were a machine. */
export const readerOf = (
  root: string,
  options: { clock?: Clock; network?: boolean; ask?: Pick<SpacesDeps, 'askKernel' | 'startChild'> } = {},
): Reader =>
  createLinuxReader({
    root,
    clock: options.clock ?? systemClock,
    networkFilesystems: () => options.network ?? false,
    ask: options.ask ?? answering,
  });

/** The value of what must be there. @throws {Error} with the reason where it is not */
export function told<T>(known: Known<T>): T {
  if ('value' in known) return known.value;
  throw new Error(`Unavailable: ${known.unavailable.code}`);
}
