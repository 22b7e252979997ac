/** The `?` beside technical terms. */
import { describe, expect, it } from 'vitest';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

describe.skipIf(!needs.chromium.ok)(titled('the ? beside a term', needs.chromium), () => {
  const { here, dialog, closed, focused, over } = signedIn();
  const page = () => here().tab.page;
  const ask = (of: string) => page().getByRole('button', { name: `Explain: ${of}` });
  const at = (path: string) => page().goto(`${here().daemon.url}${path}`);

  it('tells what it means, has the keyboard, and gives it back', async () => {
    await at('/names/sources');
    await ask('Address sources').focus();
    await page().keyboard.press('Enter');
    const panel = page().getByRole('dialog', { name: 'Public address' });
    await panel.getByText('under which the Internet sees this network').waitFor();
    await expect.poll(focused).toContain('Public address');
    expect(await findingsOf(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await closed();
    await expect.poll(focused).toBe('Explain: Address sources');
    // A second press opens it again, a third closes it.
    await page().keyboard.press('Enter');
    await panel.waitFor();
    await ask('Address sources').click();
    await closed();
  });

  it('stands beside a field without being part of its name, and closes before the form does', async () => {
    await at('/names?add=name');
    await dialog().getByText('More settings').click();
    await dialog().getByLabel('Time to live', { exact: true }).fill('300');
    await ask('Time to live').click();
    const panel = page().getByRole('dialog', { name: 'Time to live (TTL)' });
    await panel.waitFor();
    await page().keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await dialog().getByLabel('Time to live', { exact: true }).inputValue()).toBe('300');
    await page().keyboard.press('Escape');
    await closed();
  });

  it('speaks the language of the page, in both themes, and fits a phone', async () => {
    await at('/access/exposure');
    await page().getByRole('button', { name: '中文' }).click();
    await page().setViewportSize({ width: 360, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page().emulateMedia({ colorScheme });
      await page()
        .getByRole('button', { name: /^说明：/ })
        .first()
        .click();
      await dialog().waitFor();
      expect(await findingsOf(page())).toEqual([]);
      expect(await over()).toBe(0);
      await page().keyboard.press('Escape');
      await closed();
    }
    await page().emulateMedia({ colorScheme: 'light' });
    await page().setViewportSize({ width: 1280, height: 900 });
    await page().getByRole('button', { name: 'English' }).click();
  });

  drewNoComplaint(here);
});
