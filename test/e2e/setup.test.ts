/** The first start, as its owner meets it on the page: from the setup address to the sign-in that stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin } from '../support/api.ts';
import { createLan, needsNamespaces, type Namespace } from '../support/namespace.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, stand } from './support/signed-in.ts';

const { password } = admin;
const wanted = needs.all(needs.chromium, needsNamespaces);
const LAN = '10.97.0.2';

describe.skipIf(!wanted.ok)(titled('setting up on the page', wanted), () => {
  // A network of its own: what is asked outside reaches nobody.
  let network: Namespace;
  beforeAll(() => {
    network = createLan(LAN);
  });
  afterAll(() => network.remove());
  const here = stand({ enter: () => network.enter });

  it('tells who comes too early how to get the setup address', async () => {
    await here().tab.page.goto(here().daemon.url);
    await here().tab.page.getByText('npm run cli -- setup-link').waitFor();
  });

  it('takes the setup token out of the address bar and insists on a fit password', async () => {
    const { page } = here().tab;
    await page.goto(/http\S+\/setup#token=\S+/.exec(here().daemon.output())![0]);
    // The first question has an answer under the Enter key: the browser's own language.
    await page.getByRole('heading', { name: 'Which language?' }).waitFor();
    expect(page.url()).toBe(`${here().daemon.url}/setup`);
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: '中文' }).last().click();
    await page.getByRole('heading', { name: '设置 CloudCube' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('User name').waitFor();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill('too short');
    await page.getByText('9 of at least 12 characters').waitFor();
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByText('The password must have at least 12 characters.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByLabel('Password, once more').fill(`${password}r`);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByText('The two passwords differ.').waitFor();
  });

  it('makes the administrator, signs in, and asks which address the network has', async () => {
    const { page } = here().tab;
    await page.getByLabel('Password, once more').fill(password);
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByRole('heading', { name: 'How is this network reached?' }).waitFor();
    expect(page.url()).toBe(`${here().daemon.url}/welcome`);
    expect(await page.title()).toBe('Addresses · First steps · CloudCube');
    // Nothing leads out of here: each service says so by itself, and what it means is said once.
    await page.getByText('No service answered.', { exact: false }).waitFor();
    expect(await page.getByText('asked…').count()).toBe(0);
    await page.getByText('No public IPv4 address').waitFor();
    expect(await findingsOf(page)).toEqual([]);
  });

  it('goes on without a provider, to a name that is proven already, and back again', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('heading', { name: 'Where is your domain?' }).waitFor();
    await page.getByText('Edit zone DNS', { exact: false }).waitFor();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'How is this network reached?' }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Only at home for now' }).click();
    await page.getByRole('heading', { name: 'Which name leads home?' }).waitFor();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByLabel('Name', { exact: true }).fill('cam.example.com');
    await page.getByRole('button', { name: 'Keep this name' }).click();
    await page.getByText(/cam\.example\.com is below none of the zones/).waitFor();
    // A name's address is that of the way out; nobody is at the other end of it.
    network.ip('route add default dev lan0');
    await page.getByLabel('Name', { exact: true }).fill('cam.home.arpa');
    await page.getByRole('button', { name: 'Keep this name' }).click();
    await page.getByRole('heading', { name: 'cam.home.arpa is right' }).waitFor();
    await page.getByText(`${LAN} stands there, and its servers say so`).waitFor();
    expect(await findingsOf(page)).toEqual([]);
    // What was come to is in the address: a reload loses nothing.
    await page.reload();
    await page.getByRole('heading', { name: 'cam.home.arpa is right' }).waitFor();
  });

  it('ends with the address of the API, and with a picture for the phone once it may come in', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('CloudCube keeps cam.home.arpa from now on.').waitFor();
    await page.getByText(`${here().daemon.url}/api/v2`).waitFor();
    await page.getByRole('button', { name: 'Let the local network in' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page
      .getByRole('img', { name: 'Address of CloudCube in the local network, as a QR code' })
      .waitFor();
    await page.getByText(`https://${LAN}:`, { exact: false }).waitFor();
    expect(await findingsOf(page)).toEqual([]);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBe(0);
    }
    await page.getByRole('button', { name: 'Go to the overview' }).click();
    await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  });

  it('stays signed in over a reload, by a cookie that no script sees, and stores no token', async () => {
    await here().tab.page.reload();
    await here().tab.page.getByRole('navigation', { name: 'Pages' }).waitFor();
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
