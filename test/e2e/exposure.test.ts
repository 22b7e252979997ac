/** Who can reach CloudCube, as its owner meets it on the page; daemon and browser stand in a network of their own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exposure } from '../../shared/api/exposure.ts';
import { admin } from '../support/api.ts';
import { command } from '../support/mounts.ts';
import { createLan, needsNamespaces, type Namespace } from '../support/namespace.ts';
import { needs, titled } from '../support/needs.ts';
import { newFolder } from '../unit/kernel/folder.ts';
import { findingsOf } from './support/axe.ts';
import { openTab } from './support/browser.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

const wanted = needs.all(needs.chromium, needsNamespaces, needs.command('openssl'));
const LAN = '10.99.0.2';
const page = `https://${LAN}:8443/`;

/** One that some other authority could have given out. */
function makeCertificate(certificate: string, key: string): void {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-keyout', key];
  const named = ['-subj', '/CN=nas', '-addext', `subjectAltName=IP:${LAN}`, '-days', '90'];
  command('openssl', 'req', '-x509', ...newKey, ...named, '-out', certificate);
}

describe.skipIf(!wanted.ok)(titled('exposure on the page', wanted), () => {
  let network: Namespace;
  beforeAll(() => {
    network = createLan(LAN);
  });
  afterAll(() => network.remove());
  const { here, dialog, closed, row, go, show, over } = signedIn({ enter: () => network.enter });

  const answer = (text: string) =>
    here().tab.page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
  const lanSwitch = () => here().tab.page.getByRole('switch', { name: 'Local network' });
  /** The part of the picture that tells of so far away. */
  const ring = (title: string) =>
    here()
      .tab.page.getByRole('list', { name: 'Who may do what, from this machine outward' })
      .getByRole('listitem')
      .filter({ has: here().tab.page.getByRole('heading', { name: title }) });
  /** What the daemon says of it, asked with the sign-in of the page. */
  const told = () =>
    here().tab.page.evaluate(
      async () => ((await (await fetch('/api/v2/exposure')).json()) as { data: Exposure }).data,
    );
  async function edit(decision: string, typed: string): Promise<void> {
    await here()
      .tab.page.getByRole('button', { name: `Edit: ${decision}` })
      .click();
    await dialog().getByRole('textbox').fill(typed);
    await dialog().getByRole('button', { name: 'Save' }).click();
  }

  it('says that nobody but this machine gets an answer, while that is so', async () => {
    await go('Access');
    await show('LAN and TLS');
    await answer('Only this machine reaches CloudCube');
    expect(await here().tab.page.title()).toBe('Who can reach CloudCube · CloudCube');
    await ring('Local network').getByText('Nothing: nobody answers.').waitFor();
    expect(await lanSwitch().getAttribute('aria-checked')).toBe('false');
    expect(await row('This machine: page and API').getByText('Listens').count()).toBe(1);
    expect(
      await here()
        .tab.page.getByRole('img', { name: /^QR code/ })
        .count(),
    ).toBe(0);
  });

  it('says what it means before it opens the local network, and leaves it shut when that is not wanted', async () => {
    const { keyboard } = here().tab.page;
    await lanSwitch().focus();
    await keyboard.press('Space');
    await dialog().getByText('Each phone has to be told once to trust it').waitFor();
    expect(await findingsOf(here().tab.page)).toEqual([]);
    await keyboard.press('Escape');
    await closed();
    expect((await told()).lan.open).toBe(false);
    expect(await lanSwitch().evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('opens it, and shows where the page is and what each may do', async () => {
    await lanSwitch().click();
    await dialog().getByRole('button', { name: 'Open' }).click();
    await closed();
    await answer('This machine and the local network reach CloudCube');
    await here()
      .tab.page.getByRole('button', { name: `Copy ${page}` })
      .waitFor();
    await ring('Local network').getByText('The page and the API by TLS on port 8443').waitFor();
    await row(`${LAN}:8443`).getByText('by TLS').waitFor();
    const { sockets } = await told();
    expect(sockets.filter(({ kind }) => kind === 'tls')).toMatchObject([{ address: LAN, listening: true }]);
  });

  it('gives out the certificate to trust as a picture and as a file, with the steps for each system', async () => {
    const { page: shown } = here().tab;
    const { authority } = await told();
    await shown.getByRole('img', { name: 'QR code: the address of the certificate to trust' }).waitFor();
    await shown.getByRole('button', { name: `Copy ${authority?.urls[0] ?? ''}` }).waitFor();
    await shown.getByRole('button', { name: `Copy ${authority?.fingerprint ?? ''}` }).waitFor();
    const download = shown.waitForEvent('download');
    await shown.getByRole('link', { name: 'Download the certificate' }).click();
    expect((await download).suggestedFilename()).toBe('cloudcube-ca.crt');
    for (const [system, step] of [
      ['iPhone and iPad', 'turn full trust on'],
      ['Android', 'Install anyway'],
      ['Windows', 'Trusted Root Certification Authorities'],
      ['macOS', 'Always Trust'],
    ] as const) {
      await shown.getByText(system, { exact: true }).click();
      await shown.getByText(step).waitFor();
    }
    // One at a time.
    expect(await shown.getByText('turn full trust on').isVisible()).toBe(false);
  });

  it('says which entry cannot be taken, keeps what can, and passes on what only the server knows', async () => {
    const { page: shown } = here().tab;
    await edit('Further names', 'https://nas.example.com');
    await dialog().getByText('https://nas.example.com is no name.').waitFor();
    await dialog().getByRole('textbox').fill('NAS.example.com\nnas.example.com');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await row('Further names').getByText('nas.example.com').waitFor();

    await edit('Trusted proxies', '10.99.0.0/99');
    await dialog().getByRole('alert').getByText('10.99.0.0/99 is neither an address').waitFor();
    await dialog().getByRole('textbox').fill('10.99.0.7/24');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await row('Trusted proxies').getByText('10.99.0.0/24').waitFor();

    await edit('Pages of other sites', 'https://dash.example/home');
    await closed();
    await ring('Beyond').getByText('with a key or a token: 1.').waitFor();
    expect((await told()).settings).toMatchObject({
      allowed_hosts: ['nas.example.com'],
      trusted_proxies: ['10.99.0.0/24'],
      cors_origins: ['https://dash.example'],
    });
    expect(await shown.getByRole('dialog').count()).toBe(0);
  });

  it('opens a plain port for routers, and says why one does not listen', async () => {
    await edit('Plain port for routers', '70000');
    await dialog().getByText('70000 is no port.').waitFor();
    await dialog().getByRole('textbox').fill('8245');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await row(`${LAN}:8245`).getByText('Listens', { exact: true }).waitFor();
    await ring('Local network').getByText('without TLS, on port 8245').waitFor();

    const { port } = new URL(here().daemon.url);
    await edit('Plain port for routers', port);
    await closed();
    await row('Does not').getByText(`Another program listens on port ${port} of ${LAN}`).waitFor();
    expect(await findingsOf(here().tab.page)).toEqual([]);
    await edit('Plain port for routers', '');
    await closed();
    await row('Does not').waitFor({ state: 'detached' });
  });

  it('takes a certificate of the owner’s, says what is wrong with its files, and goes back', async () => {
    const { page: shown } = here().tab;
    const folder = newFolder();
    const files = { certificate: join(folder, 'own.crt'), key: join(folder, 'own.key') };
    await shown.getByRole('button', { name: 'Use your own' }).click();
    await dialog().getByLabel('Certificate with its chain').fill(files.certificate);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('alert').getByText('A certificate needs its key').waitFor();
    await dialog().getByLabel('Its key').fill(files.key);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('alert').getByText(`${files.certificate} cannot be read`).waitFor();

    makeCertificate(files.certificate, files.key);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await shown.getByText('Your own', { exact: true }).waitFor();
    // What browsers know already needs nobody's trust.
    await shown
      .getByRole('heading', { name: 'Trust it on phones and computers' })
      .waitFor({ state: 'detached' });

    writeFileSync(files.key, 'half of a k');
    await shown.getByText('holds no certificate or key in PEM').first().waitFor();
    await shown.getByRole('button', { name: 'Change files' }).click();
    await dialog().getByRole('button', { name: 'Use CloudCube’s own' }).click();
    await closed();
    await shown.getByText('Made by this CloudCube').waitFor();
  });

  it('is opened over the network by TLS, and says who would shut themselves out', async () => {
    const far = await openTab(here().browser, {
      ignoreHTTPSErrors: true,
      viewport: { width: 360, height: 800 },
    });
    await far.page.goto(`${page}exposure`);
    await comeIn(far, admin);
    await far.page.getByRole('switch', { name: 'Local network' }).click();
    await far.page.getByRole('dialog').getByText('You came in over the network yourself').waitFor();
    expect(await findingsOf(far.page)).toEqual([]);
    expect(far.complaints).toEqual([]);
    await far.close();
  });

  it('tells where the master key is kept and how it moves', async () => {
    await here().tab.page.getByText('In a file of the data folder').waitFor();
    await here().tab.page.getByRole('button', { name: 'Copy npm run cli -- key-source keychain' }).waitFor();
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone in both languages', async () => {
    const { page: shown } = here().tab;
    for (const colorScheme of ['dark', 'light'] as const) {
      await shown.emulateMedia({ colorScheme });
      expect(await findingsOf(shown), colorScheme).toEqual([]);
    }
    for (const width of [360, 320]) {
      await shown.setViewportSize({ width, height: 800 });
      expect(await over(), String(width)).toBe(0);
    }
    await shown.getByRole('button', { name: '中文' }).click();
    await answer('本机和局域网能访问 CloudCube');
    expect(await over()).toBe(0);
    expect(await findingsOf(shown)).toEqual([]);
    await shown.getByRole('button', { name: 'English' }).click();
    await shown.setViewportSize({ width: 1280, height: 900 });
  });

  it('shuts it again', async () => {
    await lanSwitch().click();
    await dialog().getByText('get no answer from now on').waitFor();
    expect(await dialog().getByText('You came in over the network').count()).toBe(0);
    await dialog().getByRole('button', { name: 'Shut' }).click();
    await closed();
    await answer('Only this machine reaches CloudCube');
    expect((await told()).sockets.map(({ kind }) => kind)).toEqual(['loopback', 'dns']);
  });

  drewNoComplaint(here);
});
