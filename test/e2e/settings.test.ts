/** Every setting, the copies, and what is carried away, as their owner meets them on the page. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callControl } from '../../electron/kernel/control.ts';
import type { SettingList, SettingsDocument } from '../../shared/api/settings.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const PASSPHRASE = 'correct horse battery staple';

describe.skipIf(!needs.chromium.ok)(titled('settings on the page', needs.chromium), () => {
  const { here, dialog, closed, show, over } = signedIn();
  const shown = () => here().tab.page;
  const open = (path = '/settings') => shown().goto(here().daemon.url + path);
  const field = (title: string) => shown().getByRole('textbox', { name: title, exact: true });
  const group = (title: string) => shown().getByRole('region', { name: title, exact: true });
  const press = (name: string) => shown().getByRole('button', { name, exact: true }).click();
  /** What the daemon says, asked with the sign-in of the page. */
  const valueOf = (key: string) =>
    shown().evaluate(async (wanted) => {
      const { data } = (await (await fetch('/api/v2/settings')).json()) as { data: SettingList };
      return data.settings.find((one) => one.key === wanted)?.value;
    }, key);

  it('shows each setting with its meaning, its default and its value', async () => {
    await open();
    await group('Names').getByText('Seconds between two checks of the names').waitFor();
    expect(await shown().title()).toBe('Settings · CloudCube');
    await expect.poll(() => field('Checking interval').inputValue()).toBe('300');
    await group('Names').getByText('Default: 300').waitFor();
    const boot = shown().getByRole('table', { name: 'Given at the start' });
    const port = boot.getByRole('row').filter({ hasText: 'CLOUDCUBE_DNS_PORT' });
    await port.getByText('Flag', { exact: true }).waitFor();
    expect(await boot.getByRole('textbox').count()).toBe(0);
    // Those of another page are shown, and changed there.
    expect(await field('Further names of this server').count()).toBe(0);
    await group('Who can reach CloudCube').getByRole('link', { name: 'LAN and TLS' }).first().click();
    await shown().waitForURL('**/exposure');
  });

  it('says which field does not fit, keeps what does, and marks it as changed', async () => {
    await open();
    await field('Checking interval').fill('5');
    await press('Save: Names');
    await group('Names').getByText('A whole number from 30 to 86400.').waitFor();
    await field('Checking interval').fill('600');
    await field('Changes of address per hour').fill('12');
    await group('Names').getByText('2 changes are not saved yet.').waitFor();
    await press('Save: Names');
    await group('Names')
      .getByText(/by admin/)
      .first()
      .waitFor();
    await expect.poll(() => group('Names').getByText('not saved').count()).toBe(0);
    expect([await valueOf('ddns.interval_seconds'), await valueOf('ddns.max_changes_per_hour')]).toEqual([
      600, 12,
    ]);
  });

  it('passes on what only the server knows, beside the field', async () => {
    await field('Zones').fill('');
    await press('Save: Embedded name server');
    await group('Embedded name server').getByText('must have at least 1 entries').waitFor();
    await field('Zones').fill('home.arpa\nattic.arpa');
    await press('Save: Embedded name server');
    await group('Embedded name server')
      .getByText(/by admin/)
      .waitFor();
    expect(await valueOf('dns.zones')).toEqual(['home.arpa', 'attic.arpa']);
  });

  it('goes back to a default, and tells who changed what', async () => {
    await press('History: Checking interval');
    const history = group('Names').getByRole('list');
    await history.getByText('default → 600').waitFor();
    await press('Back to default: Checking interval');
    await history.getByText('600 → default').waitFor();
    await expect.poll(() => field('Checking interval').inputValue()).toBe('300');
    await expect.poll(() => valueOf('ddns.interval_seconds')).toBe(300);
  });

  it('shows what the command line changes, and keeps what is being typed', async () => {
    await field('Days that lines').count();
    await group('Log').getByRole('textbox', { name: 'Size of a log file' }).fill('50');
    await callControl(here().daemon.dataDir, 'settings', ['set', 'logs.keep_days', '21']);
    const days = group('Log').getByRole('textbox', { name: 'Days to keep' });
    await expect.poll(() => days.inputValue()).toBe('21');
    expect(await group('Log').getByRole('textbox', { name: 'Size of a log file' }).inputValue()).toBe('50');
    await group('Log').getByRole('button', { name: 'Discard' }).click();
    expect(await group('Log').getByRole('textbox', { name: 'Size of a log file' }).inputValue()).toBe('10');
  });

  it('finds by title and meaning, and shows only what was changed', async () => {
    const search = shown().getByRole('searchbox', { name: 'Search in settings' });
    await search.fill('two checks');
    await group('Log').waitFor({ state: 'detached' });
    await field('Checking interval').waitFor();
    await search.fill('no such thing');
    await shown().getByText('No setting fits.').waitFor();
    await press('Show all');
    await group('Log').waitFor();
    await shown()
      .getByLabel(/^Only what was changed/)
      .check();
    await group('Alerts').waitFor({ state: 'detached' });
    await field('Zones').waitFor();
    await shown()
      .getByLabel(/^Only what was changed/)
      .uncheck();
  });

  it('is changed by the keyboard alone', async () => {
    await open();
    await field('Quiet time after a start').focus();
    await shown().keyboard.press('ControlOrMeta+a');
    await shown().keyboard.type('90');
    await shown().keyboard.press('Enter');
    await group('Alerts')
      .getByText(/by admin/)
      .waitFor();
    await expect.poll(() => valueOf('alerts.grace_seconds')).toBe(90);
  });

  it('makes a copy, says what going back means, asks for its name, and goes back to it', async () => {
    await show('Copies');
    await shown().getByText('No copy was made yet.').waitFor();
    await press('Copy now');
    const rows = shown().getByRole('table', { name: 'Copies' }).getByRole('row');
    await rows.filter({ hasText: 'made by hand' }).getByText('Sound').waitFor();
    await shown()
      .getByRole('heading', { level: 1, name: /^The newest sound copy was made/ })
      .waitFor();
    await callControl(here().daemon.dataDir, 'settings', ['set', 'ddns.interval_seconds', '777']);

    await shown()
      .getByRole('button', { name: /^Go back to the copy of/ })
      .click();
    await dialog().getByText('Users').or(dialog().getByText('users')).first().waitFor();
    expect(await findingsOf(shown())).toEqual([]);
    const name = /copy of (.*)\?/.exec((await dialog().getByRole('heading').textContent()) ?? '')?.[1] ?? '';
    expect(name).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
    const typed = dialog().getByRole('textbox');
    await typed.fill('2001-01-01 00:00');
    await dialog().getByRole('button', { name: 'Go back' }).click();
    await dialog().getByText(`This is not ${name}.`).waitFor();
    await expect.poll(() => valueOf('ddns.interval_seconds')).toBe(777);
    await typed.fill(name);
    await dialog().getByRole('button', { name: 'Go back' }).click();
    await closed();
    await shown().getByRole('status').getByText(`CloudCube went on from the copy of ${name}.`).waitFor();
    await rows.filter({ hasText: 'the state before going back to a copy' }).waitFor();
    await expect.poll(() => valueOf('ddns.interval_seconds')).toBe(300);
    expect(here().daemon.process.exitCode).toBeNull();
  });

  it('carries the settings away under a passphrase that is typed twice', async () => {
    await show('Export and import');
    const form = shown().getByRole('region', { name: 'Export', exact: true });
    const [first, again] = [
      form.getByLabel('Passphrase', { exact: true }),
      form.getByLabel('Passphrase, once more'),
    ];
    await first.fill('short');
    await form.getByRole('button', { name: 'Save the file' }).click();
    await form.getByText('At least 12 characters are needed.').waitFor();
    await form.getByText('The two differ.').waitFor();
    await first.fill(PASSPHRASE);
    await again.fill(PASSPHRASE);
    const download = shown().waitForEvent('download');
    await form.getByRole('button', { name: 'Save the file' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^cloudcube-settings-\d{4}-\d\d-\d\d\.json$/);
    const document = JSON.parse(readFileSync(await file.path(), 'utf8')) as SettingsDocument;
    expect(document).toMatchObject({ format: 'cloudcube-settings', version: 1 });
    expect(JSON.stringify(document)).not.toContain('attic.arpa');
    expect(await first.inputValue()).toBe('');
  });

  it('shows what an import would change before it changes anything', async () => {
    const form = shown().getByRole('region', { name: 'Import', exact: true });
    const exported = await shown().evaluate(async (passphrase) => {
      const token = (
        (await (await fetch('/api/v2/admin/csrf-token')).json()) as { data: { csrf_token: string } }
      ).data.csrf_token;
      const response = await fetch('/api/v2/settings/export', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': token },
        body: JSON.stringify({ passphrase }),
      });
      return ((await response.json()) as { data: SettingsDocument }).data;
    }, PASSPHRASE);
    await callControl(here().daemon.dataDir, 'settings', ['set', 'dns.zones', '["home.arpa"]']);
    await callControl(here().daemon.dataDir, 'settings', ['set', 'ddns.interval_seconds', '888']);

    const choose = (name: string, text: string) =>
      form.getByLabel('File', { exact: true }).setInputFiles({
        ...{ name, mimeType: 'application/json', buffer: Buffer.from(text) },
      });
    const look = () => form.getByRole('button', { name: 'Show what would change' }).click();
    await look();
    await form.getByText('Choose the file.').waitFor();
    await choose('other.json', '{"format":"other"}');
    await look();
    await form.getByText('This is no file of CloudCube’s settings.').waitFor();
    await choose('settings.json', JSON.stringify(exported));
    await form.getByLabel('Passphrase of the file').fill('another passphrase');
    await look();
    await form.getByRole('alert').getByText('The passphrase does not open this file').waitFor();
    await form.getByLabel('Passphrase of the file').fill(PASSPHRASE);
    await form.getByLabel('Settings that the file does not hold').check();
    await look();
    const plan = form.getByRole('table', { name: 'What would change' });
    await plan.getByRole('row').filter({ hasText: 'dns.zones' }).getByText('home.arpa, attic.arpa').waitFor();
    await plan.getByRole('row').filter({ hasText: 'Checking interval' }).getByText('888').waitFor();
    expect(await findingsOf(shown())).toEqual([]);
    await expect.poll(() => valueOf('ddns.interval_seconds')).toBe(888);
    await form.getByRole('button', { name: 'Change 2 settings' }).click();
    await form.getByText('2 settings were changed.').waitFor();
    expect([await valueOf('ddns.interval_seconds'), await valueOf('dns.zones')]).toEqual([
      300,
      ['home.arpa', 'attic.arpa'],
    ]);
  });

  it('is in order for who cannot see it, in both themes, on a phone and in Chinese', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await shown().emulateMedia({ colorScheme: scheme });
      for (const [path, part] of [
        ['/settings', 'Given at the start'],
        ['/settings/copies', 'Copies'],
        ['/settings/carry', 'Export'],
      ] as const) {
        await open(path);
        await shown().getByRole('heading', { name: part, exact: true }).waitFor();
        expect(await findingsOf(shown()), `${path} ${scheme}`).toEqual([]);
      }
    }
    await shown().setViewportSize({ width: 360, height: 800 });
    await shown().getByRole('button', { name: '中文' }).click();
    for (const [path, part] of [
      ['/settings', '启动时给定'],
      ['/settings/copies', '副本'],
      ['/settings/carry', '导出'],
    ] as const) {
      await open(path);
      await shown().getByRole('heading', { name: part, exact: true }).first().waitFor();
      expect(await over(), path).toBe(0);
      expect(await findingsOf(shown()), path).toEqual([]);
    }
    await shown().getByRole('button', { name: 'English' }).click();
    await shown().setViewportSize({ width: 1280, height: 900 });
    await shown().emulateMedia({ colorScheme: 'light' });
  });

  drewNoComplaint(here);
});
