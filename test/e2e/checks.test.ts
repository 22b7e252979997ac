/** Standing checks on the page: made, tried, watched, paused and let go, over a server that comes and goes. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';
import { openTab } from './support/browser.ts';

const nas = 'The page of the NAS';
const backup = 'Backup has run';

describe.skipIf(!needs.chromium.ok)(titled('checks on the page', needs.chromium), () => {
  const { here, dialog, closed, go, show, row, act, focused, over } = signedIn();
  const page = () => here().tab.page;
  let target: Server;
  let port: number;

  async function serve(at: number): Promise<void> {
    target = createServer((_request, response) => response.end('photos and films')).listen(at, '127.0.0.1');
    await once(target, 'listening');
    ({ port } = target.address() as AddressInfo);
  }
  const leave = async (): Promise<void> => {
    target.closeAllConnections();
    await new Promise((resolve) => target.close(resolve));
  };
  const runNow = async (name: string): Promise<void> => {
    const answered = page().waitForResponse(/\/run$/);
    await act(name, 'Run now');
    await (await answered).finished();
  };
  const title = (text: string) => page().getByRole('heading', { name: text }).waitFor();

  beforeAll(() => serve(0));
  afterAll(leave);

  it('says what a check is for, and offers some to begin with', async () => {
    await go('Monitor');
    await show('Checks');
    await page()
      .getByText(/^A check looks at something again and again/)
      .waitFor();
    const offers = page().getByRole('group', { name: 'To begin with' });
    await offers.getByRole('button', { name: 'Check the name nas.home.arpa' }).waitFor();
    await offers.getByRole('button', { name: 'Web page of nas.home.arpa' }).click();
    expect(await dialog().getByLabel('Name', { exact: true }).inputValue()).toBe('Web page of nas.home.arpa');
    expect(await dialog().getByLabel('Address').inputValue()).toBe('https://nas.home.arpa/');
    await page().keyboard.press('Escape');
    await closed();
    expect(await page().title()).toBe('Checks · CloudCube');
  });

  it('says what is missing, and tries a check before it is kept', async () => {
    await page().getByRole('button', { name: 'Add check' }).click();
    await dialog().getByRole('button', { name: 'Try it' }).click();
    await dialog().getByText('This is needed.').first().waitFor();
    await dialog()
      .getByLabel('Address')
      .fill(`http://127.0.0.1:${String(port)}/`);
    await dialog().getByLabel('Text in the answer').fill('music');
    await dialog().getByRole('button', { name: 'Try it' }).click();
    await dialog()
      .getByRole('status')
      .getByText(/^Failed · .* · The answer does not hold “music”\.$/)
      .waitFor();
    await dialog().getByLabel('Text in the answer').fill('photos');
    // What was tried is not what stands there now.
    expect(await dialog().getByRole('status').count()).toBe(0);
    await dialog().getByRole('button', { name: 'Try it' }).click();
    await dialog()
      .getByRole('status')
      .getByText(/^Went well · \d+ ms$/)
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await dialog().getByLabel('Name', { exact: true }).fill(nas);
    await dialog().getByText('More settings').click();
    await dialog().getByLabel('Every (seconds)').fill('5');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('This does not fit here.').waitFor();
    await dialog().getByLabel('Every (seconds)').fill('3600');
    await dialog().getByLabel('Further tries before it is down').fill('1');
    await dialog().getByLabel('Between these tries (seconds)').fill('3600');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await row(nas).waitFor();
  });

  it('is up, then down after its tries, and up again, and says so in words', async () => {
    await title('The one check is up');
    await row(nas).getByText('Up', { exact: true }).waitFor();
    await leave();
    await runNow(nas);
    await title(`${nas} failed, and is tried again`);
    await row(nas).getByText('Tried again').waitFor();
    await runNow(nas);
    await title(`${nas} is down`);
    await row(nas)
      .getByText(`127.0.0.1 refuses connections at port ${String(port)}.`)
      .waitFor();
    await page()
      .getByRole('img', { name: `${nas}: 1 of the last 3 runs went well` })
      .waitFor();
    await serve(port);
    await runNow(nas);
    await title('The one check is up');
  });

  it('opens its details in place, by the keyboard too', async () => {
    await page().getByRole('table', { name: 'Checks' }).getByRole('row').nth(1).focus();
    await page().keyboard.press('Enter');
    const details = page().getByRole('cell', { name: `Details of ${nas}`, exact: true });
    await details.getByText('Up → Down', { exact: false }).waitFor();
    await details.getByText('Down → Up', { exact: false }).waitFor();
    await details.getByText('Every 1 h; tried 1 × more before it is down').waitFor();
    await details
      .getByText(/^Went well · \d+ ms$/)
      .first()
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().keyboard.press('Enter');
    await details.waitFor({ state: 'detached' });
  });

  it('is edited, paused and resumed', async () => {
    await act(nas, 'Edit');
    await dialog().getByLabel('Text in the answer').fill('films');
    await dialog().getByLabel('Name', { exact: true }).fill('Films');
    await page().keyboard.press('Enter');
    await closed();
    await row('Films').waitFor();
    await act('Films', 'Pause');
    await title('All checks are paused');
    await row('Films').getByText('Paused', { exact: true }).waitFor();
    await act('Films', 'Resume');
    await title('The one check is up');
  });

  it('makes an address for heartbeats, shows it once, and knows when one came', async () => {
    await page().getByRole('button', { name: 'Add check' }).click();
    await dialog().getByLabel('What to check').selectOption('Heartbeat');
    expect(await dialog().getByRole('button', { name: 'Try it' }).count()).toBe(0);
    await dialog().getByLabel('Name', { exact: true }).fill(backup);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByRole('button', { name: 'Show the address' }).click();
    const line = await dialog()
      .getByText(/^curl -fsS/)
      .textContent();
    const [, url = ''] = /'(http[^']+)'$/.exec(line ?? '') ?? [];
    expect(url).toMatch(/\/api\/v2\/monitoring\/heartbeats\/cch_\w+$/);
    expect(await findingsOf(page())).toEqual([]);
    // Neither Escape nor a press outside takes away what is shown once.
    await page().keyboard.press('Escape');
    await dialog().getByRole('button', { name: 'Done' }).click();
    await closed();
    await row(backup).getByText('The first heartbeat is awaited.').waitFor();

    expect((await fetch(url, { method: 'POST' })).status).toBe(200);
    await row(backup).getByText('Up', { exact: true }).waitFor();
    await row(backup)
      .getByText(/^Last heartbeat: (just now|\d+ s ago)$/)
      .waitFor();
    await title('All 2 checks are up');
  });

  it('says once that the line is down, not at each of them', async () => {
    await page().route('**/monitoring/checks', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { data: { checks: object[] } };
      const reason = { code: 'CHECK_UPLINK_DOWN', params: {}, message: 'This machine has no way out.' };
      const checks = body.data.checks.map((check) => ({ ...check, status: 'unreachable', reason }));
      const uplink = { up: false, since: new Date(Date.now() - 200_000).toISOString(), checked_at: null };
      await route.fulfill({ response: answer, json: { ...body, data: { ...body.data, checks, uplink } } });
    });
    // It reads them again when it is told of something new.
    await runNow('Films');
    await title('This machine’s line is down');
    const notice = page().getByRole('alert').filter({ hasText: 'Checks that wait for the line: 2.' });
    await notice.getByText('3 min', { exact: true }).waitFor();
    expect(await page().getByText('This machine has no way out.').count()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
    await page().unroute('**/monitoring/checks');
    await runNow('Films');
    await title('All 2 checks are up');
  });

  it('keeps the address of the ping outwards to itself, and tells how the pings go', async () => {
    await page().getByText('Off: nobody outside would notice').waitFor();
    await page().getByRole('button', { name: 'Set the address' }).click();
    await dialog().getByLabel('Address', { exact: true }).fill('http://127.0.0.1/token');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('It begins with https://').waitFor();
    await dialog()
      .getByLabel('Address', { exact: true })
      .fill(`https://127.0.0.1:${String(port)}/secret-token`);
    expect(await findingsOf(page())).toEqual([]);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    // No TLS is spoken there.
    await page().getByText('On, but the last ping failed').waitFor();
    await page()
      .getByText(`https://127.0.0.1:${String(port)}/…`)
      .waitFor();
    expect(await page().content()).not.toContain('secret-token');
    await page().getByRole('button', { name: 'Switch off' }).click();
    await page().getByText('Off: nobody outside would notice').waitFor();
  });

  it('offers nothing to who may only look', async () => {
    const { daemon, browser } = here();
    const eve = { username: 'eve', password: 'a sentence that only eve knows' };
    const api = await signIn(daemon.url);
    expect((await api.call('POST', '/users', { ...eve, role: 'user' })).status).toBe(201);
    const tab = await openTab(browser);
    await tab.page.goto(`${daemon.url}/monitoring/checks`);
    await comeIn(tab, eve);
    await tab.page.getByRole('button', { name: `Details of ${backup}` }).waitFor();
    expect(await tab.page.getByRole('button', { name: 'Add check' }).count()).toBe(0);
    expect(await tab.page.getByRole('button', { name: /^Actions for / }).count()).toBe(0);
    expect(await tab.page.getByRole('button', { name: 'Set the address' }).count()).toBe(0);
    expect(await tab.page.getByRole('link', { name: 'Logs' }).count()).toBe(0);
    await tab.close();
  });

  it('is let go only after asking by name', async () => {
    await act('Films', 'Delete');
    await dialog().getByText('Delete the check Films?').waitFor();
    await dialog().getByRole('button', { name: 'Delete' }).click();
    await closed();
    await row('Films').waitFor({ state: 'detached' });
    await title('The one check is up');
    // The row is gone; the keyboard goes on from the page.
    await expect.poll(focused).toContain('Checks');
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone in both languages', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page().emulateMedia({ colorScheme });
      expect(await findingsOf(page()), colorScheme).toEqual([]);
    }
    await page().setViewportSize({ width: 360, height: 800 });
    await page()
      .getByRole('button', { name: `Details of ${backup}` })
      .click();
    expect(await over()).toBe(0);
    await page().getByRole('button', { name: '中文' }).click();
    await page().getByRole('heading', { name: '唯一的检查项正常' }).waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
  });

  drewNoComplaint(here);
});
