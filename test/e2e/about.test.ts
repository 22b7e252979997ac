/** What this CloudCube is, as its owner meets it on the page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../electron/kernel/version.ts';
import { callControl } from '../../electron/kernel/control.ts';
import { createLan, needsNamespaces, type Namespace } from '../support/namespace.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const wanted = needs.all(needs.chromium, needsNamespaces);
const LAN = '10.98.0.2';

describe.skipIf(!wanted.ok)(titled('about on the page', wanted), () => {
  let network: Namespace;
  beforeAll(() => {
    network = createLan(LAN);
  });
  afterAll(() => network.remove());
  const { here, dialog, closed, over } = signedIn({ enter: () => network.enter });
  const shown = () => here().tab.page;
  const open = () => shown().goto(`${here().daemon.url}/about`);
  const box = (title: string) => shown().getByRole('region', { name: title, exact: true });

  it('says which version runs, since when, and where everything is', async () => {
    await open();
    await shown()
      .getByRole('heading', { level: 1, name: `CloudCube ${version}` })
      .waitFor();
    expect(await shown().title()).toBe('About CloudCube · CloudCube');
    await box('Versions').getByText(process.versions.node, { exact: true }).waitFor();
    const { dataDir, url } = here().daemon;
    await shown()
      .getByRole('button', { name: `Copy ${dataDir}`, exact: true })
      .waitFor();
    await shown()
      .getByRole('button', { name: `Copy ${url}`, exact: true })
      .waitFor();
    // It is the page that is served: nobody is told to load another one.
    expect(await shown().getByText('This page is of another version').count()).toBe(0);
  });

  it('shows how a phone gets here once the local network is open, without being asked again', async () => {
    await box('Where to open it').getByText('Nobody in the local network gets an answer.').waitFor();
    await box('Where to open it').getByRole('link', { name: 'Open the local network' }).waitFor();
    await callControl(here().daemon.dataDir, 'settings', ['set', 'server.lan_access', 'true']);
    await box('Where to open it').getByText(`https://${LAN}:8443`).waitFor();
    await shown()
      .getByRole('img', { name: /^QR code/ })
      .waitFor();
  });

  it('leads to the documents and the licences of its parts', async () => {
    const { url } = here().daemon;
    for (const name of [/Swagger UI/, /ReDoc/, /OpenAPI/, /AsyncAPI/, /parts that it is made of/]) {
      const address = await box('Help and licence').getByRole('link', { name }).getAttribute('href');
      const status = await shown().evaluate(async (at) => (await fetch(at)).status, `${url}${address ?? ''}`);
      expect(status, String(name)).toBe(200);
    }
  });

  it('copies diagnostics that were read before', async () => {
    await shown().context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await shown().getByRole('button', { name: 'Copy diagnostics…' }).click();
    const text = dialog().getByLabel('What is copied');
    await text.getByText(`CloudCube ${version}`).waitFor();
    expect(await findingsOf(shown())).toEqual([]);
    const read = await text.textContent();
    expect(read).not.toContain(here().daemon.dataDir);
    await dialog().getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => shown().evaluate(() => navigator.clipboard.readText())).toBe(read);
    await shown().keyboard.press('Escape');
    await closed();
  });

  it('is in order for who cannot see it, in both themes, on a phone and in Chinese', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await shown().emulateMedia({ colorScheme: scheme });
      await open();
      await box('Versions').waitFor();
      expect(await findingsOf(shown()), scheme).toEqual([]);
    }
    await shown().setViewportSize({ width: 360, height: 800 });
    await shown().getByRole('button', { name: '中文' }).click();
    await box('数据存放位置').waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(shown())).toEqual([]);
    await shown().getByRole('button', { name: 'English' }).click();
  });

  drewNoComplaint(here);
});
