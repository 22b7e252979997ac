/** The reader for the system this runs on. */
import { createLinuxMachine } from './linux.ts';
import { createMacosMachine } from './macos.ts';
import type { Machine } from './machine.ts';
import { createWindowsMachine } from './windows.ts';

export type { Machine, MachineAddress, MachineReading } from './machine.ts';

/** Picks by platform. @throws on a system that we cannot read addresses on. */
export function createMachine(platform: NodeJS.Platform): Machine {
  switch (platform) {
    case 'linux':
      return createLinuxMachine();
    case 'darwin':
      return createMacosMachine();
    case 'win32':
      return createWindowsMachine();
    default:
      throw new Error(`Reading addresses is not known on ${platform}`);
  }
}
