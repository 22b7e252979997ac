/** The app in the real Electron: how it starts, hides, comes back, follows links and ends. */
import { afterEach, describe, expect, it } from 'vitest';
import { callControl } from '../../electron/kernel/control.ts';
import { adminEnv } from '../support/api.ts';
import { startDaemon } from '../support/daemon.ts';
import { needs, titled } from '../support/needs.ts';
import { until } from '../support/until.ts';
import type { DesktopApi } from '../../shared/shell/ipc.ts';
import { appsForTests } from './support/app.ts';

const need = needs.all(needs.electron, needs.display);

describe.skipIf(!need.ok)(titled('the app', need), () => {
  const apps = appsForTests();
  afterEach(() => apps.stop());

  it('shows the setup page at its first start', async () => {
    const app = await apps.launch();
    const page = await app.window();
    await page.getByLabel('User name').waitFor();
    expect(new URL(page.url()).pathname).toBe('/setup');
    await expect.poll(app.isShown).toBe(true);
  });

  it('shows the page signed in, and tells it where it runs', async () => {
    const app = await apps.launch({ env: adminEnv });
    const page = await app.window();
    await page.getByRole('button', { name: 'Update now' }).waitFor();
    const told = await page.evaluate(() =>
      (window as unknown as { cloudcube: DesktopApi }).cloudcube.describe(),
    );
    expect(told).toMatchObject({ core: 'own', system: process.platform });
  });

  it('hides when its window is closed, and shows it at a second start, which ends at once', async () => {
    const app = await apps.launch({ env: adminEnv });
    const page = await app.window();
    await expect.poll(app.isShown).toBe(true);
    await app.electron.evaluate(({ BrowserWindow }) => {
      for (const one of BrowserWindow.getAllWindows()) one.close();
    });
    await expect.poll(app.isShown).toBe(false);
    expect(page.isClosed()).toBe(false);
    expect(await app.startAgain()).toBe(0);
    await expect.poll(app.isShown).toBe(true);
  });

  it('starts without a window where it is told to', async () => {
    const app = await apps.launch({ env: adminEnv, flags: ['--hidden'] });
    // It runs, and would have had its window.
    await until(async () => (await callControl(app.dataDir, 'status', []))?.ok || undefined);
    expect(await app.isShown()).toBe(false);
    expect(await app.startAgain()).toBe(0);
    await expect.poll(app.isShown).toBe(true);
  });

  it('opens its own links at their place, and no others', async () => {
    const app = await apps.launch({ env: adminEnv });
    const page = await app.window();
    await page.getByRole('button', { name: 'Update now' }).waitFor();
    expect(await app.startAgain('cloudcube://alerts/rules')).toBe(0);
    await page.waitForURL((url) => url.pathname === '/alerts/rules');
    expect(await app.startAgain('cloudcube://evil.example/x')).toBe(0);
    expect(await app.startAgain('cloudcube://exposure')).toBe(0);
    await page.waitForURL((url) => url.pathname === '/exposure');
  });

  it('loads its page again when that has crashed', async () => {
    const app = await apps.launch({ env: adminEnv });
    await app.window();
    const pid = () =>
      app.electron.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
      );
    const before = await pid();
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect
      .poll(async () => {
        const after = await pid();
        return after !== 0 && after !== before;
      })
      .toBe(true);
  });

  it('ends with a program of its own', async () => {
    const app = await apps.launch({ env: adminEnv });
    const { origin } = new URL((await app.window()).url());
    expect((await fetch(`${origin}/health`)).status).toBe(200);
    await app.quit();
    await expect(fetch(`${origin}/health`)).rejects.toThrow();
  });

  it('attaches to a daemon that runs, and leaves it running', async () => {
    const daemon = await startDaemon({ env: adminEnv });
    try {
      const app = await apps.launch({ dataDir: daemon.dataDir });
      const page = await app.window();
      expect(new URL(page.url()).origin).toBe(daemon.url);
      await app.quit();
      expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
    } finally {
      await daemon.stop();
    }
  });
});
