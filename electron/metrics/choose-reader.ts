/** The reader for the system that this is. */
import type { Clock } from '../kernel/clock.ts';
import { createLinuxReader } from './linux/reader.ts';
import type { Reader } from './reader.ts';
import { createPortableReader } from './slow/index.ts';

/** Linux tells in files; other systems have to be asked. */
export function createReader({
  machineRoot,
  clock,
  networkFilesystems,
}: {
  readonly machineRoot: string | null;
  readonly clock: Clock;
  readonly networkFilesystems: () => boolean;
}): Reader {
  return machineRoot === null
    ? createPortableReader({ clock, platform: process.platform })
    : createLinuxReader({ root: machineRoot, clock, networkFilesystems });
}
