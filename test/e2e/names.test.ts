/** The names in our own zones, as their owner meets them on the page: what is done to them, and what became of it. */
import { describe, expect, it } from 'vitest';
import { needs, titled } from '../support/needs.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const first = 'nas.home.arpa';

describe.skipIf(!needs.chromium.ok)(titled('names on the page', needs.chromium), () => {
  const { here, rowOf, act } = signedIn();
  const row = (name: string) => rowOf('Names', name);

  it('copies an address and says so', async () => {
    const { page } = here().tab;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = page
      .getByRole('region', { name: 'Overview' })
      .getByRole('button', { name: /^Copy / })
      .first();
    const address = (await copy.getAttribute('aria-label'))!.replace('Copy ', '');
    await copy.click();
    await page.getByRole('status').getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  });

  it('updates now, in the button, and writes again when told to', async () => {
    const { page } = here().tab;
    const button = page.getByRole('button', { name: 'Update now' });
    const width = (await button.boundingBox())!.width;
    await button.click();
    await page.getByText('checked just now').waitFor();
    expect((await page.getByRole('button', { name: 'Update now' }).boundingBox())!.width).toBe(width);
    await page.getByRole('button', { name: 'More ways to update' }).click();
    await page.getByRole('menuitem', { name: 'Write all records again' }).click();
    await page.getByRole('table', { name: 'History' }).getByText('Rewritten').first().waitFor();
  });

  it('pauses until resumed, and for an hour, and resumes', async () => {
    const { page } = here().tab;
    const pause = async (choice: string) => {
      await page.getByRole('button', { name: 'Pause automatic checks' }).click();
      await page.getByRole('menuitem', { name: choice }).click();
    };
    await pause('Until resumed');
    await page.getByRole('heading', { name: 'Checks are paused' }).waitFor();
    await page.getByText('paused until resumed').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
    await pause('For 1 hour');
    await page.getByText(/paused until \d/).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
  });

  it('refuses a name outside the zones in the server’s words, then adds one below them', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Add name' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('cam.example.com');
    await dialog.getByRole('button', { name: 'Add name' }).click();
    await dialog.getByText(/cam\.example\.com is below none of the zones/).waitFor();
    await dialog.getByLabel('Name').fill('cam.home.arpa');
    await dialog.getByLabel('IPv6 (AAAA)').uncheck();
    await dialog.getByRole('button', { name: 'Add name' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('changes a name, switches it off and on', async () => {
    const { page } = here().tab;
    await act('cam.home.arpa', 'Edit');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('door.home.arpa');
    await dialog.getByText('More settings').click();
    await dialog.getByLabel('Time to live').fill('300');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await row('door.home.arpa').getByText('Right').waitFor();
    await act('door.home.arpa', 'Switch off');
    await row('door.home.arpa').getByText('Off', { exact: true }).waitFor();
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
    await act('door.home.arpa', 'Switch on');
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('shows the history of one name, and page by page', async () => {
    const { page } = here().tab;
    const history = page.getByRole('table', { name: 'History' });
    await act('door.home.arpa', 'History');
    await page.getByRole('button', { name: 'Show all names' }).waitFor();
    await history.getByText(first).first().waitFor({ state: 'detached' });
    expect(page.url()).toContain('host=');
    await page.getByRole('button', { name: 'Show all names' }).click();
    await history.getByText(first).first().waitFor();

    // Each forced update writes a row for each address.
    for (let times = 0; times < 8; times += 1) {
      await page.getByRole('button', { name: 'More ways to update' }).click();
      await page.getByRole('menuitem', { name: 'Write all records again' }).click();
      await page
        .getByRole('button', { name: 'Update now' })
        .and(page.locator('[aria-disabled=false]'))
        .waitFor();
    }
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText(/^2 of \d/).waitFor();
    expect(page.url()).toContain('page=2');
    await page.getByRole('button', { name: 'Newer' }).click();
    await page.getByText(/^1 of \d/).waitFor();
  });

  it('asks what becomes of the records before it deletes a name', async () => {
    const { page } = here().tab;
    await act('door.home.arpa', 'Delete');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Leave them in the zone').isChecked()).toBe(true);
    await dialog.getByLabel('Remove them from the zone').check();
    await dialog.getByRole('button', { name: 'Delete name' }).click();
    await row('door.home.arpa').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: `${first} is right` }).waitFor();
  });

  drewNoComplaint(here);
});
