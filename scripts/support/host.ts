/** Which host `npm start` opens: the tray app where it can be shown, otherwise the daemon. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.ts';

/** What decides; gathered by {@link lookAround}. */
export interface Surroundings {
  /** `--daemon` was given. */
  readonly daemonWanted: boolean;
  /** Path of Electron's program; `null` where it was not fetched. */
  readonly electron: string | null;
  readonly display: boolean;
}

/** What to open. `line` is what the user is told first, if anything. */
export type Host =
  | { readonly kind: 'tray'; readonly electron: string }
  | { readonly kind: 'daemon'; readonly line: string | null };

/** Decides without looking at anything but its argument. */
export function chooseHost({ daemonWanted, electron, display }: Surroundings): Host {
  if (daemonWanted) return { kind: 'daemon', line: null };
  if (electron === null) {
    return {
      kind: 'daemon',
      line: 'Running without a tray icon. To bring it: npx install-electron, then npm start',
    };
  }
  if (!display) {
    return {
      kind: 'daemon',
      line: 'Running without a tray icon: this session has no display. On a desktop: npm start',
    };
  }
  return { kind: 'tray', electron };
}

/** Finds out what {@link chooseHost} needs. */
export function lookAround(daemonWanted: boolean): Surroundings {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env;
  const display = process.platform !== 'linux' || DISPLAY !== '' || WAYLAND_DISPLAY !== '';
  return { daemonWanted, electron: findElectron(), display };
}

/**
 * Electron's program, found as its own `index.js` finds it. Requiring that module instead would try to download the
 * program when it is missing.
 */
function findElectron(): string | null {
  const nameFile = inRoot('node_modules/electron/path.txt');
  const name = existsSync(nameFile) ? readFileSync(nameFile, 'utf8') : '';
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const path = override ? join(override, name || 'electron') : inRoot('node_modules/electron/dist', name);
  return (override ?? name) !== '' && existsSync(path) ? path : null;
}
