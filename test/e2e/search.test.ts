/** The search over pages, names and actions, by keyboard as most use it. */
import { describe, expect, it } from 'vitest';
import { signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { openTab } from './support/browser.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

const guest = { username: 'guest', password: 'a long enough password' } as const;

describe.skipIf(!needs.chromium.ok)(titled('the search', needs.chromium), () => {
  const { here, dialog, closed, over, focused } = signedIn();
  const page = () => here().tab.page;
  const field = () => page().getByRole('combobox', { name: 'Search' });
  const option = (name: string) => dialog().getByRole('option', { name });
  const press = (key: string) => page().keyboard.press(key);
  /** Opens it and types. */
  const look = async (text: string) => {
    await press('Control+k');
    await field().waitFor();
    await page().keyboard.type(text);
  };
  /** What Enter would choose: what readers are told. */
  const active = async () => {
    const id = await field().getAttribute('aria-activedescendant');
    return id === null ? null : page().locator(`[id="${id}"]`).textContent();
  };

  it('opens by Ctrl-K and by its button, and gives the keyboard back', async () => {
    const button = page().getByRole('button', { name: 'Search' });
    await button.focus();
    await press('Enter');
    await field().waitFor();
    expect(await field().evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await option('Accounts').count()).toBe(1);
    await press('Escape');
    await closed();
    await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
    await press('Control+k');
    await field().waitFor();
    await press('Control+k');
    await closed();
  });

  it('leads to a part of a page, and its content has the keyboard', async () => {
    await look('delivery');
    await expect.poll(active).toContain('Delivery log');
    await press('Enter');
    await page().waitForURL('**/alerts/deliveries');
    await closed();
    await expect.poll(() => page().evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  });

  it('walks through what it found by arrows, round both ends', async () => {
    await look('a');
    await option('Accounts').waitFor();
    const first = await active();
    const count = await dialog().getByRole('option').count();
    expect(count).toBeGreaterThan(3);
    await press('ArrowDown');
    await expect.poll(active).not.toBe(first);
    await press('ArrowUp');
    await press('ArrowUp');
    await expect.poll(active).toBe(await dialog().getByRole('option').last().textContent());
    await press('ArrowDown');
    await expect.poll(active).toBe(first);
    expect(await page().locator('[role=option][aria-selected=true]').count()).toBe(1);
    await press('Escape');
    await closed();
  });

  it('finds a name, and says so where nothing is called that', async () => {
    await look('nothing of that');
    await page().getByText('Nothing is called that.').waitFor();
    expect(await field().getAttribute('aria-expanded')).toBe('false');
    await field().fill('nas.h');
    await expect.poll(active).toBe('nas.home.arpa');
    await page().getByRole('status').getByText('Found: 1').waitFor();
    await press('Enter');
    await page().waitForURL(/\/names\/[0-9a-f-]{36}$/);
  });

  it.each(['new host', 'add account', 'add check', 'new token', 'add rule', 'silence alerts', 'add user'])(
    'opens the dialog for "%s" wherever one is',
    async (typed) => {
      await look(typed);
      await expect.poll(active).toMatch(/^(Add|New|Silence)/);
      await press('Enter');
      // The search is a dialog too, and is gone.
      await page().locator('[role=dialog]').waitFor();
      // Once: coming back to the page does not open it again.
      await expect.poll(() => page().url()).not.toContain('add=');
      await press('Escape');
      await closed();
    },
  );

  it('updates now, shows that it works, and leads to what has become of it', async () => {
    await page().goto(`${here().daemon.url}/access`);
    await page().getByRole('navigation', { name: 'Pages' }).waitFor();
    const updated = page().waitForResponse(
      (answer) => answer.url().endsWith('/manual-update') && answer.ok(),
    );
    await look('update');
    await expect.poll(active).toContain('Update now');
    await press('Enter');
    await updated;
    await page().waitForURL(`${here().daemon.url}/`);
    await closed();
  });

  it('pauses, and then offers to resume', async () => {
    await look('pause');
    await expect.poll(active).toContain('Pause automatic checks');
    await press('Enter');
    await closed();
    await page().getByRole('heading', { name: 'Checks are paused' }).waitFor();
    await look('resume');
    await expect.poll(active).toContain('Resume automatic checks');
    await press('Enter');
    await closed();
    await page().getByRole('heading', { name: 'nas.home.arpa is right' }).waitFor();
  });

  it('says why something could not be done, and stays', async () => {
    await page().route('**/api/v2/ddns/pause', (route) => route.abort());
    await look('pause');
    await expect.poll(active).toContain('Pause automatic checks');
    await press('Enter');
    await dialog().getByRole('alert').waitFor();
    await page().unroute('**/api/v2/ddns/pause');
    await press('Escape');
    await closed();
  });

  it('is found in English words while the page is Chinese, and in Chinese ones while it is English', async () => {
    await look('域名');
    await expect.poll(active).toContain('Names');
    await field().fill('chinese');
    await press('Enter');
    await page().getByRole('button', { name: 'English' }).waitFor();
    await press('Control+k');
    const chinese = page().getByRole('combobox', { name: '搜索' });
    await chinese.fill('silences');
    await dialog().getByRole('option', { name: '静默与维护' }).waitFor();
    await chinese.fill('english');
    await press('Enter');
    await page().getByRole('button', { name: '中文' }).waitFor();
  });

  it('does not lead away from a dialog that is open', async () => {
    await page().goto(`${here().daemon.url}/names?add=name`);
    await dialog().getByRole('textbox').first().fill('half.typed');
    await press('Control+k');
    expect(await page().getByRole('combobox', { name: 'Search' }).count()).toBe(0);
    expect(await dialog().getByRole('textbox').first().inputValue()).toBe('half.typed');
    await press('Escape');
    await closed();
    await expect.poll(focused).not.toBe(null);
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone', async () => {
    await page().setViewportSize({ width: 360, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page().emulateMedia({ colorScheme });
      await press('Control+k');
      await field().waitFor();
      expect(await findingsOf(page())).toEqual([]);
      expect(await over()).toBe(0);
      await press('Escape');
      await closed();
    }
    await page().emulateMedia({ colorScheme: 'light' });
    await page().setViewportSize({ width: 1280, height: 900 });
  });

  it('offers nobody what they may not do', async () => {
    const { daemon, browser } = here();
    const api = await signIn(daemon.url);
    const made = await api.call('POST', '/users', { ...guest, role: 'user' });
    expect(made.error).toBe(undefined);
    const other = await openTab(browser);
    await other.page.goto(daemon.url);
    await comeIn(other, guest);
    await other.page.getByRole('navigation', { name: 'Pages' }).waitFor();
    await other.page.keyboard.press('Control+k');
    await other.page.getByRole('option', { name: 'Sign out' }).waitFor();
    expect(
      await other.page.getByRole('option', { name: /^(Add |New|Update|Pause|Users|Audit)/ }).count(),
    ).toBe(0);
    await other.close();
  });

  drewNoComplaint(here);
});
