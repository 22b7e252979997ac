/** The overview, as somebody meets it who looks at it once: are my names right, is the machine well, what needs me. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../shared/api/ddns-hosts.ts';
import { signIn, type Api } from '../support/api.ts';
import { writeHistory } from '../support/measured-history.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { openTab } from './support/browser.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

const first = 'nas.home.arpa';
const wanted = needs.all(needs.chromium, needs.linux);
/** What the first screen may weigh, packed. */
const MOST_BYTES = 250_000;
/** From which something that moves is seen to move. */
const MOST_SHIFT = 0.02;

describe.skipIf(!wanted.ok)(titled('the overview', wanted), () => {
  let folder = '';
  let api: Api;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-overview-'));
    await writeHistory(folder, Date.now());
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const { here, go, dialog, closed, focused, over } = signedIn({ dataDir: () => folder });
  const page = () => here().tab.page;
  const region = (name: string) => page().getByRole('region', { name, exact: true });
  const heading = (name: string) => page().getByRole('heading', { name }).waitFor();
  const need = (text: string) => region('Needs you').getByRole('listitem').filter({ hasText: text });

  // What this machine happens to be like shall raise nothing here.
  beforeAll(async () => {
    api = await signIn(here().daemon.url);
    const { data } = await api.call<{ rules: { id: string }[] }>('GET', '/alerts/rules');
    for (const { id } of data.rules) await api.call('PUT', `/alerts/rules/${id}`, { enabled: false });
  });

  it('says in one line that all is right, where the names point, and that nothing needs anybody', async () => {
    await heading(`${first} is right`);
    expect(await page().title()).toBe(`${first} is right · CloudCube`);
    await region('Overview')
      .getByText(/^unchanged for /)
      .waitFor();
    await region('Overview')
      .getByText(/^checked /)
      .waitFor();
    await region('Names').getByRole('link', { name: first }).waitFor();
    await region('Needs you').getByText('Nothing needs you').waitFor();
    for (const name of ['CPU', 'Memory', 'Disk', 'Network']) await region('NAS').getByText(name).waitFor();
    await region('NAS')
      .getByText(/^[\d.]+\s%$/)
      .first()
      .waitFor();
    await expect.poll(() => region('NAS').locator('svg path[d^=M]').count()).toBeGreaterThan(0);
    expect(await findingsOf(page())).toEqual([]);
  });

  it('copies an address and says so', async () => {
    await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const copy = region('Overview')
      .getByRole('button', { name: /^Copy / })
      .first();
    const address = (await copy.getAttribute('aria-label'))!.replace('Copy ', '');
    await copy.click();
    await page().getByRole('status').getByText('Copied').waitFor();
    expect(await page().evaluate(() => navigator.clipboard.readText())).toBe(address);
  });

  it('updates now, in the button, and writes again when told to', async () => {
    const button = page().getByRole('button', { name: 'Update now' });
    const width = (await button.boundingBox())!.width;
    await button.click();
    await page().getByText('checked just now').waitFor();
    expect((await page().getByRole('button', { name: 'Update now' }).boundingBox())!.width).toBe(width);
    await page().getByRole('button', { name: 'More ways to update' }).click();
    await page().getByRole('menuitem', { name: 'Write all records again' }).click();
    const rewritten = async () =>
      (await api.call<{ count: number }>('GET', '/ddns/history?result=refreshed')).data.count;
    await expect.poll(rewritten).toBeGreaterThan(0);
  });

  it('pauses until resumed, and for an hour, tells of it where what needs somebody stands, and resumes', async () => {
    const pause = async (choice: string) => {
      await page().getByRole('button', { name: 'Pause automatic checks' }).click();
      await page().getByRole('menuitem', { name: choice }).click();
    };
    await pause('Until resumed');
    await heading('Checks are paused');
    await page().getByText('paused until resumed').waitFor();
    await need('Checks are paused').getByRole('button', { name: 'Resume' }).click();
    await heading(`${first} is right`);
    await region('Needs you').getByText('Nothing needs you').waitFor();
    await pause('For 1 hour');
    await page()
      .getByText(/paused until \d/)
      .waitFor();
    await region('Overview').getByRole('button', { name: 'Resume' }).click();
    await heading(`${first} is right`);
  });

  it('puts the name first that is not right, says why, and leads to it', async () => {
    await api.call('POST', '/ddns/hosts', { name: 'cam.home.arpa' });
    await api.call('POST', '/ddns/hosts', { name: 'vpn.home.arpa' });
    const { data: gone } = await api.call<Host>('POST', '/ddns/hosts', {
      name: 'printer.home.arpa',
      families: ['A'],
      source: { kind: 'interface', interface: 'nosuch0' },
    });
    await heading('printer.home.arpa needs attention');
    const [worst] = await region('Names').getByRole('listitem').all();
    await worst!.getByText(/nosuch0/).waitFor();
    await worst!.getByRole('link').click();
    await heading('printer.home.arpa needs attention');
    await page().goBack();
    await api.call('PUT', `/ddns/hosts/${gone.host_id}`, { source: { kind: 'interface', interface: null } });
    await heading('All 4 names are right');
  });

  it('asks about a record that it did not write, and takes it over', async () => {
    const { data: record } = await api.call<{ record_id: string }>('POST', '/ddns/records', {
      ...{ domain: 'home.arpa', rr: 'old', type: 'A', value: '192.168.77.7' },
    });
    expect(record.record_id).toBeDefined();
    const { data: host } = await api.call<Host>('POST', '/ddns/hosts', {
      name: 'old.home.arpa',
      families: ['A'],
    });
    await heading('old.home.arpa waits for your decision');
    await need('old.home.arpa waits for your decision')
      .getByRole('link', { name: /^Decide/ })
      .click();
    await page().getByRole('button', { name: 'Take it over: the record of old.home.arpa' }).click();
    await heading('old.home.arpa is right');
    await page().goBack();
    await heading('All 5 names are right');
    await api.call('DELETE', `/ddns/hosts/${host.host_id}?records=delete`);
    await heading('All 4 names are right');
  });

  it('tells of alerts, worst first; one is noted, one silenced, one looked at', async () => {
    for (const [name, severity, metric] of [
      ['Info', 'info', 'system.cpu.usage >= 0'],
      ['Warn', 'warning', 'system.memory.usage > 0'],
      ['Crit', 'critical', 'system.uptime >= 0'],
    ] as const) {
      const made = await api.call('POST', '/alerts/rules', {
        name,
        severity,
        condition: metric,
        description: `Why ${name}`,
      });
      expect(made.status).toBe(201);
    }
    await expect
      .poll(() => region('Needs you').getByRole('strong').allTextContents())
      .toEqual(['Crit', 'Warn', 'Info']);
    await need('Crit').getByText('Why Crit').waitFor();
    expect(await findingsOf(page())).toEqual([]);
  });

  it('fits one screen of 1440 by 900 with four names and three alerts', async () => {
    await page().setViewportSize({ width: 1440, height: 900 });
    await heading('All 4 names are right');
    expect(await region('Needs you').getByRole('listitem').count()).toBe(3);
    expect(await region('Names').getByRole('listitem').count()).toBe(4);
    const { content, room } = await page().evaluate(() => ({
      content: document.documentElement.scrollHeight,
      room: window.innerHeight,
    }));
    expect(content).toBeLessThanOrEqual(room);
    await page().setViewportSize({ width: 1280, height: 900 });
  });

  it('moves nothing while it comes in, and weighs no more than it may', async () => {
    const tab = await here().tab.page.context().newPage();
    await tab.setViewportSize({ width: 1440, height: 900 });
    await tab.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const files: Promise<{ path: string; size: number }>[] = [];
    tab.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/api/')) return;
      files.push(response.body().then((body) => ({ path: pathname, size: gzipSync(body).length })));
    });
    await tab.goto(here().daemon.url);
    const at = (name: string) => tab.getByRole('region', { name, exact: true });
    await at('Overview').getByRole('heading').waitFor();
    await at('Needs you').getByText('Why Crit').waitFor();
    await at('NAS')
      .getByText(/ free of |full in /)
      .first()
      .waitFor();
    await expect.poll(() => at('NAS').locator('svg path[d^=M]').count()).toBeGreaterThan(0);
    const shifts = await tab.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(MOST_SHIFT);

    const loaded = await Promise.all(files);
    const chart = loaded.filter(({ path }) => /plot|uplot/i.test(path));
    expect(chart).toEqual([]);
    // What follows by itself when nothing else is to do does not hold up the first screen.
    const weight = loaded.reduce((sum, { size }) => sum + size, 0);
    expect(weight).toBeGreaterThan(50_000);
    expect(weight).toBeLessThan(MOST_BYTES);
    await tab.close();
  });

  it('takes note of an alert and silences another without leaving, and looks at the third', async () => {
    await need('Crit').getByRole('button', { name: 'Take note: Crit' }).click();
    await dialog().getByRole('button', { name: 'Take note' }).click();
    await closed();
    await need('Crit').waitFor({ state: 'detached' });
    await need('Warn').getByRole('button', { name: 'Silence: Warn' }).click();
    await dialog().getByText('Warn').first().waitFor();
    await page().keyboard.press('Escape');
    await closed();
    await need('Info').getByRole('link', { name: 'Details: Info' }).click();
    await page().getByRole('cell', { name: 'Details of Info', exact: true }).waitFor();
    await go('Overview');
  });

  it('is reached and used by keyboard alone', async () => {
    await page().reload();
    await heading('All 4 names are right');
    await page().getByRole('button', { name: 'Update now' }).focus();
    await page().keyboard.press('Enter');
    await page().getByText('checked just now').waitFor();
    await page().keyboard.press('Tab');
    await expect.poll(focused).toBe('Pause');
    await region('Names').getByRole('link', { name: 'cam.home.arpa' }).focus();
    await page().keyboard.press('Enter');
    await heading('cam.home.arpa is right');
    await page().goBack();
  });

  it('is one column on a phone, and no wider', async () => {
    for (const width of [390, 360, 320]) {
      await page().setViewportSize({ width, height: 800 });
      await region('Needs you').getByText('Why Warn').waitFor();
      expect(await over(), String(width)).toBe(0);
      const tops = await Promise.all(
        ['Names', 'NAS', 'Needs you'].map(async (name) => (await region(name).boundingBox())!.y),
      );
      expect(tops).toEqual(tops.toSorted((one, other) => one - other));
      expect(new Set(tops).size).toBe(3);
      expect(await findingsOf(page())).toEqual([]);
    }
    await page().setViewportSize({ width: 1280, height: 900 });
  });

  it('is as legible in the dark', async () => {
    await page().emulateMedia({ colorScheme: 'dark' });
    await page().locator('html[data-mantine-color-scheme=dark]').waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
  });

  it('speaks Chinese when told to', async () => {
    await page().getByRole('button', { name: '中文' }).click();
    await heading('4 个域名全部已生效');
    await page().getByRole('region', { name: '待处理' }).getByText('Warn', { exact: true }).waitFor();
    expect(await page().locator('main').textContent()).not.toMatch(/overview\.|overall\./);
    await page().getByRole('button', { name: 'English' }).click();
    await heading('All 4 names are right');
  });

  it('shows who may not see the names what they may see', async () => {
    const watcher = { username: 'watcher', password: 'only looks at the machine' };
    const role = await api.call('POST', '/auth/roles', {
      ...{ name: 'watching', description: '', permissions: ['monitoring:read'] },
    });
    expect(role.status).toBe(201);
    const made = await api.call('POST', '/users', {
      ...watcher,
      email: 'watcher@example.com',
      role: 'watching',
    });
    expect(made.status).toBe(201);
    const other = await openTab(here().browser, { viewport: { width: 1280, height: 900 } });
    await other.page.goto(here().daemon.url);
    await comeIn(other, watcher);
    await other.page.getByRole('region', { name: 'NAS', exact: true }).getByText('Memory').waitFor();
    await other.page.getByText('Nothing needs you').waitFor();
    expect(await other.page.getByRole('region', { name: 'Names', exact: true }).count()).toBe(0);
    expect(await other.page.getByRole('button', { name: /Update now|Pause|Silence/ }).count()).toBe(0);
    expect(await findingsOf(other.page)).toEqual([]);
    expect(other.complaints).toEqual([]);
    await other.close();
  });

  it('leads who has no name yet to adding one', async () => {
    const { data } = await api.call<{ hosts: Host[] }>('GET', '/ddns/hosts');
    for (const { host_id: id } of data.hosts) await api.call('DELETE', `/ddns/hosts/${id}?records=delete`);
    await heading('No names yet');
    await page().getByText('Add one, and CloudCube keeps it pointing home.').waitFor();
    expect(await findingsOf(page())).toEqual([]);
    await page().getByRole('link', { name: 'Add name' }).click();
    await dialog().getByLabel('Name', { exact: true }).fill(first);
    await page().keyboard.press('Enter');
    await closed();
    expect(page().url()).toBe(`${here().daemon.url}/names`);
    await go('Overview');
    await heading(`${first} is right`);
  });

  drewNoComplaint(here);
});
