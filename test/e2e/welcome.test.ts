/** The first run with a provider, by the keyboard: a wrong key, the right one, a name that is somebody's already, done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeCloudflare } from '../fakes/cloudflare.ts';
import { signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const zone = 'example.net';
const nas = `nas.${zone}`;
const former = '198.51.100.7';
const address = '93.184.216.34';

describe.skipIf(!needs.chromium.ok)(titled('the first run with a provider', needs.chromium), () => {
  const { here, over } = signedIn();
  const page = () => here().tab.page;
  const title = (name: string) => page().getByRole('heading', { level: 1, name }).waitFor();
  let fake: Awaited<ReturnType<typeof startFakeCloudflare>>;
  beforeAll(async () => {
    fake = await startFakeCloudflare({ zone });
    fake.stand({ name: nas, type: 'A', value: former, ttl: 3600, kept: {} });
    // Services outside are not asked by tests: the address is one that is given.
    const api = await signIn(here().daemon.url);
    const fixed = { name: 'Fixed', kind: 'static', members: [address] };
    expect((await api.call('POST', '/ddns/sources', fixed)).status).toBe(201);
    await page().goto(`${here().daemon.url}/welcome?step=provider`);
  });
  afterAll(() => fake.close());

  it('begins at its title, for who listens', async () => {
    await title('Where is your domain?');
    await expect
      .poll(() => page().evaluate(() => document.activeElement?.textContent))
      .toBe('Where is your domain?');
    const steps = page().getByRole('list', { name: 'Steps' });
    expect(await steps.locator('[aria-current=step]').textContent()).toContain('Provider');
  });

  it('keeps nothing of a key that the provider refuses, and says so in the provider’s words', async () => {
    await page().getByLabel('Provider').selectOption('cloudflare');
    await page().getByText('How to get the key').waitFor();
    await page().getByLabel('Name', { exact: true }).fill('Home');
    await page().getByText('Advanced').click();
    await page().getByLabel('Own address').fill(fake.endpoint);
    await page().getByLabel('API token', { exact: true }).fill(String(fake.wrongCredentials['token']));
    await page().keyboard.press('Enter');
    await page()
      .getByRole('alert')
      .getByText(/Cloudflare refused: .*Invalid access token/)
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
    const api = await signIn(here().daemon.url);
    const { data } = await api.call<{ accounts: unknown[] }>('GET', '/ddns/accounts');
    expect(data.accounts).toEqual([]);
  });

  it('goes on with the right one', async () => {
    await page().getByLabel('API token', { exact: true }).fill(String(fake.credentials['token']));
    await page().keyboard.press('Enter');
    await title('Which name leads home?');
    expect(await page().getByLabel('Kept in').inputValue()).not.toBe('');
  });

  it('asks whose a value is that stands under the name, and takes it over in one press', async () => {
    await page().getByLabel('Name', { exact: true }).fill('nas');
    await page()
      .getByRole('button', { name: `.${zone}` })
      .click();
    await page().getByLabel('IPv6 (AAAA)').uncheck();
    await page().getByLabel('Address from').selectOption({ label: 'Fixed' });
    await page().getByRole('button', { name: 'Keep this name' }).click();
    await title(`${nas} waits for your word`);
    expect(fake.records().find(({ name }) => name === nas)?.value).toBe(former);
    expect(await findingsOf(page())).toEqual([]);
    await page()
      .getByRole('button', { name: `Take it over: the record of ${nas}` })
      .click();
    await expect.poll(() => fake.records().find(({ name }) => name === nas)?.value).toBe(address);
    // Its authoritative servers cannot be asked here; that it is no longer for the owner to decide can be seen.
    await page()
      .getByRole('heading', { level: 1, name: 'waits for your word' })
      .waitFor({ state: 'detached' });
  });

  it('offers what is connected when it is gone back to', async () => {
    await page().goto(`${here().daemon.url}/welcome?step=provider`);
    await page().getByText('Home is connected.').waitFor();
    await page().getByRole('button', { name: 'Next' }).click();
    await title('Which name leads home?');
  });

  it('fits a phone, in Chinese and in the dark', async () => {
    await page().setViewportSize({ width: 360, height: 800 });
    await page().emulateMedia({ colorScheme: 'dark' });
    await page().getByRole('button', { name: '中文' }).click();
    await title('哪个域名指向家里？');
    expect(await over()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
    await page().goto(`${here().daemon.url}/welcome?step=provider`);
    await page().getByText('Home 已连接。').waitFor();
    expect(await over()).toBe(0);
  });

  drewNoComplaint(here);
});
