/** The tray icon: shows what it is given, in the ways of each system. */
import type { Menu, NativeImage, Tray } from 'electron';
import type { MenuItem } from '../../shared/shell/menu-items.ts';
import type { ShellSystem } from '../../shared/shell/view.ts';
import type { Cancel, Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';

/** As much of a tray as is used. */
export type TrayLike<M> = Pick<Tray, 'setImage' | 'setToolTip' | 'destroy' | 'isDestroyed' | 'getBounds'> & {
  setContextMenu(menu: M | null): void;
  popUpContextMenu(menu?: M): void;
  on(event: 'click' | 'right-click', listener: () => void): unknown;
};

/** What the tray shows. */
export interface TrayShown {
  /** A file. */
  readonly icon: string;
  readonly tooltip: string;
  readonly menu: readonly MenuItem[];
}

/** What it stands on. */
export interface TrayPorts<M> {
  readonly create: (icon: string | NativeImage) => TrayLike<M>;
  /** The app's own, in the place of one that cannot be read; where that cannot be either, one is drawn. */
  readonly appIcon: string;
  readonly draw: () => NativeImage;
  readonly logger: Pick<Logger, 'warn'>;
  readonly build: (menu: readonly MenuItem[]) => M;
  readonly clock: Clock;
  readonly system: ShellSystem;
  /** A click opens the small window (macOS; Windows does so always with the window there is). */
  readonly popover: () => boolean;
  readonly clicked: () => void;
}

/** Electron draws each image that it is given; icons of a burst need not all be seen (ms). */
const REDRAW_MS = 200;

/** Puts the icon there. */
export function createTrayController<M = Menu>(ports: TrayPorts<M>, first: TrayShown) {
  const { clock, system, build } = ports;
  const unreadable = new Set<string>();

  /** Electron throws over a file that it cannot read. An icon that says less is better than none. */
  function withIcon<T>(file: string, use: (icon: string | NativeImage) => T): T {
    for (const icon of [file, ports.appIcon]) {
      try {
        return use(icon);
      } catch (error) {
        if (!unreadable.has(icon)) ports.logger.warn({ error, icon }, 'An icon cannot be read');
        unreadable.add(icon);
      }
    }
    return use(ports.draw());
  }

  const tray = withIcon(first.icon, ports.create);
  let shown: TrayShown | null = null;
  let menu: M | null = null;
  let drawn = first.icon;
  let drawnAt = clock.elapsed();
  let cancel: Cancel | null = null;
  // On macOS a menu that is set takes the click for itself.
  const opensByClick = (): boolean => system === 'win32' || (system === 'darwin' && ports.popover());

  function draw(): void {
    cancel = null;
    if (tray.isDestroyed() || shown === null || shown.icon === drawn) return;
    drawn = shown.icon;
    drawnAt = clock.elapsed();
    withIcon(drawn, (icon) => tray.setImage(icon));
  }

  function drawSoon(): void {
    if (shown === null || shown.icon === drawn || cancel !== null) return;
    const wait = drawnAt + REDRAW_MS - clock.elapsed();
    if (wait <= 0) draw();
    else cancel = clock.after(wait, draw);
  }

  // Linux may tell of no click (https://www.electronjs.org/docs/latest/api/tray): there all stands in the menu.
  if (system !== 'linux') {
    tray.on('click', () => {
      if (opensByClick()) ports.clicked();
    });
    tray.on('right-click', () => {
      if (system === 'darwin' && opensByClick() && menu !== null) tray.popUpContextMenu(menu);
    });
  }

  function show(next: TrayShown): void {
    if (tray.isDestroyed()) return;
    const before = shown;
    shown = next;
    drawSoon();
    if (before?.tooltip !== next.tooltip) tray.setToolTip(next.tooltip);
    // Linux copies a menu when it is set: changing its lines would show nothing.
    const same = before !== null && JSON.stringify(before.menu) === JSON.stringify(next.menu);
    if (!same) menu = build(next.menu);
    if (system === 'darwin' && opensByClick()) tray.setContextMenu(null);
    else if (!same || system === 'darwin') tray.setContextMenu(menu);
  }
  show(first);

  return {
    show,
    /** `null` where the system does not tell (Linux). */
    bounds: () => (system === 'linux' || tray.isDestroyed() ? null : tray.getBounds()),
    stop(): void {
      cancel?.();
      if (!tray.isDestroyed()) tray.destroy();
    },
  };
}
