/** The names in our own zones, as their owner meets them on the page: what is done to them, and what became of it. */
import { describe, expect, it } from 'vitest';
import type { Host } from '../../shared/api/ddns-hosts.ts';
import { signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const first = 'nas.home.arpa';

describe.skipIf(!needs.chromium.ok)(titled('names on the page', needs.chromium), () => {
  const { here, rowOf, act, go, show, dialog, closed, focused, over } = signedIn();
  const page = () => here().tab.page;
  const row = (name: string) => rowOf('Names', name);
  const region = (name: string) => page().getByRole('region', { name, exact: true });
  const heading = (name: string) => page().getByRole('heading', { name }).waitFor();

  it('refuses a name outside the zones in the server’s words, then adds one below them', async () => {
    await go('Names');
    await page().getByRole('button', { name: 'Add name' }).click();
    await dialog().getByLabel('Name').fill('cam.example.com');
    await dialog().getByRole('button', { name: 'Add name' }).click();
    await dialog()
      .getByText(/cam\.example\.com is below none of the zones/)
      .waitFor();
    await dialog().getByLabel('Name').fill('cam.home.arpa');
    await dialog().getByLabel('IPv6 (AAAA)').uncheck();
    await dialog().getByRole('button', { name: 'Add name' }).click();
    await closed();
    await row('cam.home.arpa').getByText('Right').waitFor();
    expect(await page().title()).toBe('Names · CloudCube');
  });

  it('changes a name, switches it off and on', async () => {
    await act('cam.home.arpa', 'Edit');
    await dialog().getByLabel('Name', { exact: true }).fill('door.home.arpa');
    await dialog().getByText('More settings').click();
    await dialog().getByLabel('Time to live', { exact: true }).fill('300');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await row('door.home.arpa').getByText('Right').waitFor();
    await act('door.home.arpa', 'Switch off');
    await row('door.home.arpa').getByText('Off', { exact: true }).waitFor();
    await act('door.home.arpa', 'Switch on');
    await row('door.home.arpa').getByText('Right').waitFor();
  });

  it('tells all of one name: state, addresses, plan, its servers, where it comes from, its past', async () => {
    await row('door.home.arpa').getByRole('link', { name: 'Details: door.home.arpa' }).click();
    await heading('door.home.arpa is right');
    expect(page().url()).toMatch(/\/names\/[0-9a-f-]{36}$/);
    const address = await region('Addresses')
      .getByRole('button', { name: /^Copy / })
      .first()
      .textContent();
    expect(address).toBe('');
    const copied = await region('Addresses')
      .getByRole('button', { name: /^Copy / })
      .first()
      .getAttribute('aria-label');
    const value = copied!.replace('Copy ', '');
    const proof = page().getByRole('table', { name: 'What its servers answer' });
    const answer = proof.getByRole('row').filter({ hasText: 'CloudCube' });
    await answer.getByRole('cell', { name: 'Right' }).waitFor();
    await answer.getByRole('cell', { name: value }).first().waitFor();
    await page().getByText('asked just now').waitFor();
    await page().getByRole('button', { name: 'Ask again' }).click();
    await region('What would happen now').getByText('Right already').waitFor();
    await region('Where the addresses come from').getByText('This machine').waitFor();
    await region('Where the addresses come from').getByText('300 s').waitFor();
    await region('Addresses over time').getByRole('img', { name: /^IPv4/ }).waitFor();
    await region('Addresses over time').getByRole('button', { name: 'As table' }).click();
    await page()
      .getByRole('table', { name: 'Addresses over time' })
      .getByRole('cell', { name: value })
      .first()
      .waitFor();
    // Its former name is part of its past.
    await page().getByRole('table', { name: 'History' }).getByText('cam.home.arpa').first().waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().emulateMedia({ colorScheme: 'dark' });
    expect(await findingsOf(page())).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
  });

  it('keeps the range of time over a reload, and shows the history page by page', async () => {
    await region('Addresses over time').getByRole('button', { name: '7 d' }).click();
    await page().reload();
    await region('Addresses over time').getByRole('button', { name: '7 d', pressed: true }).waitFor();
    expect(page().url()).toContain('range=7d');

    // Each forced update writes a row for each address.
    const api = await signIn(here().daemon.url);
    for (let times = 0; times < 18; times += 1)
      await api.call('POST', '/ddns/manual-update', { force: true });
    await page().getByRole('button', { name: 'Older' }).click();
    await page()
      .getByText(/^2 of \d/)
      .waitFor();
    expect(page().url()).toContain('page=2');
    await page().getByRole('button', { name: 'Newer' }).click();
    await page()
      .getByText(/^1 of \d/)
      .waitFor();
  });

  it('says what is wrong with a name that the machine has no address for, and what its server answers', async () => {
    const api = await signIn(here().daemon.url);
    const { data: host } = await api.call<Host>('POST', '/ddns/hosts', {
      name: 'gone.home.arpa',
      families: ['A'],
      source: { kind: 'interface', interface: 'nosuch0' },
    });
    await page().goto(`${here().daemon.url}/names/${host.host_id}`);
    await heading('gone.home.arpa needs attention');
    await page()
      .getByText(/nosuch0/)
      .first()
      .waitFor();
    await page().getByText('IPv4: nothing of CloudCube stands there yet.').waitFor();
    await page().getByRole('button', { name: 'Actions for gone.home.arpa' }).click();
    await page().getByRole('menuitem', { name: 'Delete' }).click();
    await dialog().getByRole('button', { name: 'Delete name' }).click();
    await row(first).waitFor();
    await row('gone.home.arpa').waitFor({ state: 'detached' });
    await page().goto(`${here().daemon.url}/names/${host.host_id}`);
    await heading('There is no such name any more');
    await page().getByRole('link', { name: 'All names' }).click();
  });

  it('asks what becomes of the records before it deletes a name', async () => {
    await act('door.home.arpa', 'Delete');
    expect(await dialog().getByLabel('Leave them in the zone').isChecked()).toBe(true);
    await dialog().getByLabel('Remove them from the zone').check();
    await dialog().getByRole('button', { name: 'Delete name' }).click();
    await row('door.home.arpa').waitFor({ state: 'detached' });
  });

  it('tells which addresses this machine had, as a picture and as a table, and what was written', async () => {
    await show('Address changes');
    await page().getByText('No source has found a public address yet.').waitFor();
    await page().getByLabel('Addresses shown').selectOption({ label: 'Of this network too' });
    const addresses = region('Addresses');
    await addresses
      .getByRole('img', { name: /^This machine/ })
      .first()
      .waitFor();
    await addresses.getByRole('button', { name: 'As table' }).click();
    await page().getByRole('table', { name: 'Addresses', exact: true }).getByText('now').first().waitFor();
    await page().getByRole('table', { name: 'What was written' }).getByText('Removed').first().waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().emulateMedia({ colorScheme: 'dark' });
    expect(await findingsOf(page())).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
  });

  it('finds among many by text and by state, and puts them in another order', async () => {
    const api = await signIn(here().daemon.url);
    for (let nth = 1; nth <= 40; nth += 1) {
      await api.call('POST', '/ddns/hosts', { name: `host${String(nth)}.home.arpa`, enabled: nth > 3 });
    }
    await go('Names');
    // Rows far below are not drawn.
    await page().getByLabel('Filter by name or address').fill('host40');
    await row('host40.home.arpa').getByText('Right').waitFor();
    const names = page().getByRole('table', { name: 'Names' });
    await page().getByLabel('Filter by name or address').fill('host1');
    await row('host40.home.arpa').waitFor({ state: 'detached' });
    await row('host19.home.arpa').waitFor();
    await page().getByLabel('Names shown', { exact: true }).selectOption('off');
    await row('host19.home.arpa').waitFor({ state: 'detached' });
    await row('host1.home.arpa').waitFor();
    await page().getByLabel('Filter by name or address').fill('nothing like it');
    await page().getByText('No name or address holds this text.').waitFor();
    await page().getByLabel('Filter by name or address').fill('');
    await page().getByLabel('Names shown', { exact: true }).selectOption('all');
    await page().getByRole('button', { name: 'Name', exact: true }).click();
    await names.locator('[aria-sort=ascending]').getByText('Name').waitFor();
    await page().getByRole('button', { name: 'Name', exact: true }).click();
    await names.locator('[aria-sort=descending]').getByText('Name').waitFor();
    await expect
      .poll(() => names.getByRole('row').nth(1).getByRole('link').first().textContent())
      .toBe(first);
    await page().getByRole('button', { name: 'State' }).click();
  });

  it('goes through the rows by keyboard, picks some out and opens one', async () => {
    await page().getByLabel('Filter by name or address').fill('host2');
    const rows = page().getByRole('table', { name: 'Names' }).getByRole('row');
    // host2 and host20 to host29, under the headers; the one that is off comes last.
    await expect.poll(() => rows.count()).toBe(12);
    await rows.nth(1).focus();
    await page().keyboard.press('Space');
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Space');
    await page().getByText('2 names chosen').waitFor();
    await page().keyboard.press('ArrowUp');
    await expect.poll(focused).toContain('host20.home.arpa');
    await page().keyboard.press('Enter');
    await heading('host20.home.arpa is right');
    await page().goBack();
  });

  it('switches several names off, and deletes them, telling each', async () => {
    await page().getByLabel('Filter by name or address').fill('host3');
    await page().getByLabel('Choose all names shown').check();
    await page().getByText('11 names chosen').waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().getByRole('button', { name: 'Switch off', exact: true }).click();
    // One of them is off already.
    await dialog().getByText('Switch off 10 names').waitFor();
    await dialog().getByText('host30.home.arpa').waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await dialog().getByRole('button', { name: 'Switch off' }).click();
    await dialog().getByText('10 of 10 done.').waitFor();
    await dialog().getByRole('listitem').filter({ hasText: 'host39.home.arpa' }).getByText('done').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    await closed();
    await row('host30.home.arpa').getByText('Off', { exact: true }).waitFor();

    await page().getByLabel('Choose all names shown').check();
    await page().getByRole('button', { name: 'Delete', exact: true }).click();
    await dialog().getByText('Delete 11 names').waitFor();
    await dialog().getByText('1 more name').waitFor();
    await dialog().getByLabel('Remove them from the zone').check();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    // Whoever leaves finds it going on, or over.
    await page().keyboard.press('Escape');
    await closed();
    await page().getByText('No name or address holds this text.').waitFor();
    const api = await signIn(here().daemon.url);
    const { data } = await api.call<{ hosts: Host[] }>('GET', '/ddns/hosts?limit=1000');
    expect(data.hosts.filter(({ name }) => name.startsWith('host3'))).toEqual([]);
  });

  it.each([390, 360, 320])('has no sideways scroll at %i pixels', async (width) => {
    await page().setViewportSize({ width, height: 844 });
    for (const place of ['/names', '/names/changes?reach=all']) {
      await page().goto(here().daemon.url + place);
      await page().getByRole('table').first().waitFor();
      expect(await over(), place).toBe(0);
    }
    await page().goto(`${here().daemon.url}/names`);
    await page().getByRole('table', { name: 'Names' }).getByRole('row').nth(1).press('Enter');
    await page().getByRole('table', { name: 'What its servers answer' }).waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
    await page().setViewportSize({ width: 1280, height: 900 });
  });

  it('speaks Chinese', async () => {
    await page().getByRole('button', { name: '中文' }).click();
    await page().getByText('权威服务器的应答').first().waitFor();
    await page().getByText('地址的来历').waitFor();
    expect(await page().locator('main').textContent()).not.toMatch(/naming\.|overview\./);
    await page().getByRole('button', { name: 'English' }).click();
  });

  drewNoComplaint(here);
});
