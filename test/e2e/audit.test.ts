/** Who did what, as an administrator looks through it on the page. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { admin, request, signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const eve = { username: 'eve', password: 'a sentence that only eve knows', role: 'user' } as const;

describe.skipIf(!needs.chromium.ok)(titled('the audit log on the page', needs.chromium), () => {
  const { here, dialog, closed, go, show, over } = signedIn();
  const rows = (text: string) =>
    here().tab.page.getByRole('table', { name: 'Audit log' }).getByRole('row').filter({ hasText: text });
  const search = () => here().tab.page.getByRole('search');

  beforeAll(async () => {
    const { url } = here().daemon;
    const api = await signIn(url);
    expect((await api.call('POST', '/users', eve)).status).toBe(201);
    await request(url, 'POST', '/auth/login', { body: { username: 'eve', password: 'not her sentence' } });
  });

  it('says who did what to what, from where, and what became of it', async () => {
    const { page } = here().tab;
    await go('Access');
    await show('Audit log');
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
    const made = rows('User: made').first();
    await made.getByText('Done', { exact: true }).waitFor();
    await made.getByText('eve', { exact: true }).waitFor();
    await made.getByText(admin.username, { exact: true }).waitFor();
    await made.getByText(/127\.0\.0\.1 · token/).waitFor();
    expect(await page.title()).toBe('Audit log · CloudCube');
  });

  it('shows one entry whole, by the keyboard too, and no secret in it', async () => {
    const { page } = here().tab;
    await rows('User: made').first().press('Enter');
    await dialog().getByText('user.create').waitFor();
    await dialog().getByText('"username": "eve"').waitFor();
    expect(await dialog().textContent()).not.toContain(eve.password);
    expect(await findingsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await closed();
  });

  it('is narrowed by what, result, time and who', async () => {
    const { page } = here().tab;
    await search().getByLabel('What').selectOption('Sign-in');
    await rows('User: made').first().waitFor({ state: 'detached' });
    await rows('Sign-in: come in').first().waitFor();
    await search().getByLabel('What').selectOption('User');
    await search().getByLabel('Result').selectOption('Refused');
    await page.getByText('Nothing of this kind was done.').waitFor();
    await search().getByLabel('Result').selectOption('Any result');
    await search().getByLabel('When').selectOption('Last 24 hours');
    await rows('User: made').first().waitFor();
    await page.getByLabel('User, or address').fill('10.1.2.3');
    await page.getByText('Nothing of this kind was done.').waitFor();
    await page.getByLabel('User, or address').fill(admin.username);
    await rows('User: made').first().waitFor();
  });

  it('is downloaded as it is narrowed', async () => {
    const { page } = here().tab;
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toContain('user.create');
    expect(text).not.toContain('auth.sign_in');
    await page.reload();
  });

  it('is checked for tampering, and says where it was', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Check for tampering' }).click();
    await dialog()
      .getByText(/^Whole: \d+ entries were followed/)
      .waitFor();
    await dialog()
      .getByRole('button', { name: /^Copy \d+ / })
      .waitFor();
    await page.keyboard.press('Escape');
    await closed();

    await page.route('**/admin/audit-logs/verification', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { data: object };
      await route.fulfill({
        response: answer,
        json: { ...body, data: { ...body.data, fault: { seq: 7, problem: 'altered' } } },
      });
    });
    await page.getByRole('button', { name: 'Check for tampering' }).click();
    await dialog().getByText('Entry 7 was changed after it was written.').waitFor();
    expect(await findingsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await closed();
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone in both languages', async () => {
    const { page } = here().tab;
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findingsOf(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await over()).toBe(0);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '审计日志' }).waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(page)).toEqual([]);
  });

  drewNoComplaint(here);
});
