/**
 * Which icon stands in the tray. The files, all in `resources/icons/`, for each state, without and with the dot:
 *
 *     linux    tray-<state>[-dot].png             24 px, coloured        + tray-<state>[-dot]@2x.png
 *     darwin   tray-<state>[-dot]Template.png     16 px, black and alpha + tray-<state>[-dot]Template@2x.png
 *     win32    tray-<state>[-dot]-on-light.ico    16 to 48 px, for a light taskbar
 *              tray-<state>[-dot]-on-dark.ico     the same for a dark one
 *
 * macOS knows an image that follows the menu bar's colour by `Template` at the end of its name, and Electron finds the
 * doubled one by itself (https://www.electronjs.org/docs/latest/api/native-image#template-image-macos): only the plain
 * name is ever asked for.
 */
import type { ShellSystem, ShellView } from './view.ts';

/** States that have a shape of their own. */
export const iconStates = ['ok', 'updating', 'warning', 'error', 'paused', 'unknown'] as const;
/** One of {@link iconStates}. */
export type IconState = (typeof iconStates)[number];

/** What the icon tells. */
export interface ShellIcon {
  readonly state: IconState;
  /** Alerts go on of which nobody has taken note. */
  readonly dot: boolean;
}

/** How bright the taskbar is; only Windows has files for both. */
export type Taskbar = 'light' | 'dark';

const byHostState = {
  ok: 'ok',
  working: 'updating',
  warning: 'warning',
  needs_adoption: 'warning',
  error: 'error',
  paused: 'paused',
  unknown: 'unknown',
} as const satisfies Record<NonNullable<ShellView['names']>['state'], IconState>;

function stateOf({ reach, names }: ShellView): IconState {
  if (reach === 'lost' || reach === 'damaged') return 'error';
  if (reach !== 'live' || names === null) return 'unknown';
  // An update that somebody asked for runs during a pause too.
  if (names.updating) return 'updating';
  const state = byHostState[names.state];
  // A pause heals nothing: what was wrong before it still is.
  return names.paused && state !== 'error' && state !== 'warning' ? 'paused' : state;
}

/** The icon for what is shown: the names' state is its shape, alerts are its dot, which only a live core can tell of. */
export const iconOf = (view: ShellView): ShellIcon => ({
  state: stateOf(view),
  dot: view.reach === 'live' && view.alerts.length > 0,
});

/** Its file name, without the folder. `taskbar` counts on Windows alone. */
export function iconFile({ state, dot }: ShellIcon, system: ShellSystem, taskbar: Taskbar): string {
  const name = `tray-${state}${dot ? '-dot' : ''}`;
  if (system === 'darwin') return `${name}Template.png`;
  return system === 'win32' ? `${name}-on-${taskbar}.ico` : `${name}.png`;
}
