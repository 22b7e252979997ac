/** The page in Chromium, over the real daemon: what its owner sees and does, from the setup address on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDaemon, type Daemon } from '../support/daemon.ts';
import { needs, titled } from '../support/needs.ts';
import { launch, openTab, type Tab } from './support/browser.ts';

const password = 'correct horse battery staple';
const first = 'nas.home.arpa';

describe.skipIf(!needs.chromium.ok)(titled('the page', needs.chromium), () => {
  let dataDir: string;
  let daemon: Daemon;
  let browser: Browser;
  let tab: Tab;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cloudcube-page-'));
    [daemon, browser] = await Promise.all([start(), launch()]);
    tab = await openTab(browser, { viewport: { width: 1280, height: 800 } });
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      await tab.page.screenshot({ path: `test-results/${task.name.replace(/\W+/g, '-')}.png` });
    });
  });
  afterAll(async () => {
    await browser.close();
    await daemon.stop();
    await rm(dataDir, { recursive: true });
  });

  const start = (...flags: string[]) => startDaemon({ dataDir, flags: ['--key-source', 'file', ...flags] });
  const names = () => tab.page.getByRole('table', { name: 'Names' });
  const row = (name: string) =>
    names()
      .getByRole('row')
      .filter({ has: tab.page.getByText(name, { exact: true }) });
  /** What has the keyboard: its text, or its name where it has none. */
  const focused = () =>
    tab.page.evaluate(() => document.activeElement?.textContent || document.activeElement?.ariaLabel);
  const answer = () => tab.page.getByRole('heading', { level: 1 });
  async function act(name: string, action: string): Promise<void> {
    await tab.page.getByRole('button', { name: `Actions for ${name}` }).click();
    await tab.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  it('tells who comes too early how to get the setup address', async () => {
    await tab.page.goto(daemon.url);
    await tab.page.getByText('npm run cli -- setup-link').waitFor();
  });

  it('takes the setup token out of the address bar and insists on a fit password', async () => {
    const { page } = tab;
    await page.goto(/http\S+\/setup#token=\S+/.exec(daemon.output())![0]);
    await page.getByLabel('User name').waitFor();
    expect(page.url()).toBe(`${daemon.url}/setup`);
    await page.getByLabel('Password', { exact: true }).fill('too short');
    await page.getByText('9 of at least 12 characters').waitFor();
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByText('The password must have at least 12 characters.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByLabel('Password, once more').fill(`${password}r`);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByText('The two passwords differ.').waitFor();
  });

  it('makes the administrator, signs in and shows the first name right', async () => {
    const { page } = tab;
    await page.getByLabel('Password, once more').fill(password);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
    expect(page.url()).toBe(`${daemon.url}/`);
    expect(await page.title()).toContain(`${first} is right`);
    await names().getByText('Right', { exact: true }).waitFor();
    await page.getByRole('table', { name: 'History' }).getByText('Created').first().waitFor();
  });

  it('stays signed in over a reload, by a cookie that no script sees, and stores no token', async () => {
    await tab.page.reload();
    await tab.page.getByRole('heading', { name: `${first} is right` }).waitFor();
    const seen = await tab.page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage, document.cookie]),
    );
    expect(seen).not.toMatch(/cc[rs]_|eyJ|csrf/i);
    const cookies = await tab.page.context().cookies();
    expect(cookies).toMatchObject([{ name: 'admin_session', httpOnly: true, sameSite: 'Strict' }]);
    // The tokens that setting up answers are given back.
    const signIns = await tab.page.evaluate(async () => (await fetch('/api/v2/auth/sessions')).text());
    expect(JSON.parse(signIns).data.sessions).toMatchObject([{ kind: 'session', current: true }]);
  });

  it('copies an address and says so', async () => {
    const { page } = tab;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = page
      .getByRole('region', { name: 'Overview' })
      .getByRole('button', { name: /^Copy / })
      .first();
    const address = (await copy.getAttribute('aria-label'))!.replace('Copy ', '');
    await copy.click();
    await page.getByRole('status').getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  });

  it('updates now, in the button, and writes again when told to', async () => {
    const { page } = tab;
    const button = page.getByRole('button', { name: 'Update now' });
    const width = (await button.boundingBox())!.width;
    await button.click();
    await page.getByText('checked just now').waitFor();
    expect((await page.getByRole('button', { name: 'Update now' }).boundingBox())!.width).toBe(width);
    await page.getByRole('button', { name: 'More ways to update' }).click();
    await page.getByRole('menuitem', { name: 'Write all records again' }).click();
    await page.getByRole('table', { name: 'History' }).getByText('Rewritten').first().waitFor();
  });

  it('pauses until resumed, and for an hour, and resumes', async () => {
    const { page } = tab;
    const pause = async (choice: string) => {
      await page.getByRole('button', { name: 'Pause automatic checks' }).click();
      await page.getByRole('menuitem', { name: choice }).click();
    };
    await pause('Until resumed');
    await page.getByRole('heading', { name: 'Checks are paused' }).waitFor();
    await page.getByText('paused until resumed').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
    await pause('For 1 hour');
    await page.getByText(/paused until \d/).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
  });

  it('refuses a name outside the zones in the server’s words, then adds one below them', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Add name' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('cam.example.com');
    await dialog.getByRole('button', { name: 'Add name' }).click();
    await dialog.getByText(/cam\.example\.com is below none of the zones/).waitFor();
    await dialog.getByLabel('Name').fill('cam.home.arpa');
    await dialog.getByLabel('IPv6 (AAAA)').uncheck();
    await dialog.getByRole('button', { name: 'Add name' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('changes a name, switches it off and on', async () => {
    const { page } = tab;
    await act('cam.home.arpa', 'Edit');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('door.home.arpa');
    await dialog.getByText('More settings').click();
    await dialog.getByLabel('Time to live').fill('300');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row('door.home.arpa').getByText('Right').waitFor();
    await act('door.home.arpa', 'Switch off');
    await row('door.home.arpa').getByText('Off', { exact: true }).waitFor();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
    await act('door.home.arpa', 'Switch on');
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('shows the history of one name, and page by page', async () => {
    const { page } = tab;
    const history = page.getByRole('table', { name: 'History' });
    await act('door.home.arpa', 'History');
    await page.getByRole('button', { name: 'Show all names' }).waitFor();
    await history.getByText(first).first().waitFor({ state: 'detached' });
    expect(page.url()).toContain('host=');
    await page.getByRole('button', { name: 'Show all names' }).click();
    await history.getByText(first).first().waitFor();

    // Each forced update writes a row for each address.
    for (let times = 0; times < 8; times += 1) {
      await page.getByRole('button', { name: 'More ways to update' }).click();
      await page.getByRole('menuitem', { name: 'Write all records again' }).click();
      await page
        .getByRole('button', { name: 'Update now' })
        .and(page.locator('[aria-disabled=false]'))
        .waitFor();
    }
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText(/^2 of \d/).waitFor();
    expect(page.url()).toContain('page=2');
    await page.getByRole('button', { name: 'Newer' }).click();
    await page.getByText(/^1 of \d/).waitFor();
  });

  it('asks what becomes of the records before it deletes a name', async () => {
    const { page } = tab;
    await act('door.home.arpa', 'Delete');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Leave them in the zone').isChecked()).toBe(true);
    await dialog.getByLabel('Remove them from the zone').check();
    await dialog.getByRole('button', { name: 'Delete name' }).click();
    await row('door.home.arpa').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
  });

  it('moves through rows by arrow keys and opens one by Enter', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Add name' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('a.home.arpa');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await names().getByRole('row').nth(1).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText(first).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toContain(first);
  });

  it('speaks Chinese when told to, server’s sentences included, and remembers it', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '2 个域名全部已生效' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.reload();
    await page.getByRole('button', { name: '添加域名' }).click();
    await page.getByRole('dialog').getByLabel('域名').fill('cam.example.com');
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/cam\.example\.com 不属于任何区域/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('follows the system’s light and dark until told otherwise', async () => {
    const { page } = tab;
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    const becomes = (wanted: string) => page.locator(`html[data-mantine-color-scheme=${wanted}]`).waitFor();
    expect(await scheme()).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await becomes('dark');
    await page.getByRole('button', { name: /^Theme: as the system/ }).click();
    await becomes('light');
    await page.reload();
    expect(await scheme()).toBe('light');
    await page.getByRole('button', { name: /^Theme: light/ }).click();
    await becomes('dark');
    await page.getByRole('button', { name: /^Theme: dark/ }).click();
    await page.emulateMedia({ colorScheme: 'light' });
    await becomes('light');
  });

  // On a machine under load Chromium was seen to leave the focus elsewhere, about once in twenty runs.
  it('gives the focus back to what a menu or a dialog was opened from', { retry: 2 }, async () => {
    const { page } = tab;
    await page.reload();
    await page.getByRole('button', { name: 'Pause automatic checks' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'For 1 hour' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Pause');
    await page.getByRole('button', { name: `Actions for ${first}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe(`Actions for ${first}`);
  });

  it.each([390, 320])('has no sideways scroll at %i pixels', async (width) => {
    const { page } = tab;
    await page.setViewportSize({ width, height: 844 });
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('shows old values as old while the daemon is gone, and goes on by itself', async () => {
    const { page } = tab;
    await daemon.stop();
    await page.getByText('CloudCube does not answer.').waitFor();
    await page.getByText(/^Values from /).waitFor();
    await page.getByText('No answer').waitFor();
    expect(await answer().textContent()).toContain('All 2 names are right');
    daemon = await start('--port', new URL(daemon.url).port);
    await page.getByText('CloudCube does not answer.').waitFor({ state: 'detached' });
    await page.getByText('Connected', { exact: true }).waitFor();
  });

  it('signs out, refuses a wrong password, and signs in by keyboard alone', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('User name').focus();
    await page.keyboard.type('admin');
    await page.keyboard.press('Tab');
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Name or password is wrong.').waitFor();
    await page.getByRole('alert').getByText('Request').waitFor();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('comes back to the sign-in when the sign-in was ended elsewhere', async () => {
    const { page } = tab;
    await page.context().clearCookies();
    await page.getByText('The sign-in was ended: elsewhere,').waitFor();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('drew no complaint of the browser, the content security policy included', () => {
    expect(tab.complaints).toEqual([]);
  });
});
