/** Starts the app in the real Electron, driven by Playwright: the built one, or the packed one for tests. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { root } from '../../../scripts/support/paths.ts';
import { electronPath, needs, packagedApp } from '../../support/needs.ts';

/** Chromium's sandbox refuses root. */
const sandboxed = !(process.platform === 'linux' && needs.root.ok);
/** A limit for what never comes (ms). */
const PATIENCE_MS = 120_000;

/** How to start it. */
export interface AppOptions {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of a daemon that runs. */
  readonly dataDir?: string;
}

/** A running app. */
export interface App {
  readonly electron: ElectronApplication;
  readonly dataDir: string;
  /** Its window, once a page of ours is in it. */
  window(): Promise<Page>;
  /** Whether somebody sees its window. */
  isShown(): Promise<boolean>;
  /** Starts it a second time, and waits until that one has gone: its exit code. */
  startAgain(...flags: string[]): Promise<number | null>;
  /** Asks it to end, and waits until it has. */
  quit(): Promise<void>;
}

function environment(home: string, more: Readonly<Record<string, string>>): Record<string, string> {
  const mine = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(mine),
    // Where Linux has the app's folder, with its lock; macOS and Windows have one for each user.
    XDG_CONFIG_HOME: join(home, 'config'),
    ...more,
  };
}

/** Starts it. `home` holds all that it keeps. */
async function start(home: string, options: AppOptions): Promise<App> {
  const dataDir = options.dataDir ?? join(home, 'data');
  const ports = ['--port', '0', '--dns-port', '0', '--tls-port', '0'];
  const settings = ['--data-dir', dataDir, ...ports, '--lang=en-US'];
  const given = [...settings, ...(options.flags ?? [])];
  const env = environment(home, options.env ?? {});
  const electron = await _electron.launch({
    // Without a program Playwright takes the one of the package `electron`.
    ...(packagedApp === null ? { args: [root, ...given] } : { executablePath: packagedApp, args: given }),
    ...{ env, cwd: home, chromiumSandbox: sandboxed, timeout: PATIENCE_MS, locale: 'en-US' },
  });
  electron.context().setDefaultTimeout(PATIENCE_MS);
  const closed = electron.waitForEvent('close', { timeout: 0 });

  return {
    electron,
    dataDir,
    async window() {
      const page = await electron.firstWindow({ timeout: PATIENCE_MS });
      await page.waitForURL(/^http:\/\/127\.0\.0\.1:/);
      return page;
    },
    isShown: () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((one) => one.isVisible())),
    async startAgain(...flags) {
      const program = packagedApp ?? electronPath ?? '';
      const args = [
        ...(packagedApp === null ? [root] : []),
        ...settings,
        ...(sandboxed ? [] : ['--no-sandbox']),
        ...flags,
      ];
      const [code] = (await once(spawn(program, args, { env, cwd: home, stdio: 'ignore' }), 'exit')) as [
        number | null,
      ];
      return code;
    },
    async quit() {
      // It may be gone before it can answer.
      await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      await closed;
    },
  };
}

/** Starts apps for the tests of a file; `stop` ends those that still run and removes what they kept. */
export function appsForTests() {
  const running: { readonly app: App; readonly home: string }[] = [];
  return {
    async launch(options: AppOptions = {}): Promise<App> {
      const home = mkdtempSync(join(tmpdir(), 'cloudcube-electron-'));
      const app = await start(home, options);
      running.push({ app, home });
      return app;
    },
    async stop(): Promise<void> {
      for (const { app, home } of running.splice(0).reverse()) {
        await app.electron.close();
        // Windows lets go of files a moment after their program.
        rmSync(home, { recursive: true, force: true, maxRetries: 10 });
      }
    },
  };
}
