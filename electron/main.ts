/**
 * Host: Electron. Runs the program in its own process, or attaches to a daemon that holds the data folder, and shows it in
 * tray and window. `electron` is loaded when this host runs, never when the file is imported.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pathOfArguments } from '../shared/shell/deep-link.ts';
import { afterCrash } from '../shared/shell/crashes.ts';
import type { Kept } from '../shared/shell/kept.ts';
import { hostsOf, mayOpenOutside } from '../shared/shell/navigation.ts';
import { AFTER_CRASH, showsWindow, startArgumentsOf } from '../shared/shell/start-arguments.ts';
import type { ShellSystem } from '../shared/shell/view.ts';
import { createApp, readyLine } from './app.ts';
import { bindAll, refusePermissions } from './desktop/security.ts';
import { createShell } from './desktop/shell.ts';
import { joinCore, type JoinedCore } from './attach/join-core.ts';
import { registerLinks } from './link-handler.ts';
import { defaultDataDir, readBootSettings, usage } from './kernel/boot-settings.ts';
import { callControl } from './kernel/control.ts';
import { writeCrashReport } from './kernel/crash-report.ts';
import { version } from './kernel/version.ts';
import { outsideAddresses } from './outside-addresses.ts';
import { endFailedStart, EXIT_CANNOT_START, reasonFor } from './start-failure.ts';
import { createSystemPorts } from './system-ports.ts';

const EXIT_BUG = 1;

const ownUsage = `Of the tray app: --no-tray (the window alone), --hidden (no window at the start)\n`;

const systemOf = (platform: NodeJS.Platform): ShellSystem =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux';

/** Electron's folder for a data folder that is not the usual one; made, for Electron wants it to be there. */
function userDataOf(usual: string, dataDir: string): string {
  const folder = join(usual, 'folders', createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Starts the desktop host. `hostDir` is the folder of the built hosts. */
export async function runDesktop(hostDir: string): Promise<void> {
  const electron = await import('electron');
  const { default: Store } = await import('electron-store');
  const { app, dialog, session } = electron;
  // Unpackaged, Electron's own arguments are its program and the folder of the app.
  const argv = process.argv.slice(app.isPackaged ? 1 : 2);
  const given = startArgumentsOf(argv);
  const command = readBootSettings(given.rest, process.env, process.platform);
  if (command.kind !== 'run') {
    process.stdout.write(command.kind === 'version' ? `${version}\n` : `${usage}\n${ownUsage}`);
    app.exit(0);
    return;
  }
  const { boot } = command;
  // Who starts it again is told apart by Electron's folder: each data folder has an app of its own.
  const isUsual = boot.dataDir === defaultDataDir(process.platform, process.env);
  if (!isUsual) app.setPath('userData', userDataOf(app.getPath('userData'), boot.dataDir));
  // Whoever starts it again wants to see it: the first one is told, and shows its window.
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  app.enableSandbox();
  const ports = createSystemPorts(boot, hostDir);
  const { clock, logger } = ports;
  const startedAt = clock.elapsed();
  const system = systemOf(process.platform);
  if (system === 'win32') app.setAppUserModelId('io.github.cloudcube');
  const startCommand = app.isPackaged
    ? [process.env['APPIMAGE'] ?? process.execPath]
    : [process.execPath, app.getAppPath()];
  // A link names no data folder: it means the usual one.
  if (isUsual)
    void registerLinks({
      ...{ system, isPackaged: app.isPackaged, command: startCommand, logger: logger.of('desktop') },
      setAsDefault: (...args) => app.setAsDefaultProtocolClient(...args),
      dataHome: process.env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'),
      run: promisify(execFile),
    });

  let link = pathOfArguments(argv);
  let shell: ReturnType<typeof createShell> | null = null;
  let joined: JoinedCore | null = null;
  const openLater = (path: string | null): void => {
    if (shell !== null && joined !== null) shell.open(path);
    else link = path ?? link ?? '/';
  };
  app.on('second-instance', (_event, theirs) => openLater(pathOfArguments(theirs)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    openLater(pathOfArguments([url]));
  });
  app.on('activate', () => openLater(null));
  // Closed windows end nothing: the tray, or another start, brings one back.
  app.on('window-all-closed', () => undefined);
  const grounds = {
    origin: () => shell?.origin() ?? null,
    hosts: hostsOf(outsideAddresses),
    openExternal: (url: string) => electron.shell.openExternal(url),
  };
  bindAll(app, grounds);

  /** A bug: what is stored is safe. One new start; who crashes again soon says so instead. */
  const crash = (error: unknown): void => {
    logger.error({ error }, 'A bug: CloudCube ends, what is stored is safe');
    let file = boot.dataDir;
    try {
      file = writeCrashReport(boot.dataDir, error, clock.now());
    } catch (failure) {
      logger.error({ error: failure }, 'The report of it could not be written');
    }
    if (afterCrash(given.after_crash, clock.elapsed() - startedAt) === 'restart')
      app.relaunch({ args: [...process.argv.slice(1).filter((one) => one !== AFTER_CRASH), AFTER_CRASH] });
    else {
      const say = shell?.words().say;
      dialog.showErrorBox(
        say?.('desktop.shell.crashed') ?? 'CloudCube',
        say?.('desktop.shell.crashed_body', { file }) ?? file,
      );
    }
    app.exit(EXIT_BUG);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);

  await app.whenReady();
  refusePermissions(session.defaultSession, grounds);
  // Its own menu has reloading and developer tools; macOS alone needs one, for copying and pasting.
  electron.Menu.setApplicationMenu(
    system === 'darwin'
      ? electron.Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );

  const control = (name: string) => callControl(boot.dataDir, name, []);
  const made = (shell = createShell({
    ...{ electron, system, clock, logger: logger.of('desktop'), random: ports.random, control },
    core: () => joined?.core ?? 'own',
    hasTray: given.tray,
    command: startCommand,
    folders: {
      data: boot.dataDir,
      logs: join(boot.dataDir, 'logs'),
      config: process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'),
      icons: join(hostDir, '..', 'resources', 'icons'),
    },
    stored: {
      path: join(app.getPath('userData'), 'shell.json'),
      open(deserialize) {
        const store = new Store<Kept>({ deserialize, name: 'shell', configFileMode: 0o600 });
        // For pages, which have nothing to ask it; nobody answers what is not looked at (17).
        electron.ipcMain.removeAllListeners('electron-store-get-data');
        return store;
      },
    },
    preload: join(hostDir, 'preload.cjs'),
    updater: {
      packaged: app.isPackaged,
      // Where electron-updater itself looks for it.
      feed: app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml')),
      load: async () => (await import('electron-updater')).default.autoUpdater,
    },
    async leave(install) {
      made.ending();
      await end();
      // The new one may start before this one has gone.
      app.releaseSingleInstanceLock();
      install(() => {
        app.relaunch();
        app.exit(0);
      });
    },
    async openOutside(url) {
      if (!mayOpenOutside(url, grounds.hosts)) throw new Error('Not an address that CloudCube knows');
      await grounds.openExternal(url);
    },
  }));

  app.on('before-quit', () => made.ending());
  let isEnded = false;
  const end = (): Promise<void> =>
    made
      .stop()
      .then(() => joined?.stop())
      .catch((error: unknown) => logger.error({ error }, 'CloudCube did not stop cleanly'))
      .then(() => {
        isEnded = true;
      });
  app.on('will-quit', (event) => {
    if (isEnded) return;
    event.preventDefault();
    void end().then(() => app.exit(0));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  try {
    joined = await joinCore({
      ...{ control, clock },
      async start() {
        const program = createApp({ ...ports, desktop: { isThere: () => true, show: made.deliver } });
        ports.print(readyLine(await program.start()));
        return () => program.stop();
      },
    });
  } catch (error) {
    const reason = reasonFor(error);
    if (reason === null) throw error;
    process.stderr.write(`CloudCube cannot start: ${reason}\n`);
    dialog.showErrorBox('CloudCube', reason);
    app.exit(EXIT_CANNOT_START);
    return;
  }
  if (joined.core === 'attached') ports.print(`CloudCube shows the daemon that holds ${boot.dataDir}`);
  made.coreFound();
  const atLogin = system === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  const { start_minimised } = made.preferences();
  if (showsWindow(given, { link, at_login: atLogin, start_minimised })) made.open(link ?? '/');
}

// Not awaited: Electron gets ready only once this file is loaded.
if ('electron' in process.versions) runDesktop(import.meta.dirname).catch(endFailedStart);
