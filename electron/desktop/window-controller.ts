/** The window: our own page, signed in, where it was last; or small, beside the tray icon. */
import type { BrowserWindow, BrowserWindowConstructorOptions, WebContents } from 'electron';
import { isOwnAddress } from '../../shared/shell/navigation.ts';
import { placePopover, placeWindow, type Bounds, type DisplayBounds } from '../../shared/shell/placement.ts';
import type { ShellPreferences, ShellSystem } from '../../shared/shell/view.ts';
import { mayReload } from '../../shared/shell/crashes.ts';
import type { Cancel, Clock } from '../kernel/clock.ts';
import { webPreferences } from './security.ts';

/** As much of a window as is used. */
export type WindowLike = Pick<
  BrowserWindow,
  | 'show'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'restore'
  | 'isDestroyed'
  | 'destroy'
  | 'getNormalBounds'
  | 'setBounds'
  | 'loadURL'
  | 'on'
> & { readonly webContents: Pick<WebContents, 'on' | 'getURL'> };

/** What it stands on. */
export interface WindowPorts {
  readonly create: (options: BrowserWindowConstructorOptions) => WindowLike;
  /** The primary one first. */
  readonly displays: () => readonly [DisplayBounds, ...DisplayBounds[]];
  readonly trayBounds: () => Bounds | null;
  /** An address of the page that opens it signed in, once; `null` while there is no page. */
  readonly link: (path: string) => Promise<string | null>;
  readonly origin: () => string | null;
  readonly preferences: () => Pick<ShellPreferences, 'popover' | 'close_hides'>;
  readonly saved: () => Bounds | null;
  readonly save: (bounds: Bounds) => void;
  readonly clock: Clock;
  readonly system: ShellSystem;
  readonly preload: string;
  readonly icon: string | null;
  /** Without a tray a hidden window would be found by nobody. */
  readonly hasTray: () => boolean;
  /** It was closed and is hidden now. */
  readonly hidden: () => void;
  /** It was closed and that ends the app. */
  readonly quit: () => void;
  /** The page has ended too often to be loaded again. */
  readonly gaveUp: () => void;
}

const STANDARD = { width: 1100, height: 760 };
const POPOVER = { width: 420, height: 640 };
const LEAST = { minWidth: 360, minHeight: 400 };
/** Whoever drags a window moves it a hundred times a second (ms). */
const SETTLED_MS = 500;
/** What loads and is given up by another load (https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h). */
const ERR_ABORTED = -3;

/** Makes no window before one is opened. */
export function createWindowController(ports: WindowPorts) {
  const { clock, system } = ports;
  let window: WindowLike | null = null;
  let isSmall = false;
  let isEnding = false;
  let isLost = false;
  let cancelSave: Cancel | null = null;
  const crashes: number[] = [];

  const small = (): boolean => ports.preferences().popover && system !== 'linux' && ports.hasTray();
  const place = (): Bounds =>
    isSmall
      ? placePopover(ports.trayBounds(), ports.displays(), POPOVER, system).bounds
      : placeWindow(ports.saved(), ports.displays(), STANDARD);

  async function load(target: WindowLike, path: string): Promise<void> {
    const url = await ports.link(path);
    if (url === null || target.isDestroyed()) {
      isLost = true;
      return;
    }
    isLost = false;
    // Told by `did-fail-load` too, which knows what was given up.
    await target.loadURL(url).catch(() => undefined);
  }

  function saveSoon(target: WindowLike): void {
    cancelSave?.();
    cancelSave = clock.after(SETTLED_MS, () => {
      if (!isSmall && !target.isDestroyed()) ports.save(target.getNormalBounds());
    });
  }

  function make(): WindowLike {
    isSmall = small();
    const made = ports.create({
      ...place(),
      ...LEAST,
      ...(isSmall ? { frame: false, resizable: false, skipTaskbar: true, alwaysOnTop: true } : {}),
      ...(ports.icon === null ? {} : { icon: ports.icon }),
      show: false,
      title: 'CloudCube',
      autoHideMenuBar: true,
      webPreferences: { ...webPreferences, preload: ports.preload },
    });
    made.on('resize', () => saveSoon(made));
    made.on('move', () => saveSoon(made));
    made.on('blur', () => {
      if (isSmall) made.hide();
    });
    made.on('close', (event) => {
      if (isEnding) return;
      event.preventDefault();
      if (ports.hasTray() && ports.preferences().close_hides) {
        made.hide();
        ports.hidden();
      } else ports.quit();
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    made.webContents.on('did-fail-load', (_event, code, _what, _url, isMainFrame) => {
      if (isMainFrame && code !== ERR_ABORTED) isLost = true;
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || isEnding) return;
      crashes.push(clock.elapsed());
      if (mayReload(crashes, clock.elapsed())) void load(made, lookedAt(made) ?? '/');
      else {
        made.destroy();
        window = null;
        ports.gaveUp();
      }
    });
    return made;
  }

  /** Address within the page. */
  function lookedAt(target: WindowLike): string | null {
    const [url, origin] = [target.webContents.getURL(), ports.origin()];
    return origin !== null && isOwnAddress(url, origin) ? url.slice(origin.length).replace(/#.*$/, '') : null;
  }

  function bringForward(target: WindowLike): void {
    if (target.isMinimized()) target.restore();
    if (isSmall) target.setBounds(place());
    target.show();
    target.focus();
  }

  async function open(path: string | null): Promise<void> {
    // The preference for a small one may have turned.
    if (window !== null && isSmall !== small()) {
      window.destroy();
      window = null;
    }
    const isNew = window === null;
    const target = (window ??= make());
    if (isNew || path !== null || isLost) await load(target, path ?? '/');
    if (!target.isDestroyed()) bringForward(target);
  }

  return {
    /** Shows it; `path` leads to a place within the page, `null` leaves it where it is. */
    open,
    /** As a click on the icon does. */
    async toggle(): Promise<void> {
      if (window?.isVisible() === true && !window.isMinimized()) window.hide();
      else await open(null);
    },
    /** The program answers again: what could not be loaded is loaded now. */
    programBack(): void {
      if (window !== null && isLost) void load(window, lookedAt(window) ?? '/');
    },
    /** What somebody sees in it now, an address within the page; `null` where nobody sees it. */
    lookingAt: (): string | null =>
      window?.isVisible() === true && window.isFocused() ? lookedAt(window) : null,
    /** The app ends: closing closes. */
    ending(): void {
      isEnding = true;
      cancelSave?.();
      if (window !== null && !window.isDestroyed() && !isSmall) ports.save(window.getNormalBounds());
    },
  };
}
