/** The other ways in, as their owner meets them on the page: an address of the console, another service. */
import { describe, expect, it, vi } from 'vitest';
import { callControl } from '../../electron/kernel/control.ts';
import { client, startIssuer } from '../fakes/issuer.ts';
import { signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { openTab } from './support/browser.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

describe.skipIf(!needs.chromium.ok)(titled('other ways in on the page', needs.chromium), () => {
  const { here } = signedIn();

  it('comes in by the one-time address of the console, once, and keeps it in no history', async () => {
    const link = async () => {
      const answer = await callControl(here().daemon.dataDir, 'ticket', []);
      if (answer?.ok !== true) throw new Error('The program gave no address');
      return String(answer.result);
    };
    const address = await link();
    const other = await openTab(here().browser);
    await other.page.goto(address);
    await other.page.getByRole('heading', { name: / is right$/ }).waitFor();
    expect(other.page.url()).toBe(`${here().daemon.url}/`);
    // Whoever is in already loses nothing by an address that was used.
    await other.page.goto(address);
    await other.page.getByRole('heading', { name: / is right$/ }).waitFor();
    await other.close();

    const late = await openTab(here().browser);
    await late.page.goto(address);
    await late.page.getByRole('alert').getByText('The address has been used').waitFor();
    expect(late.page.url()).toBe(`${here().daemon.url}/sign-in`);
    await late.page.goto(await link());
    await late.page.getByRole('heading', { name: / is right$/ }).waitFor();
    await late.close();
  });

  it('offers the other services to sign in at, and says what went wrong there', async () => {
    // The provider warns of being a test's.
    vi.spyOn(console, 'warn').mockReturnValue();
    vi.spyOn(console, 'info').mockReturnValue();
    const issuer = await startIssuer('id_token', here().daemon.url);
    const other = await openTab(here().browser);
    try {
      const { page } = other;
      const api = await signIn(here().daemon.url);
      const rules = { role_claim: 'groups', role_map: { family: 'user' }, scopes: ['profile', 'groups'] };
      const made = await api.call('POST', '/auth/oidc/providers', {
        ...{ id: 'home', title: 'Home accounts', issuer: issuer.url, ...client, ...rules },
      });
      expect(made.status).toBe(201);
      issuer.people['ada'] = { preferred_username: 'ada', name: 'Ada at home', groups: ['others'] };

      // The tray app's window, which its preload makes known, goes to no other service.
      const inWindow = await openTab(here().browser);
      await inWindow.page.addInitScript('globalThis.cloudcube = {}');
      await inWindow.page.goto(here().daemon.url);
      const told = `To sign in at Home accounts, open ${here().daemon.url} in your browser`;
      await inWindow.page.getByText(told).waitFor();
      expect(await inWindow.page.getByRole('link', { name: 'Sign in at Home accounts' }).count()).toBe(0);
      await inWindow.close();

      await page.goto(here().daemon.url);
      const there = async () => {
        await page.getByRole('link', { name: 'Sign in at Home accounts' }).click();
        await page.locator('input[name=login]').fill('ada');
        await page.locator('input[name=password]').fill('any');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Continue' }).click();
      };
      await there();
      await page.getByRole('alert').getByText('gives you no role here').waitFor();
      expect(page.url()).toBe(`${here().daemon.url}/sign-in`);
      issuer.people['ada'] = { ...issuer.people['ada'], groups: ['family'] };
      await page.getByRole('link', { name: 'Sign in at Home accounts' }).click();
      await page.getByRole('heading', { name: / is right$/ }).waitFor();
      await page.getByRole('link', { name: 'Access' }).click();
      await page.getByText('Ada at home').waitFor();
    } finally {
      await other.close();
      await issuer.stop();
      vi.restoreAllMocks();
    }
  });

  drewNoComplaint(here);
});
