/** What the page does when its daemon is gone for a while, and when the sign-in ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, signIn } from '../support/api.ts';
import { startDaemon, type Daemon } from '../support/daemon.ts';
import { needs, titled } from '../support/needs.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

describe.skipIf(!needs.chromium.ok)(titled('the page’s connection', needs.chromium), () => {
  let dataDir = '';
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-page-'));
  });
  afterAll(() => {
    rmSync(dataDir, { recursive: true });
  });
  /** Goes on in the folder of the first. */
  let second: Daemon | undefined;
  const { here } = signedIn({ dataDir: () => dataDir });

  beforeAll(async () => {
    const api = await signIn(here().daemon.url);
    await api.call('POST', '/ddns/hosts', { name: 'a.home.arpa' });
    await here().tab.page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });
  afterAll(() => second?.stop());

  it('shows old values as old while the daemon is gone, and goes on by itself', async () => {
    const { page } = here().tab;
    await here().daemon.stop();
    await page.getByText('CloudCube does not answer.').waitFor();
    await page.getByText(/^Values from /).waitFor();
    await page.getByText('Not live', { exact: true }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('All 2 names are right');
    const port = ['--port', new URL(here().daemon.url).port];
    second = await startDaemon({ dataDir, flags: ['--key-source', 'file', ...port] });
    await page.getByText('CloudCube does not answer.').waitFor({ state: 'detached' });
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it('signs out, refuses a wrong password, and signs in by keyboard alone', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('User name').focus();
    await page.keyboard.type(admin.username);
    await page.keyboard.press('Tab');
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Name or password is wrong.').waitFor();
    await page.getByRole('alert').getByText('Request').waitFor();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(admin.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
  });

  it('comes back to the sign-in when the sign-in was ended elsewhere', async () => {
    const { page } = here().tab;
    if (second === undefined) throw new Error('Nothing runs');
    const api = await signIn(second.url);
    const { data } = await api.call<{ sessions: { session_id: string; current: boolean }[] }>(
      'GET',
      '/auth/sessions',
    );
    for (const { session_id: id, current } of data.sessions) {
      if (!current) await api.call('DELETE', `/auth/sessions/${id}`);
    }
    await page.getByText('The sign-in was ended: elsewhere,').waitFor();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  drewNoComplaint(here);
});
