/** Keys of programs, as their owner meets them on the page. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { needs, titled } from '../support/needs.ts';
import { openTab } from './support/browser.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const run = promisify(execFile);

describe.skipIf(!needs.chromium.ok)(titled('API keys on the page', needs.chromium), () => {
  const { here, dialog, closed, row, go, show, act, over } = signedIn();

  const withKey = (key: string, path: string, init: RequestInit = {}) =>
    fetch(`${here().daemon.url}/api/v2${path}`, { ...init, headers: { 'x-api-key': key } });
  let key = '';

  it('makes an API key that is shown once, limited to what was chosen', async () => {
    const { page } = here().tab;
    await go('Access');
    await show('API keys');
    await page.getByRole('button', { name: 'Make key' }).click();
    await dialog().getByLabel('Name', { exact: true }).fill('Prometheus');
    await dialog().getByRole('checkbox', { name: 'Names: see' }).check();
    await dialog().getByLabel('Valid').selectOption('30');
    await dialog().getByText('Networks and limits').click();
    await dialog().getByLabel('Networks').fill('127.0.0.0/8\n::1');
    await dialog().getByLabel('Requests').fill('100');
    await dialog().getByRole('button', { name: 'Make key' }).click();
    await dialog().getByText('1 to 10000 requests in 1 to 86400 seconds').waitFor();
    await dialog().getByLabel('in so many seconds').fill('60');
    await dialog().getByRole('button', { name: 'Make key' }).click();
    await dialog().getByText('It is shown this once').waitFor();
    key = (await dialog()
      .getByRole('button', { name: /^Copy ccb_/ })
      .getAttribute('aria-label'))!.slice(5);
    await dialog().getByText(`curl -H 'X-API-Key: ${key}' ${here().daemon.url}/api/v2/ddns/status`).waitFor();
    await dialog().getByRole('button', { name: 'I have kept it' }).click();
    await closed();
    await row('Prometheus').getByText('Names: see').waitFor();
    expect(await page.content()).not.toContain(key);

    expect((await withKey(key, '/ddns/status')).status).toBe(200);
    expect((await withKey(key, '/ddns/resume', { method: 'POST' })).status).toBe(403);
    expect((await withKey(key, '/users')).status).toBe(403);
  });

  it.skipIf(!needs.command('curl').ok)(
    titled('is used as it was shown, by curl', needs.command('curl')),
    async () => {
      const { stdout } = await run('curl', [
        ...['-sS', '-w', '\n%{http_code}', '-H', `X-API-Key: ${key}`],
        `${here().daemon.url}/api/v2/ddns/status`,
      ]);
      expect(stdout.split('\n').at(-1)).toBe('200');
    },
  );

  it('is refused to a page of another origin', async () => {
    const other = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<title>elsewhere</title>');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const tab = await openTab(here().browser);
    try {
      await tab.page.goto(`http://127.0.0.1:${String((other.address() as AddressInfo).port)}/`);
      const outcome = await tab.page.evaluate(
        ([url, secret]) =>
          fetch(`${url}/api/v2/ddns/status`, { headers: { 'X-API-Key': secret } }).then(
            ({ status }) => `answered ${String(status)}`,
            () => 'refused',
          ),
        [here().daemon.url, key] as const,
      );
      expect(outcome).toBe('refused');
      // The browser has asked first whether it may (Fetch standard, CORS preflight); that is where it ended.
      const asked = await fetch(`${here().daemon.url}/api/v2/ddns/status`, {
        method: 'OPTIONS',
        headers: { origin: new URL(tab.page.url()).origin, 'access-control-request-method': 'GET' },
      });
      expect(asked.status).toBe(403);
      expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await tab.close();
      other.close();
    }
  });

  it('switches a key off and on, gives it a new secret and revokes it', async () => {
    await act('Prometheus', 'Switch off');
    await row('Prometheus').getByText('Off', { exact: true }).waitFor();
    expect((await withKey(key, '/ddns/status')).status).toBe(401);
    await act('Prometheus', 'Switch on');
    await row('Prometheus').getByText('Active', { exact: true }).waitFor();
    expect((await withKey(key, '/ddns/status')).status).toBe(200);

    await act('Prometheus', 'New secret');
    await dialog().getByRole('button', { name: 'New secret' }).click();
    const next = (await dialog()
      .getByRole('button', { name: /^Copy ccb_/ })
      .getAttribute('aria-label'))!.slice(5);
    await dialog().getByRole('button', { name: 'I have kept it' }).click();
    await closed();
    expect((await withKey(key, '/ddns/status')).status).toBe(401);
    expect((await withKey(next, '/ddns/status')).status).toBe(200);

    await act('Prometheus', 'Revoke');
    await dialog().getByRole('button', { name: 'Revoke' }).click();
    await closed();
    await row('Prometheus').getByText('Revoked', { exact: true }).waitFor();
    expect((await withKey(next, '/ddns/status')).status).toBe(401);
    expect(await here().tab.page.getByRole('button', { name: 'Actions for Prometheus' }).count()).toBe(0);
  });

  it('speaks Chinese and fits a phone', async () => {
    const { page } = here().tab;
    await page.setViewportSize({ width: 360, height: 800 });
    await show('You');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '两步登录' }).waitFor();
    for (const section of ['我', '用户', '角色', 'API 密钥']) {
      await page
        .getByRole('navigation', { name: '本页各部分' })
        .getByRole('link', { name: section, exact: true })
        .click();
      await page.getByRole('row').first().waitFor();
      expect(await over()).toBe(0);
    }
  });

  drewNoComplaint(here);
});
