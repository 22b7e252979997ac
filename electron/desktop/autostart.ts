/**
 * Start at login: a login item on macOS and Windows, a file in `~/.config/autostart` on Linux
 * (https://specifications.freedesktop.org/autostart-spec/latest/).
 */
import { mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import { desktopEntry } from '../../shared/shell/desktop-entry.ts';
import type { ShellSystem } from '../../shared/shell/view.ts';
import { writeOnce } from '../kernel/write-once.ts';

/** Whether the app starts when its user signs in at the system. */
export interface Autostart {
  isOn(): boolean;
  /** @throws {Error} where the file cannot be written */
  set(on: boolean): Promise<void>;
}

/** What it stands on. */
export interface AutostartPorts {
  readonly system: ShellSystem;
  readonly app: Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings'>;
  /** The program and its arguments, as they are started by hand. */
  readonly command: readonly string[];
  /** `XDG_CONFIG_HOME`, or `~/.config`. */
  readonly configHome: string;
}

/** What such a start is given: it is nobody's wish to see a window. */
export const AT_LOGIN = '--hidden';

/** The way of this system. */
export function createAutostart({ system, app, command, configHome }: AutostartPorts): Autostart {
  if (system === 'linux') {
    const file = join(configHome, 'autostart', 'cloudcube.desktop');
    return {
      isOn: () => existsSync(file),
      async set(on) {
        if (!on) {
          await rm(file, { force: true });
          return;
        }
        await mkdir(dirname(file), { recursive: true });
        await writeOnce(file, desktopEntry([...command, AT_LOGIN]));
      },
    };
  }
  const [path, ...rest] = command;
  // macOS starts the bundle as it is and takes no arguments.
  const how = system === 'win32' && path !== undefined ? { path, args: [...rest, AT_LOGIN] } : {};
  return {
    isOn: () => app.getLoginItemSettings(how).openAtLogin,
    set(on) {
      app.setLoginItemSettings({ ...how, openAtLogin: on });
      return Promise.resolve();
    },
  };
}
