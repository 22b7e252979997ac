/** The log on the page: looked through, opened, carried away; and where telemetry is sent. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, signIn } from '../support/api.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

describe.skipIf(!needs.chromium.ok)(titled('the log on the page', needs.chromium), () => {
  const { here, dialog, closed, go, show, over } = signedIn();
  const page = () => here().tab.page;
  const lines = () => page().getByRole('table', { name: 'Logs' });
  const line = (text: string) => lines().getByRole('row').filter({ hasText: text });
  const search = () => page().getByRole('search');
  const opened = () => lines().getByRole('cell', { name: /^Details of line \d+/ });
  const heard: IncomingHttpHeaders[] = [];
  let receiver: Server;

  beforeAll(async () => {
    receiver = createServer((asked, response) => {
      heard.push(asked.headers);
      asked.resume();
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { url } = here().daemon;
    await signIn(url);
    await request(url, 'POST', '/auth/login', { body: { username: 'nobody', password: 'not a sentence' } });
  });
  afterAll(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  it('shows what the program said, the newest first, and how far back it goes', async () => {
    await go('Monitor');
    await show('Logs');
    await line('The master key is kept in a file').getByText('Warning', { exact: true }).waitFor();
    await line('Signed in').first().getByText('Info', { exact: true }).waitFor();
    const times = await lines()
      .locator('time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')));
    expect(times.length).toBeGreaterThan(2);
    expect(times).toEqual(times.toSorted().toReversed());
    await page()
      .getByText(/^The oldest line is from .* logs\.keep_days$/)
      .waitFor();
    expect(await page().title()).toBe('Logs · CloudCube');
  });

  it('is narrowed by level, part, time and text', async () => {
    await search().getByLabel('Level').selectOption('Warnings and errors');
    await line('Signed in').first().waitFor({ state: 'detached' });
    await line('The master key is kept in a file').waitFor();
    await search().getByLabel('Level').selectOption('All levels');
    await search().getByLabel('Part').selectOption('Names');
    await line('A name was updated').first().waitFor();
    await line('Signed in').first().waitFor({ state: 'detached' });
    await search().getByLabel('Part').selectOption('All parts');
    await search().getByLabel('When').selectOption('Last hour');
    await page().getByLabel('Text, or the id of a request').fill('master file');
    await line('A name was updated').first().waitFor({ state: 'detached' });
    await line('The master key is kept in a file').waitFor();
    await page().getByLabel('Text, or the id of a request').fill('never said');
    await page()
      .getByText(/^No line fits\./)
      .waitFor();
    await page().reload();
    await line('Signed in').first().waitFor();
  });

  it('opens a line in place, by the keyboard too, and leads to all of its request', async () => {
    await line('Signed in').first().focus();
    await page().keyboard.press('Enter');
    await opened().getByText('session_id').waitFor();
    await opened().getByRole('button', { name: 'JSON' }).click();
    await opened()
      .getByText(/"session_id": "/)
      .waitFor();
    expect(await findingsOf(page())).toEqual([]);
    const id = (await opened().getByRole('definition').nth(2).textContent())?.replace(
      'All lines of this request',
      '',
    );
    await opened().getByRole('button', { name: 'All lines of this request' }).click();
    expect(await page().getByLabel('Text, or the id of a request').inputValue()).toBe(id);
    await expect.poll(() => line('Signed in').count()).toBe(1);
    expect(await line('The master key').count()).toBe(0);

    // Led here from elsewhere with an id.
    await page().goto(`${here().daemon.url}/monitoring/logs?search=${id ?? ''}`);
    await expect.poll(() => line('Signed in').count()).toBe(1);
    await page().goto(`${here().daemon.url}/monitoring/logs`);
    await line('The master key').waitFor();
  });

  it('is carried away as it is narrowed', async () => {
    await page().getByLabel('Text, or the id of a request').fill('master');
    await line('Signed in').first().waitFor({ state: 'detached' });
    for (const [format, holds] of [
      ['As JSON', '"level"'],
      ['As CSV', 'level'],
      ['As text', 'WARNING'],
    ] as const) {
      const download = page().waitForEvent('download');
      await page()
        .getByRole('button', { name: /^Export \d+ lines$/ })
        .click();
      await page().getByRole('menuitem', { name: format }).click();
      const file = await download;
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toContain('The master key is kept in a file');
      expect(text).toContain(holds);
      expect(text).not.toContain('Signed in');
      await page()
        .getByRole('link', { name: /^Download [\d.]+ k?B$/ })
        .waitFor();
    }
  });

  it('shows how far a long file is', async () => {
    const job = '0198f3a0-0000-7000-8000-000000000004';
    let looks = 0;
    await page().route('**/logs/export?**', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { data: object };
      await page().route(`**/jobs/${job}`, (asked) => {
        looks += 1;
        const ended = looks > 2;
        const data = {
          job_id: job,
          kind: 'logs.export',
          stage: null,
          reason: null,
          created_at: '',
          finished_at: null,
        };
        const state = {
          state: ended ? 'succeeded' : 'running',
          progress: 0.4,
          result: ended ? body.data : null,
        };
        return asked.fulfill({ json: { ...body, data: { ...data, ...state } } });
      });
      await route.fulfill({ status: 202, json: { ...body, data: { job_id: job } } });
    });
    const download = page().waitForEvent('download');
    await page()
      .getByRole('button', { name: /^Export \d+ lines$/ })
      .click();
    await page().getByRole('menuitem', { name: 'As text' }).click();
    await page().getByText('40 %').waitFor();
    // The page looks when it is told that some job has moved.
    const api = await signIn(here().daemon.url);
    const abort = new AbortController();
    void download.finally(() => {
      abort.abort();
    });
    while (!abort.signal.aborted) {
      await api.call('POST', '/ddns/manual-update', {});
      await page().waitForTimeout(500);
    }
    expect(await readFile(await (await download).path(), 'utf8')).toContain('The master key');
    await page().unroute('**/logs/export?**');
    await page().reload();
  });

  it('sends telemetry to a receiver, and keeps its headers to itself', async () => {
    const { port } = receiver.address() as AddressInfo;
    await page().getByText('Off: nothing is collected or sent').waitFor();
    await page().getByRole('button', { name: 'Name a receiver' }).click();
    await dialog().getByLabel('Receiver').fill('collector:4318');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog()
      .getByText(/^It begins with http:/)
      .waitFor();
    await dialog()
      .getByLabel('Receiver')
      .fill(`http://127.0.0.1:${String(port)}/`);
    await dialog().getByLabel('Headers').fill('x-key: a secret value');
    expect(await findingsOf(page())).toEqual([]);
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await page().getByText('x-key: ••••').waitFor();
    await page().getByText('On: the receiver takes what is sent').waitFor();
    expect(heard[0]?.['x-key']).toBe('a secret value');
    expect(await page().content()).not.toContain('a secret value');
    await page().getByRole('button', { name: 'Switch off' }).click();
    await page().getByText('Off: nothing is collected or sent').waitFor();
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone in both languages', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page().emulateMedia({ colorScheme });
      expect(await findingsOf(page()), colorScheme).toEqual([]);
    }
    await page().setViewportSize({ width: 360, height: 800 });
    await line('Signed in').first().getByRole('button').click();
    await opened().getByText('session_id').waitFor();
    expect(await over()).toBe(0);
    await page().getByRole('button', { name: '中文' }).click();
    await page().getByRole('heading', { name: '日志', exact: true }).last().waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
  });

  drewNoComplaint(here);
});
