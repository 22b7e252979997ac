/** What the page in the window can do, asked of the real Electron: what a page in a browser can, and less. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminEnv } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { appsForTests, type App } from './support/app.ts';

const need = needs.all(needs.electron, needs.display);

/** What the listener in Electron's process notes. */
interface Noted {
  refused?: string[];
}

describe.skipIf(!need.ok)(titled('the page in the window', need), () => {
  const apps = appsForTests();
  let app: App;
  let page: Page;
  beforeAll(async () => {
    app = await apps.launch({ env: adminEnv });
    page = await app.window();
    await page.getByRole('button', { name: 'Update now' }).waitFor();
  });
  afterAll(() => apps.stop());

  it('has nothing of Node or Electron, but for three functions of ours', async () => {
    const found = await page.evaluate(() => {
      const all = window as unknown as Record<string, unknown>;
      return {
        node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
          (name) => all[name] !== undefined,
        ),
        ours: Object.keys(all['cloudcube'] as object).sort(),
      };
    });
    expect(found).toEqual({ node: [], ours: ['changePreferences', 'describe', 'openFolder'] });
  });

  it('runs in a sandbox of its own, isolated from the preload', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // What Electron made of the options, as its own tests read it.
      return (
        contents as unknown as { getLastWebPreferences(): unknown } | undefined
      )?.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('goes nowhere else', async () => {
    const before = page.url();
    await app.electron.evaluate(({ BrowserWindow }) => {
      const noted = globalThis as Noted;
      noted.refused = [];
      // After the one that refuses.
      BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => {
        if (event.defaultPrevented) noted.refused?.push(event.url);
      });
    });
    const refused = () => app.electron.evaluate(() => (globalThis as Noted).refused ?? []);
    for (const url of ['https://evil.example/', 'http://localhost:1/']) {
      await page.evaluate((to) => {
        location.href = to;
      }, url);
      await expect.poll(refused).toContain(url);
    }
    expect(page.url()).toBe(before);
  });

  it('opens no window', async () => {
    expect(await page.evaluate(() => window.open('https://evil.example/') === null)).toBe(true);
    expect(await page.evaluate(() => window.open('/alerts') === null)).toBe(true);
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('is given no permission but to write to the clipboard', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
      return Promise.all(
        names.map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      );
    });
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  it('loads no script of another place', async () => {
    const refused = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI));
          const script = document.createElement('script');
          script.src = 'https://evil.example/x.js';
          document.head.append(script);
        }),
    );
    expect(await refused).toBe('https://evil.example/x.js');
  });
});
