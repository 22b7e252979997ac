/**
 * Electron as the shell uses it, without a browser: notes every call in its order, refuses what the real one refuses (a tray
 * or a window before it is ready, a sandbox after it, an icon that is no file), and is typed by Electron's own types. What it
 * cannot say is how anything looks.
 */
import { existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { isAbsolute, join } from 'node:path';

import type * as Electron from 'electron';
import { createEmitter, createEvent } from './emitter.ts';
import { note, obey, type Order } from './talk.ts';

const settings = JSON.parse(process.env['FAKE_ELECTRON'] ?? '{}') as {
  userData?: string;
  /** No icon can be read. */
  blind?: boolean;
  /** The folder of a package's resources; it runs unpackaged without one. */
  resources?: string;
};
let userData = settings.userData ?? '';

let isReady = false;
function mustBeReady(what: string): void {
  if (!isReady) throw new Error(`${what} before the app is ready`);
}

/** As Chromium locks a folder: by a link that names the process; one of a process that has ended is nobody's. */
function lock(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'SingletonLock');
  for (;;) {
    try {
      symlinkSync(String(process.pid), file);
      return true;
    } catch {
      try {
        process.kill(Number(readlinkSync(file)), 0);
        return false;
      } catch {
        rmSync(file, { force: true });
      }
    }
  }
}

const appEvents = createEmitter<Electron.App['on']>();
const windows: FakeWindow[] = [];
let openAtLogin = false;

function leave(code: number): never {
  process.disconnect();
  process.exit(code);
}

/** An app as the system sees it. */
export const app = {
  isPackaged: settings.resources !== undefined,
  getName: () => 'CloudCube',
  on: appEvents.on,
  once: appEvents.on as Electron.App['once'],
  whenReady: async () => {
    note('app.whenReady');
    await new Promise((resolve) => setImmediate(resolve));
    isReady = true;
  },
  requestSingleInstanceLock: () => {
    note('app.requestSingleInstanceLock');
    return lock(userData);
  },
  releaseSingleInstanceLock: () => note('app.releaseSingleInstanceLock'),
  enableSandbox: () => {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    note('app.enableSandbox');
  },
  getLocale: () => 'en-GB',
  getAppPath: () => process.cwd(),
  getPath: (name) => {
    if (name !== 'userData') throw new Error(`Nobody asked for ${name} before`);
    mkdirSync(userData, { recursive: true });
    return userData;
  },
  // As the real one, which wants an absolute folder that is there.
  setPath: (name, path) => {
    if (name !== 'userData' || !isAbsolute(path) || !existsSync(path)) throw new Error(`No path for ${name}`);
    note('app.setPath', name, path);
    userData = path;
  },
  getVersion: () => '0.1.0',
  setAboutPanelOptions: (options) => note('app.setAboutPanelOptions', options),
  setAppUserModelId: (id) => note('app.setAppUserModelId', id),
  setAsDefaultProtocolClient: (scheme, path, args) => {
    note('app.setAsDefaultProtocolClient', scheme, path, args);
    return true;
  },
  setLoginItemSettings: (next) => {
    note('app.setLoginItemSettings', next);
    openAtLogin = next.openAtLogin ?? false;
  },
  getLoginItemSettings: () => ({
    ...{ openAtLogin, openAsHidden: false, wasOpenedAtLogin: false, wasOpenedAsHidden: false },
    ...{
      restoreState: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: openAtLogin,
      launchItems: [],
    },
  }),
  showAboutPanel: () => note('app.showAboutPanel'),
  relaunch: (options) => note('app.relaunch', options),
  quit: () => {
    note('app.quit');
    appEvents.emit('before-quit', createEvent());
    // As the real one: a window that stays keeps the app.
    for (const window of [...windows]) if (!window.close()) return;
    const event = createEvent();
    appEvents.emit('will-quit', event);
    if (!event.defaultPrevented) app.exit(0);
  },
  exit: (code) => {
    note('app.exit', code);
    appEvents.emit('quit', createEvent(), code ?? 0);
    leave(code ?? 0);
  },
} satisfies Pick<
  Electron.App,
  | 'isPackaged'
  | 'getVersion'
  | 'getName'
  | 'releaseSingleInstanceLock'
  | 'on'
  | 'once'
  | 'whenReady'
  | 'requestSingleInstanceLock'
  | 'enableSandbox'
  | 'getLocale'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'setAboutPanelOptions'
  | 'setAppUserModelId'
  | 'setAsDefaultProtocolClient'
  | 'setLoginItemSettings'
  | 'getLoginItemSettings'
  | 'showAboutPanel'
  | 'relaunch'
  | 'quit'
  | 'exit'
>;

type Handlers = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;
let request: Parameters<Handlers['setPermissionRequestHandler']>[0] = null;
let check: Parameters<Handlers['setPermissionCheckHandler']>[0] = null;
let device: Parameters<Handlers['setDevicePermissionHandler']>[0] = null;
const defaultSession = {
  setPermissionRequestHandler: (handler) => {
    note('session.setPermissionRequestHandler');
    request = handler;
  },
  setPermissionCheckHandler: (handler) => {
    note('session.setPermissionCheckHandler');
    check = handler;
  },
  setDevicePermissionHandler: (handler) => {
    note('session.setDevicePermissionHandler');
    device = handler;
  },
} satisfies Handlers;
/** One session for all windows. */
export const session = {
  defaultSession,
  // electron-updater's own, which it only hands on.
  fromPartition: (partition: string) => ({ partition }),
};

/** Requests of electron-updater, by Node. */
export const net = {
  request: (given) => {
    const {
      session: _session,
      redirect: _redirect,
      ...options
    } = given as Electron.ClientRequestConstructorOptions;
    // Of what both have it uses the same: headers, `response`, `data`, `end`, `error`, `abort`.
    return httpRequest(options as object) as unknown as Electron.ClientRequest;
  },
} satisfies Pick<Electron.Net, 'request'>;
/** What electron-updater tells by it that it ends the app. */
export const autoUpdater = {
  emit: (event: string) => note('autoUpdater.emit', event),
};

/** A page that loads nothing and remembers where it is. */
class FakeContents {
  readonly events = createEmitter<Electron.WebContents['on']>();
  readonly on = this.events.on;
  url = '';
  openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  getURL(): string {
    return this.url;
  }
  setWindowOpenHandler(handler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0]): void {
    note('contents.setWindowOpenHandler');
    this.openHandler = handler;
  }
}

class FakeWindow {
  readonly events = createEmitter<Electron.BrowserWindow['on']>();
  readonly on = this.events.on;
  readonly webContents = new FakeContents();
  #visible = false;
  #destroyed = false;
  #bounds: Electron.Rectangle;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    mustBeReady('A window');
    note('new BrowserWindow', options);
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    windows.push(this);
    appEvents.emit('web-contents-created', createEvent(), this.webContents);
  }
  show(): void {
    note('window.show');
    this.#visible = true;
  }
  hide(): void {
    note('window.hide');
    this.#visible = false;
  }
  focus(): void {
    note('window.focus');
  }
  isVisible(): boolean {
    return this.#visible;
  }
  isFocused(): boolean {
    return this.#visible;
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {
    note('window.restore');
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  getNormalBounds(): Electron.Rectangle {
    return this.#bounds;
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }
  async loadURL(url: string): Promise<void> {
    // The page takes the fragment out of its address at once (`renderer/from-fragment.ts`).
    note('window.loadURL', url);
    this.webContents.url = url.replace(/#.*$/, '');
  }
  /** As its user does. Answers whether it is closed. */
  close(): boolean {
    const event = createEvent();
    this.events.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
    return this.#destroyed;
  }
  destroy(): void {
    note('window.destroy');
    this.#destroyed = true;
    windows.splice(windows.indexOf(this), 1);
    this.events.emit('closed');
  }
}
/** A window without a picture. */
export const BrowserWindow = FakeWindow satisfies new (
  options: Electron.BrowserWindowConstructorOptions,
) => Pick<
  Electron.BrowserWindow,
  | 'on'
  | 'show'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'restore'
  | 'isDestroyed'
  | 'getNormalBounds'
  | 'setBounds'
  | 'loadURL'
  | 'destroy'
> & { readonly webContents: Pick<Electron.WebContents, 'on' | 'getURL' | 'setWindowOpenHandler'> };

interface FakeMenu {
  readonly template: readonly Electron.MenuItemConstructorOptions[];
}
interface FakeImage {
  readonly bitmap: string;
}
/** Pixels that nobody sees, four bytes each. */
export const nativeImage = {
  createFromBitmap(buffer: Buffer, { width, height }: Electron.CreateFromBitmapOptions): FakeImage {
    if (buffer.length !== width * height * 4) throw new Error('invalid buffer size');
    return { bitmap: `${width} × ${height}` };
  },
};
let trayMenu: FakeMenu | null = null;
/** A menu of plain lines. */
export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]): FakeMenu => ({ template }),
  setApplicationMenu: (menu: FakeMenu | null) => note('Menu.setApplicationMenu', menu),
};

const trayEvents = createEmitter<Electron.Tray['on']>();
class FakeTray {
  readonly on = trayEvents.on;
  #destroyed = false;
  constructor(image: FakeImage | string) {
    mustBeReady('A tray');
    note('new Tray', this.#file(image));
  }
  /** As the real one, which throws for what is no image. */
  #file(image: FakeImage | string): FakeImage | string {
    if (typeof image !== 'string') return image;
    if (settings.blind === true || !existsSync(image))
      throw new Error(`Failed to load image from path '${image}'`);
    return image;
  }
  setImage(image: FakeImage | string): void {
    note('tray.setImage', this.#file(image));
  }
  setToolTip(text: string): void {
    note('tray.setToolTip', text);
  }
  setContextMenu(menu: FakeMenu | null): void {
    note('tray.setContextMenu', menu?.template ?? null);
    trayMenu = menu;
  }
  popUpContextMenu(menu?: FakeMenu): void {
    note('tray.popUpContextMenu', menu?.template ?? null);
  }
  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 0, height: 0 };
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroy(): void {
    note('tray.destroy');
    this.#destroyed = true;
  }
}
/** An icon that nobody sees. */
export const Tray = FakeTray satisfies new (
  image: string,
) => Pick<Electron.Tray, 'on' | 'setToolTip' | 'getBounds' | 'isDestroyed' | 'destroy'>;

const notified: FakeNotification[] = [];
class FakeNotification {
  readonly events = createEmitter<Electron.Notification['on']>();
  readonly on = this.events.on;
  static isSupported(): boolean {
    return true;
  }
  readonly options: Electron.NotificationConstructorOptions;
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    mustBeReady('A notification');
    this.options = options;
    notified.push(this);
  }
  show(): void {
    note('notification.show', this.options);
    setImmediate(() => this.events.emit('show', createEvent()));
  }
  close(): void {
    note('notification.close', this.options);
  }
}
/** A notification that is shown at once. */
export const Notification = FakeNotification satisfies {
  new (
    options?: Electron.NotificationConstructorOptions,
  ): Pick<Electron.Notification, 'on' | 'show' | 'close'>;
  isSupported(): boolean;
};

/** Text goes nowhere. */
export const clipboard = {
  writeText: async (text) => note('clipboard.writeText', text),
} satisfies Pick<Electron.Clipboard, 'writeText'>;
/** Boxes that nobody reads. */
export const dialog = {
  showErrorBox: (title, content) => note('dialog.showErrorBox', title, content),
} satisfies Pick<Electron.Dialog, 'showErrorBox'>;
/** The system's programs. */
export const shell = {
  openExternal: async (url) => note('shell.openExternal', url),
  openPath: async (path) => {
    note('shell.openPath', path);
    return existsSync(path) ? '' : 'There is no such folder';
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath'>;

const themeEvents = createEmitter<Electron.NativeTheme['on']>();
/** A light taskbar. */
export const nativeTheme = {
  on: themeEvents.on,
  shouldUseDarkColorsForSystemIntegratedUI: false,
} satisfies Pick<Electron.NativeTheme, 'on' | 'shouldUseDarkColorsForSystemIntegratedUI'>;
const powerEvents = createEmitter<Electron.PowerMonitor['on']>();
/** A machine that sleeps when it is told to. */
export const powerMonitor = { on: powerEvents.on } satisfies Pick<Electron.PowerMonitor, 'on'>;
const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
} satisfies Pick<Electron.Display, 'id' | 'bounds' | 'workArea'>;
/** One display. */
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

/** What real ones answer so that calls can be chained; nobody does. */
const chained = {} as Electron.IpcMain;
const heard = new Map<string, Parameters<Electron.IpcMain['on']>[1]>();
const answers = new Map<string, Parameters<Electron.IpcMain['handle']>[1]>();
/** The shell's end of the way to the page. */
export const ipcMain = {
  handle: (channel, listener) => {
    note('ipcMain.handle', channel);
    if (answers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    answers.set(channel, listener);
  },
  on: (channel, listener) => {
    heard.set(channel, listener);
    return chained;
  },
  removeAllListeners: (channel) => {
    if (channel === undefined) heard.clear();
    else heard.delete(channel);
    return chained;
  },
} satisfies Pick<Electron.IpcMain, 'handle' | 'on' | 'removeAllListeners'>;

function lineOf(
  id: string,
  lines: readonly Electron.MenuItemConstructorOptions[] = trayMenu?.template ?? [],
): Electron.MenuItemConstructorOptions | undefined {
  for (const line of lines) {
    if (line.id === id) return line;
    const inner = Array.isArray(line.submenu) ? lineOf(id, line.submenu) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

const lastWindow = (): FakeWindow => {
  const window = windows.at(-1);
  if (!window) throw new Error('There is no window');
  return window;
};

const emitters: Readonly<Record<string, (event: string, args: readonly unknown[]) => unknown>> = {
  app: (event, args) => appEvents.emit(event, createEvent(), ...args),
  power: (event, args) => powerEvents.emit(event, ...args),
  tray: (event, args) => trayEvents.emit(event, ...args),
  window: (event, args) =>
    event === 'close' ? lastWindow().close() : lastWindow().events.emit(event, ...args),
  contents: (event, args) => lastWindow().webContents.events.emit(event, createEvent(), ...args),
  notification: (event) => notified.at(-1)?.events.emit(event, createEvent()),
};

async function carryOut(order: Order): Promise<unknown> {
  if ('emit' in order) return emitters[order.emit]?.(order.event, order.args);
  if ('choose' in order) {
    const line = lineOf(order.choose);
    if (line?.enabled === false || !line?.click) throw new Error(`No line ${order.choose} can be chosen`);
    (line.click as () => void)();
    return null;
  }
  if ('heard' in order) return [...heard.keys()];
  if ('invoke' in order) {
    const { frame } = order;
    const senderFrame = frame && { origin: frame.origin, parent: frame.top ? null : {} };
    return answers.get(order.invoke)?.({ senderFrame } as never, order.input);
  }
  if ('navigate' in order) {
    const event = createEvent({ url: order.to });
    lastWindow().webContents.events.emit(order.navigate, event);
    return event.defaultPrevented;
  }
  if ('crash' in order) {
    setImmediate(() => {
      throw new Error('ccT_canary-of-a-secret');
    });
    return null;
  }
  const { of, from } = order;
  switch (order.ask) {
    case 'window_open':
      return lastWindow().webContents.openHandler?.({ url: of } as Electron.HandlerDetails);
    case 'permission_request':
      return new Promise((resolve) => {
        request?.({} as Electron.WebContents, of as 'unknown', resolve, {
          requestingUrl: from,
        } as Electron.PermissionRequest);
      });
    case 'permission_check':
      return check?.(null, of as 'unknown', from, {} as Electron.PermissionCheckHandlerHandlerDetails);
    case 'device':
      return device?.({} as Electron.DevicePermissionHandlerHandlerDetails);
  }
}
// A crash takes a while to be told of: until then the test holds the process.
obey(carryOut);

// What is imported as one, as `electron-store` does.
export default { app, ipcMain, shell };
