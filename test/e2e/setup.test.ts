/** The first start, as its owner meets it on the page: from the setup address to the sign-in that stays. */
import { describe, expect, it } from 'vitest';
import { admin } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { drewNoComplaint, stand } from './support/signed-in.ts';

const { password } = admin;
const first = 'nas.home.arpa';

describe.skipIf(!needs.chromium.ok)(titled('setting up on the page', needs.chromium), () => {
  const here = stand();

  it('tells who comes too early how to get the setup address', async () => {
    await here().tab.page.goto(here().daemon.url);
    await here().tab.page.getByText('npm run cli -- setup-link').waitFor();
  });

  it('takes the setup token out of the address bar and insists on a fit password', async () => {
    const { page } = here().tab;
    await page.goto(/http\S+\/setup#token=\S+/.exec(here().daemon.output())![0]);
    await page.getByLabel('User name').waitFor();
    expect(page.url()).toBe(`${here().daemon.url}/setup`);
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
    const { page } = here().tab;
    await page.getByLabel('Password, once more').fill(password);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
    expect(page.url()).toBe(`${here().daemon.url}/`);
    expect(await page.title()).toContain(`${first} is right`);
    await page.getByRole('region', { name: 'Names' }).getByRole('link', { name: first }).click();
    await page.getByRole('table', { name: 'History' }).getByText('Created').first().waitFor();
    await page.goBack();
  });

  it('stays signed in over a reload, by a cookie that no script sees, and stores no token', async () => {
    await here().tab.page.reload();
    await here()
      .tab.page.getByRole('heading', { name: `${first} is right` })
      .waitFor();
    const seen = await here().tab.page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage, document.cookie]),
    );
    expect(seen).not.toMatch(/cc[rs]_|eyJ|csrf/i);
    const cookies = await here().tab.page.context().cookies();
    expect(cookies).toMatchObject([{ name: 'admin_session', httpOnly: true, sameSite: 'Strict' }]);
    // The tokens that setting up answers are given back.
    const signIns = await here().tab.page.evaluate(async () => (await fetch('/api/v2/auth/sessions')).text());
    expect(JSON.parse(signIns).data.sessions).toMatchObject([{ kind: 'session', current: true }]);
  });

  drewNoComplaint(here);
});
