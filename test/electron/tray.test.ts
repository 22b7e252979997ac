/** The tray icon's menu in the real Electron: what is chosen there is done, and the menu says so. */
import type { Menu } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { adminEnv, signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { appsForTests, type App } from './support/app.ts';

const need = needs.all(needs.electron, needs.display);

/** What is noted in Electron's process. */
interface Noted {
  menu?: Menu;
}

/** Electron tells nobody which menu an icon has: from now on each one that is set is noted. */
const noteMenus = (app: App): Promise<void> =>
  app.electron.evaluate(({ Tray }) => {
    const noted = globalThis as Noted;
    const set = Tray.prototype.setContextMenu;
    Tray.prototype.setContextMenu = function (menu) {
      if (menu !== null) noted.menu = menu;
      set.call(this, menu);
    };
  });

/** Ids of the menu's lines; none before one was noted. */
const linesOf = (app: App): Promise<string[]> =>
  app.electron.evaluate(() => (globalThis as Noted).menu?.items.map(({ id }) => id) ?? []);

/** Chooses a line, as a click on it does. */
const choose = (app: App, id: string): Promise<void> =>
  app.electron.evaluate((_electron, which) => {
    const item = (globalThis as Noted).menu?.getMenuItemById(which);
    if (!item) throw new Error(`No line ${which}`);
    // Electron types it as any function.
    (item as unknown as { click(): void }).click();
  }, id);

describe.skipIf(!need.ok)(titled('the menu of the tray', need), () => {
  const apps = appsForTests();
  afterEach(() => apps.stop());

  it('follows what happens, and does what is chosen', async () => {
    const app = await apps.launch({ env: adminEnv });
    const { origin } = new URL((await app.window()).url());
    await noteMenus(app);
    const api = await signIn(origin);
    const isPaused = async () =>
      (await api.call<{ paused_since: string | null }>('GET', '/ddns/status')).data.paused_since !== null;

    expect((await api.call('POST', '/ddns/pause', {})).status).toBe(200);
    await expect.poll(() => linesOf(app)).toContain('resume');
    expect(await linesOf(app)).toEqual(expect.arrayContaining(['state', 'open', 'update_now', 'quit']));

    await choose(app, 'copy_api');
    await expect
      .poll(() => app.electron.evaluate(async ({ clipboard }) => clipboard.readText()))
      .toBe(`${origin}/api/v2`);

    expect(await isPaused()).toBe(true);
    await choose(app, 'resume');
    await expect.poll(isPaused).toBe(false);
    await expect.poll(() => linesOf(app)).not.toContain('resume');
  });

  it('ends the app', async () => {
    const app = await apps.launch({ env: adminEnv });
    const { origin } = new URL((await app.window()).url());
    await noteMenus(app);
    const api = await signIn(origin);
    expect((await api.call('POST', '/ddns/pause', {})).status).toBe(200);
    await expect.poll(() => linesOf(app)).toContain('quit');
    const closed = app.electron.waitForEvent('close', { timeout: 0 });
    // It may be gone before it can answer.
    await choose(app, 'quit').catch(() => undefined);
    await closed;
    await expect(fetch(`${origin}/health`)).rejects.toThrow();
  });
});
