/**
 * Host: Electron. For now the seam alone: the program runs in Electron's main process and one plain window shows its
 * page. `electron` is loaded when this host runs, never when the file is imported.
 */
import { createApp, readyLine } from './app.ts';
import { readBootSettings, usage } from './kernel/boot-settings.ts';
import { endFailedStart } from './start-failure.ts';
import { createSystemPorts } from './system-ports.ts';

/** Starts the desktop host. `hostDir` is the folder of the built hosts. */
export async function runDesktop(hostDir: string): Promise<void> {
  const { app: electron, BrowserWindow } = await import('electron');
  // Unpackaged, Electron's own arguments are its program and the folder of the app.
  const argv = process.argv.slice(electron.isPackaged ? 1 : 2);
  const command = readBootSettings(argv, process.env, process.platform);
  if (command.kind !== 'run') {
    process.stdout.write(usage);
    electron.exit(0);
    return;
  }
  const ports = createSystemPorts(command.boot, hostDir);
  const program = createApp(ports);

  await electron.whenReady();
  const addresses = await program.start();
  ports.print(readyLine(addresses));

  const window = new BrowserWindow({
    width: 1100,
    height: 760,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event, url) => {
    if (new URL(url).origin !== new URL(addresses.url).origin) event.preventDefault();
  });
  electron.on('will-quit', (event) => {
    event.preventDefault();
    void program.stop().finally(() => {
      electron.exit(0);
    });
  });
  await window.loadURL(addresses.url);
}

// Not awaited: Electron gets ready only once this file is loaded.
if ('electron' in process.versions) runDesktop(import.meta.dirname).catch(endFailedStart);
