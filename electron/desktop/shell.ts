/** The shell: puts watch, tray, window, notifications and preferences together. What is shown is made of one view. */
import { join } from 'node:path';
import type * as Electron from 'electron';
import type { Updates } from '../../shared/api/updates.ts';
import { createWords, languageOf, type Words } from '../../shared/i18n/index.ts';
import { carryOut } from '../../shared/shell/carry-out.ts';
import { iconFile, iconOf } from '../../shared/shell/icon.ts';
import { createLocalTime } from '../../shared/shell/local-time.ts';
import { menuOf } from '../../shared/shell/menu.ts';
import { notificationsOf, type TellingState } from '../../shared/shell/notifications.ts';
import { tooltipOf } from '../../shared/shell/tooltip.ts';
import { saidOfLook } from '../../shared/shell/update-lines.ts';
import { fetchDue, whyNoUpdater } from '../../shared/shell/updater.ts';
import type { ShellPreferences, ShellSystem, ShellView } from '../../shared/shell/view.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ControlAnswer } from '../kernel/control.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import { version } from '../kernel/version.ts';
import { createAutostart } from './autostart.ts';
import { answerPage } from './ipc.ts';
import { templateOf } from './menu-template.ts';
import { createNotificationController } from './notification-controller.ts';
import { openShellStore, type ShellStorePorts } from './shell-store.ts';
import { createTrayController, type TrayShown } from './tray-controller.ts';
import { watchCore } from '../attach/watch.ts';
import { createUpdater, type UpdaterLike } from './updater.ts';
import { createWindowController } from './window-controller.ts';

/** A pixel of the icon that stands in for all that cannot be read: blue, green, red, opaque. */
const teal = [0x88, 0x96, 0x0d, 0xff];

/** What the shell stands on. */
export interface ShellPorts {
  readonly electron: typeof Electron;
  readonly system: ShellSystem;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly control: (command: string) => Promise<ControlAnswer | null>;
  /** Whose program it is; `own` while that is not known. */
  readonly core: () => ShellView['core'];
  readonly hasTray: boolean;
  /** How the app is started by hand. */
  readonly command: readonly string[];
  readonly folders: Readonly<Record<'data' | 'logs' | 'config' | 'icons', string>>;
  /** Of preferences. */
  readonly stored: Pick<ShellStorePorts, 'path' | 'open'>;
  readonly preload: string;
  /** What the package can be renewed by. */
  readonly updater: {
    readonly load: () => Promise<UpdaterLike>;
    readonly packaged: boolean;
    readonly feed: boolean;
  };
  /** Ends everything but the app itself, then installs; `failed` starts the app anew as it was. */
  readonly leave: (install: (failed: () => void) => void) => Promise<void>;
  /** Gives an address elsewhere to the browser. @throws {Error} where it may not go there */
  readonly openOutside: (url: string) => Promise<void>;
}

/** Makes the shell; from now on it shows what is known. After Electron is ready. */
export function createShell(ports: ShellPorts) {
  const { electron, system, clock, logger } = ports;
  const { app, nativeTheme, screen } = electron;
  const store = openShellStore({ ...ports.stored, logger, now: clock.now });
  const { command, folders } = ports;
  const autostart = createAutostart({ system, app, command, configHome: folders.config });
  const appIcon = join(folders.icons, 'app', '256x256.png');
  let words: Words = createWords('en');
  let telling: TellingState | null = null;
  let isUpdateDue = false;
  /** The fetch that was begun by itself last. */
  let fetched: string | null = null;
  let tray: ReturnType<typeof createTrayController> | null = null;

  /** On Linux and macOS the system says it once; it is asked anew where somebody chose `system`. */
  function findWords(): void {
    const { language } = store.preferences();
    const wanted = language === 'system' ? languageOf(app.getLocale()) : language;
    if (wanted !== words.language) words = createWords(wanted);
  }
  findWords();

  const watch = watchCore({
    ...{ control: ports.control, clock, random: ports.random, logger },
    language: () => words.language,
    changed: (told) => {
      render();
      if (told.reach !== 'live') return;
      window.programBack();
      if (isUpdateDue) checkNow();
    },
  });
  const updater = createUpdater({
    load: ports.updater.load,
    logger,
    changed: () => render(),
  });
  const origin = (): string | null => {
    const home = watch.home();
    return home === null ? null : new URL(home).origin;
  };
  const view = (): ShellView => ({
    ...watch.told(),
    ...{ core: ports.core(), version, updater: updater.state(), now: clock.now() },
  });
  const preferences = (): ShellPreferences => ({
    ...store.preferences(),
    // Somebody may have taken it away in the system's own settings.
    start_at_login: autostart.isOn(),
  });

  /** Opens where something is to be seen; what goes wrong is told, for nobody waits. */
  function open(path: string | null): void {
    void window.open(path).catch((error: unknown) => {
      logger.error({ error }, 'The window could not be opened');
    });
  }
  const notifications = createNotificationController({
    isSupported: () => electron.Notification.isSupported(),
    create: (options) => new electron.Notification(options),
    ...{ clock, open },
  });
  const say = (
    key: string,
    more: Readonly<Record<string, string>> = {},
    body?: string,
    id: 'shell' | 'updates' = 'shell',
  ): void => {
    notifications.show({
      ...{ id, opens: '/', severity: 'info' },
      title: words.say(`desktop.shell.${key}`, more),
      body: body ?? words.say(`desktop.shell.${key}_body`, more),
    });
  };
  const window = createWindowController({
    create: (options) => new electron.BrowserWindow(options),
    displays: () => {
      const primary = screen.getPrimaryDisplay();
      return [primary, ...screen.getAllDisplays().filter(({ id }) => id !== primary.id)];
    },
    trayBounds: () => tray?.bounds() ?? null,
    link: watch.link,
    ...{ origin, preferences, clock, system, preload: ports.preload },
    saved: store.bounds,
    save: store.setBounds,
    icon: system === 'linux' ? appIcon : null,
    hasTray: () => tray !== null,
    hidden() {
      if (store.preferences().hiding_told) return;
      store.setPreferences({ ...store.preferences(), hiding_told: true });
      say('hidden');
    },
    quit: () => app.quit(),
    gaveUp: () => say('too_often'),
  });

  async function prefer(change: Partial<ShellPreferences>): Promise<void> {
    if (change.start_at_login !== undefined) await autostart.set(change.start_at_login);
    if (change.auto_update !== undefined) updater.setInstallsAtEnd(change.auto_update);
    store.setPreferences({ ...store.preferences(), ...change });
    findWords();
    render();
    if (change.language !== undefined) watch.again();
  }

  const actions = {
    copy: (text: string) => electron.clipboard.writeText(text),
    openPath: (folder: string) => electron.shell.openPath(folder),
    ...{ folders, prefer, act: watch.act, open: window.open },
    about() {
      app.setAboutPanelOptions({
        ...{ applicationName: 'CloudCube', applicationVersion: version, iconPath: appIcon },
        copyright: words.say('desktop.shell.licence'),
      });
      app.showAboutPanel();
    },
    sayLook(found: Updates) {
      const { text, params, body } = saidOfLook(found);
      if (found.newer !== null) toldOf(found.newer.version);
      say(text, params, body, 'updates');
    },
    openOutside: ports.openOutside,
    // The updater tells of it as well: one notification is enough.
    fetchUpdate: () =>
      updater.fetch().catch((error: unknown) => {
        say('refused', {}, messageOf(error), 'updates');
      }),
    installUpdate: () => ports.leave(updater.install),
    quit: () => app.quit(),
  };
  const act = (action: Parameters<typeof carryOut>[0]): void => {
    void carryOut(action, actions)
      .catch((error: unknown) => {
        logger.warn({ error, action: action.do }, 'What was chosen in the tray could not be done');
        say('refused', {}, messageOf(error));
      })
      // A switch that did not turn stands as it did.
      .then(render);
  };

  function shown(): TrayShown {
    const now = view();
    const local = createLocalTime(words.language);
    const taskbar = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'dark' : 'light';
    return {
      icon: join(folders.icons, iconFile(iconOf(now), system, taskbar)),
      tooltip: tooltipOf(now, words, local),
      menu: menuOf({ view: now, preferences: preferences(), words, local }),
    };
  }
  /** Each version is told of once, also over starts. */
  function toldOf(version: string): void {
    if (version !== store.preferences().version_told)
      store.setPreferences({ ...store.preferences(), version_told: version });
  }
  function render(): void {
    tray?.show(shown());
    const [now, chosen] = [view(), store.preferences()];
    const told = notificationsOf(telling, now, { ...chosen, words, looking_at: window.lookingAt() });
    telling = told.state;
    for (const one of told.notifications) notifications.show(one);
    if (now.new_version !== null) toldOf(now.new_version);
    const due = fetchDue({ ...now, auto_update: chosen.auto_update });
    if (due === null || due === fetched) return;
    fetched = due;
    // What goes wrong, the updater has told.
    updater.fetch().catch(() => undefined);
  }

  if (ports.hasTray) {
    tray = createTrayController(
      {
        create: (icon) => new electron.Tray(icon),
        build: (menu) => electron.Menu.buildFromTemplate(templateOf(menu, act)),
        ...{ clock, system, logger, appIcon },
        draw: () =>
          electron.nativeImage.createFromBitmap(Buffer.alloc(1024, Buffer.from(teal)), {
            width: 16,
            height: 16,
          }),
        popover: () => store.preferences().popover,
        clicked: () => void window.toggle(),
      },
      shown(),
    );
  }

  /** The machine was asleep, or is somewhere else: its addresses may be others. */
  function checkNow(): void {
    isUpdateDue = false;
    watch.poke();
    watch.act('POST', '/ddns/manual-update', {}).catch(() => {
      // Done when the program is there again.
      isUpdateDue = true;
    });
  }
  electron.powerMonitor.on('resume', checkNow);
  nativeTheme.on('updated', render);
  answerPage(electron.ipcMain, origin, {
    describe: () => ({
      ...{ system, version, core: ports.core(), preferences: preferences() },
      can_update: updater.state().is !== 'unavailable',
    }),
    async changePreferences(change) {
      await prefer(change);
      return preferences();
    },
    async openFolder({ which }) {
      await actions.openPath(folders[which]);
      return null;
    },
  });

  return {
    open,
    origin,
    preferences,
    /** Looks now: whose program it is has been found out. */
    coreFound(): void {
      watch.poke();
      const because = whyNoUpdater({ ...ports.updater, core: ports.core() });
      void updater.begin(because, store.preferences().auto_update);
      render();
    },
    deliver: notifications.deliver,
    words: () => words,
    /** Closing closes from now on. */
    ending: () => window.ending(),
    async stop(): Promise<void> {
      await watch.stop();
      tray?.stop();
    },
  };
}
