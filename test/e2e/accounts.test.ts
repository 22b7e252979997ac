/** Names at a provider, as their owner meets them on the page: account, source, adoption, plan and devices. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeCloudflare } from '../fakes/cloudflare.ts';
import { needs, titled } from '../support/needs.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const zone = 'cube.test';
const nas = `nas.${zone}`;
const cam = `cam.${zone}`;
/** What the source says, and what stood there before. */
const address = '93.184.216.34';
const former = '93.184.216.99';

describe.skipIf(!needs.chromium.ok)(titled('the page with an account', needs.chromium), () => {
  let fake: Awaited<ReturnType<typeof startFakeCloudflare>>;
  beforeAll(async () => {
    fake = await startFakeCloudflare({ zone });
  });
  afterAll(() => fake.close());
  const { here, dialog, closed, rowOf, go, show, over } = signedIn();

  const values = (name: string) =>
    fake
      .records()
      .filter((record) => record.name === name)
      .map(({ value }) => value)
      .toSorted();

  async function addName(label: string, source: string): Promise<void> {
    await here().tab.page.getByRole('button', { name: 'Add name' }).click();
    await dialog().getByLabel('Kept in').selectOption({ label: 'Home (Cloudflare)' });
    await dialog().getByLabel('Name', { exact: true }).fill(label);
    await dialog()
      .getByRole('button', { name: `.${zone}` })
      .click();
    await dialog().getByLabel('IPv6 (AAAA)').uncheck();
    await dialog().getByLabel('Address from').selectOption({ label: source });
    expect(await dialog().getByLabel('Name', { exact: true }).inputValue()).toBe(`${label}.${zone}`);
    await dialog().getByRole('button', { name: 'Add name' }).click();
  }

  it('tells a wrong key by the provider’s own words before anything is kept', async () => {
    const { page } = here().tab;
    await go('Names');
    await show('Accounts');
    await page.getByText('No accounts yet.').waitFor();
    await page.getByRole('button', { name: 'Add account' }).click();
    await dialog().getByLabel('Provider').selectOption('cloudflare');
    await dialog().getByLabel('Name', { exact: true }).fill('Home');
    const link = dialog().getByRole('link', { name: 'Where to get the key' });
    expect(await link.getAttribute('rel')).toContain('noopener');
    await dialog().getByText('Advanced').click();
    await dialog().getByLabel('Own address').fill(fake.endpoint);
    await dialog().getByLabel('API token', { exact: true }).fill(String(fake.wrongCredentials['token']));
    await dialog().getByRole('button', { name: 'Test' }).click();
    await dialog()
      .getByRole('alert')
      .getByText(/Cloudflare refused: .*Invalid access token/)
      .waitFor();
  });

  it('shows the domains that the right key reaches, then keeps the account', async () => {
    const { page } = here().tab;
    await dialog().getByLabel('API token', { exact: true }).fill(String(fake.credentials['token']));
    await dialog().getByRole('alert').waitFor({ state: 'detached' });
    await dialog().getByRole('button', { name: 'Test' }).click();
    await dialog().getByRole('status').getByText(zone).waitFor();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await rowOf('Accounts', 'Home').waitFor();
    expect(await page.content()).not.toContain(String(fake.credentials['token']));
  });

  it('never shows a key that is kept, and keeps it when the field stays empty', async () => {
    await rowOf('Accounts', 'Home').getByRole('button', { name: 'Edit' }).click();
    const token = dialog().getByLabel('API token', { exact: true });
    expect(await token.inputValue()).toBe('');
    expect(await token.getAttribute('placeholder')).toContain('kept');
    await dialog().getByRole('button', { name: 'Test' }).click();
    await dialog().getByRole('status').getByText(zone).waitFor();
    await dialog().getByLabel('Name', { exact: true }).fill('Home ');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
  });

  it('asks a source before it is kept and after, side by side', async () => {
    const { page } = here().tab;
    await go('Names');
    await show('Sources');
    await page.getByRole('button', { name: 'Add source' }).click();
    await dialog().getByLabel('Name', { exact: true }).fill('Fixed');
    await dialog().getByLabel('Kind').selectOption('static');
    await dialog().getByLabel('IPv4 address').fill(address);
    await dialog().getByRole('button', { name: 'Ask now' }).click();
    await dialog().getByText('1 of 1 agree').waitFor();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await page.getByRole('button', { name: 'Ask now: Fixed' }).click();
    await dialog().getByRole('table').getByRole('cell', { name: address }).first().waitFor();
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await closed();
  });

  it('writes nothing over what stands there, and takes it over in one press', async () => {
    const { page } = here().tab;
    fake.stand({ name: nas, type: 'A', value: former, ttl: 3600, kept: {} });
    await go('Names');
    await addName('nas', 'Fixed');
    await closed();
    const name = rowOf('Names', nas);
    await name.getByText('To decide').waitFor();
    await name.getByText(`${former} stands there`).waitFor();
    await name.getByText(`CloudCube would write ${address}`).waitFor();
    expect(values(nas)).toEqual([former]);

    await go('Overview');
    await page.getByRole('heading', { name: `${nas} waits for your decision` }).waitFor();
    await page.getByRole('button', { name: 'What would happen now' }).click();
    await dialog().getByRole('heading', { name: 'Will leave' }).waitFor();
    await dialog().getByRole('listitem').filter({ hasText: nas }).getByText('To decide').waitFor();
    await page.keyboard.press('Escape');
    await closed();
    await page.getByRole('link', { name: `Decide: ${nas} waits for your decision` }).click();
    await page.getByRole('heading', { name: `${nas} waits for your decision` }).waitFor();

    await page.getByRole('button', { name: `Take it over: the record of ${nas}` }).click();
    await expect.poll(() => values(nas)).toEqual([address]);
    expect(fake.records().find((record) => record.name === nas)?.ttl).toBe(3600);
    await page.getByRole('table', { name: 'History' }).getByText('Taken over').waitFor();
    await page.getByRole('link', { name: 'All names' }).click();
    await name.getByText('To decide').waitFor({ state: 'detached' });
  });

  it('leaves what is somebody else’s and adds its own beside it', async () => {
    fake.stand({ name: cam, type: 'A', value: former, ttl: 300, kept: {} });
    await addName('cam', 'Fixed');
    await closed();
    await rowOf('Names', cam).getByRole('button', { name: 'Not mine…' }).click();
    await dialog()
      .getByLabel(/leave it and add mine beside it/)
      .check();
    await dialog().getByRole('button', { name: 'Confirm' }).click();
    await closed();
    await expect.poll(() => values(cam)).toEqual([address, former].toSorted());
  });

  it('makes the password of a device that tells its own address, and shows it once', async () => {
    const { page } = here().tab;
    await addName('router', 'Told by the device itself');
    await dialog().getByLabel('Device', { exact: true }).fill('Router');
    await dialog().getByRole('button', { name: 'Make a password' }).click();
    await dialog().getByText('shown this once').waitFor();
    const copy = dialog().getByRole('button', { name: /^Copy ccd_/ });
    const password = (await copy.getAttribute('aria-label'))!.replace('Copy ', '');
    const call = await dialog()
      .getByRole('button', { name: /^Copy http/ })
      .getAttribute('aria-label');
    await dialog().getByRole('button', { name: 'Done' }).click();
    await closed();

    const told = await fetch(`${call!.replace('Copy ', '')}&myip=${address}`, {
      headers: { authorization: `Basic ${Buffer.from(`any:${password}`).toString('base64')}` },
    });
    expect(await told.text()).toMatch(/^good 93\.184\.216\.34/);
    await expect.poll(() => values(`router.${zone}`)).toEqual([address]);

    await go('Names');
    await show('Sources');
    const device = rowOf('Devices', 'Router');
    await device.getByText(`router.${zone}`).waitFor();
    expect(await page.content()).not.toContain(password);
    await device.getByRole('button', { name: 'Shut out Router' }).click();
    await dialog().getByRole('button', { name: 'Shut out' }).click();
    await closed();
    await page.getByText('No device tells its own address.').waitFor();
  });

  it('says which names still need an account instead of letting it go', async () => {
    const { page } = here().tab;
    await go('Names');
    await show('Accounts');
    await page.getByRole('button', { name: 'Actions for Home' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await dialog().getByText(nas).waitFor();
    expect(await dialog().getByRole('button', { name: 'Delete account' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await closed();
  });

  it.each([390, 320])('has no sideways scroll on any page at %i pixels', async (width) => {
    const { page } = here().tab;
    await page.setViewportSize({ width, height: 844 });
    for (const name of ['Names', 'Accounts', 'Sources']) {
      await show(name);
      await page.getByRole('table').first().waitFor();
      expect(await over(), name).toBe(0);
    }
  });

  drewNoComplaint(here);
});
