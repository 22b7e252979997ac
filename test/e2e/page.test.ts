/** The page itself: by keyboard, in its languages, light and dark, and on narrow screens. */
import { describe, expect, it } from 'vitest';
import { needs, titled } from '../support/needs.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const first = 'nas.home.arpa';

describe.skipIf(!needs.chromium.ok)(titled('the page', needs.chromium), () => {
  const { here, focused, over, go } = signedIn();

  it('moves through rows by arrow keys and opens one by Enter', async () => {
    const { page } = here().tab;
    await go('Names');
    await page.getByRole('button', { name: 'Add name' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('a.home.arpa');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const rows = page.getByRole('table', { name: 'Names' }).getByRole('row');
    await rows.filter({ hasText: 'a.home.arpa' }).getByText('Right').waitFor();
    await rows.nth(1).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
    await go('Overview');
  });

  it('speaks Chinese when told to, server’s sentences included, and remembers it', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '2 个域名全部已生效' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.reload();
    await go('域名', '页面');
    await page.getByRole('button', { name: '添加域名' }).click();
    await page.getByRole('dialog').getByLabel('域名').fill('cam.example.com');
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/cam\.example\.com 不属于任何区域/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'English' }).click();
    await go('Overview');
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('follows the system’s light and dark until told otherwise', async () => {
    const { page } = here().tab;
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
    const { page } = here().tab;
    // Where it is not by then it does not come.
    const found = { timeout: 20_000 };
    await page.reload();
    await page.getByRole('button', { name: 'Pause automatic checks' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'For 1 hour' }).focus();
    await page.keyboard.press('Escape');
    await expect.poll(focused, found).toBe('Pause');
    await go('Names');
    await page.getByRole('button', { name: `Actions for ${first}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Delete' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(focused, found).toBe(`Actions for ${first}`);
  });

  it.each([390, 320])('has no sideways scroll at %i pixels', async (width) => {
    const { page } = here().tab;
    await page.setViewportSize({ width, height: 844 });
    expect(await over()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  drewNoComplaint(here);
});
