/**
 * Who opens links of our own scheme. A package brings its registration along; started from a folder, the app registers
 * itself where the system lets it: Windows by Electron, Linux by a desktop entry of this user. macOS reads it from the bundle
 * alone (https://www.electronjs.org/docs/latest/api/app#appsetasdefaultprotocolclientprotocol-path-args).
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { desktopEntry } from '../shared/shell/desktop-entry.ts';
import { SCHEME } from '../shared/shell/deep-link.ts';
import type { ShellSystem } from '../shared/shell/view.ts';
import { messageOf } from './kernel/errors.ts';
import type { Logger } from './kernel/logger.ts';
import { writeOnce } from './kernel/write-once.ts';

/** What registering stands on. */
export interface LinkPorts {
  readonly system: ShellSystem;
  readonly isPackaged: boolean;
  /** How the app is started by hand. */
  readonly command: readonly string[];
  /** Electron's way. */
  readonly setAsDefault: (scheme: string, path?: string, args?: string[]) => unknown;
  /** `XDG_DATA_HOME`, or `~/.local/share`. */
  readonly dataHome: string;
  /** Runs a program to its end, without a shell. @throws {Error} where it is not there, or fails */
  readonly run: (program: string, args: readonly string[]) => Promise<unknown>;
  readonly logger: Logger;
}

/** Its file; a package's is called otherwise and is not touched. */
const ENTRY = 'cloudcube-from-source.desktop';

/** Whoever had the links before keeps them until this entry is new or leads elsewhere than it did. */
async function registerEntry({ command, dataHome, run }: LinkPorts): Promise<void> {
  const folder = join(dataHome, 'applications');
  const file = join(folder, ENTRY);
  const text = desktopEntry(command, SCHEME);
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  await mkdir(folder, { recursive: true });
  await writeOnce(file, text);
  await run('xdg-mime', ['default', ENTRY, `x-scheme-handler/${SCHEME}`]);
}

/** Registers it. What goes wrong is told in the log: links are nothing that a start waits for. */
export async function registerLinks(ports: LinkPorts): Promise<void> {
  const { system, isPackaged, command, setAsDefault, logger } = ports;
  const [path, ...args] = command;
  try {
    if (isPackaged) setAsDefault(SCHEME);
    else if (system === 'win32' && path !== undefined) setAsDefault(SCHEME, path, args);
    else if (system === 'linux') await registerEntry(ports);
  } catch (error) {
    logger.info({ problem: messageOf(error) }, 'Links of cloudcube:// are not opened by this app');
  }
}
