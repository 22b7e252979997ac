/** The NAS at a glance and over two years, as its owner meets it on the page. */
import type { Locator, Request } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MonitoringNow } from '../../shared/api/monitoring.ts';
import { writeHistory } from '../support/measured-history.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

const wanted = needs.all(needs.chromium, needs.linux);

describe.skipIf(!wanted.ok)(titled('monitoring on the page', wanted), () => {
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-monitoring-'));
    await writeHistory(folder, Date.now());
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const { here, go, over, focused } = signedIn({ dataDir: () => folder });

  const page = () => here().tab.page;
  const chart = (title: string): Locator => page().getByRole('article', { name: title });
  const plot = (title: string): Locator => page().getByRole('slider', { name: title });
  const range = (name: string): Locator => page().getByRole('button', { name, exact: true });
  /** A value in the legend of a chart. */
  const legend = (title: string, line: string): Promise<string> =>
    chart(title).getByRole('listitem').filter({ hasText: line }).first().innerText();
  /** What the page asks of series while something is done. */
  async function asked(title: string, deed: () => Promise<unknown>): Promise<URLSearchParams> {
    const ofChart = (request: Request): boolean =>
      request.url().includes('/monitoring/series?metric=system.cpu.usage%2Csystem.cpu.iowait');
    const [request] = await Promise.all([page().waitForRequest(ofChart), deed()]);
    await (await request.response())?.finished();
    await plot(title).waitFor();
    return new URL(request.url()).searchParams;
  }
  const hoursOf = (query: URLSearchParams): number =>
    (Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')) / 3_600_000;
  const now = () =>
    page().evaluate(async () => {
      const answer = (await (await fetch('/api/v2/monitoring/system')).json()) as {
        data: MonitoringNow;
        metadata: { unavailable?: { path: string; code: string; message: string }[] };
      };
      return { data: answer.data, unavailable: answer.metadata.unavailable ?? [] };
    });
  const painted = (title: string): Promise<string> =>
    plot(title)
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

  it('shows what this machine does, and says why of what is not known', async () => {
    await go('Monitor');
    await page().getByRole('heading', { name: 'Over time' }).waitFor();
    expect(await page().title()).toBe('Monitoring · CloudCube');
    const tile = (name: string): Locator =>
      page().getByRole('region', { name: 'At a glance' }).getByRole('listitem').filter({ hasText: name });
    const early = 'METRICS_NOT_READ_YET';
    const isEarly = async () =>
      (await now()).unavailable.some(({ path, code }) => path === 'containers' && code === early);
    // Containers are looked at in their own time; the page would show the end of that wait, and the test its begin.
    await expect.poll(isEarly).toBe(false);
    const { data, unavailable } = await now();
    const { cpu, memory, filesystems } = data;
    await tile('Processor')
      .getByText(/^[\d.]+\s%$/)
      .waitFor();
    if (cpu && cpu.cores > 1)
      await tile('Processor')
        .getByText(`${String(cpu.cores)} cores`)
        .waitFor();
    const gib = Math.floor((memory?.total ?? 0) / 2 ** 30);
    expect(await tile('Memory').innerText()).toMatch(new RegExp(`free of ${String(gib)}`));
    for (const { mount } of filesystems ?? []) expect(await tile(mount).count()).toBeGreaterThan(0);
    // What is a list, or has a reason, stands in its table or in its place.
    const containers = page().getByRole('region', { name: 'Containers' });
    const reason = unavailable.find(({ path }) => path === 'containers')?.message;
    if (reason === undefined) expect(await containers.getByRole('table').count()).toBeLessThan(2);
    else await containers.getByText(reason).waitFor();
    const programs = page().getByRole('table', { name: 'Most memory' });
    expect(await programs.getByRole('row').count()).toBeGreaterThan(1);
  });

  it('draws what was measured before, with its values', async () => {
    await plot('Processor').locator('canvas').waitFor();
    expect(await chart('Processor').getByText('Latest:').count()).toBe(1);
    expect(await legend('Processor', 'in use')).toMatch(/[\d.]+\s%/);
    expect(await legend('Memory', 'available')).toMatch(/GiB/);
    expect(await legend('Network', 'received')).toMatch(/B\/s/);
    const isPainted = await plot('Processor')
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return data.some((part, place) => place % 4 === 3 && part > 0);
      });
    expect(isPainted).toBe(true);
  });

  it('asks anew for another range, and keeps it in the address', async () => {
    const query = await asked('Processor', () => range('7 d').click());
    expect(hoursOf(query)).toBeCloseTo(7 * 24, 1);
    expect(page().url()).toContain('range=7d');
    expect(await range('7 d').getAttribute('aria-pressed')).toBe('true');
    const years = await asked('Processor', () => range('2 y').click());
    expect(hoursOf(years)).toBeCloseTo(730 * 24, 1);
    await range('24 h').click();
  });

  it('looks closer where it was dragged over, finer, in all charts, and comes back', async () => {
    const box = await plot('Processor').locator('.u-over').boundingBox();
    if (box === null) throw new Error('The chart is not there');
    const height = box.y + box.height / 2;
    const query = await asked('Processor', async () => {
      await page().mouse.move(box.x + box.width * 0.25, height);
      await page().mouse.down();
      await page().mouse.move(box.x + box.width * 0.5, height, { steps: 5 });
      await page().mouse.up();
    });
    expect(hoursOf(query)).toBeGreaterThan(5.5);
    expect(hoursOf(query)).toBeLessThan(6.5);
    const places = await plot('Processor').getAttribute('aria-valuemax');
    expect(Number(places)).toBeGreaterThan(300);
    await page().getByRole('button', { name: 'Earlier' }).click();
    await page().getByRole('button', { name: 'Closer' }).click();
    const back = await asked('Processor', () => page().getByRole('button', { name: 'Back to now' }).click());
    expect(hoursOf(back)).toBeCloseTo(24, 1);
    expect(page().url()).not.toContain('from=');
  });

  it('stands beside the day before', async () => {
    const query = await asked('Processor', () =>
      page().getByLabel('Compare with').selectOption({ label: 'the day before' }),
    );
    expect(Date.now() - Date.parse(query.get('to') ?? '')).toBeGreaterThan(22 * 3_600_000);
    await chart('Processor').getByText('before:').first().waitFor();
    await page().getByLabel('Compare with').selectOption('');
  });

  it('is read with the keyboard', async () => {
    await plot('Load').focus();
    await page().keyboard.press('Home');
    const first = await plot('Load').getAttribute('aria-valuetext');
    expect(first).toMatch(/over 1 min [\d.]+, over 5 min/);
    await page().keyboard.press('ArrowRight');
    await expect.poll(() => plot('Load').getAttribute('aria-valuenow')).toBe('1');
    expect(await plot('Load').getAttribute('aria-valuetext')).not.toBe(first);
    expect(await chart('Load').getByText('Latest:').count()).toBe(0);
    const query = await asked('Processor', () => page().keyboard.press('+'));
    expect(hoursOf(query)).toBeLessThan(13);
    await page().keyboard.press('Escape');
    await asked('Processor', () => page().keyboard.press('Escape'));
    expect(await focused()).not.toBe(null);
  });

  it('is read as a table', async () => {
    await range('30 d').click();
    await expect.poll(() => page().url()).toContain('range=30d');
    await expect.poll(() => chart('Memory').getAttribute('aria-busy')).toBe('false');
    await chart('Memory').getByRole('button', { name: 'As table: Memory' }).click();
    const table = chart('Memory').getByRole('table');
    await table.waitFor();
    const rows = await table.getByRole('row').allInnerTexts();
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.length).toBeLessThan(30);
    expect(rows[0]).toContain('cached');
    expect(rows[5]).toMatch(/\d\sGiB/);
    expect(await findingsOf(page())).toEqual([]);
    await chart('Memory').getByRole('button', { name: 'As table: Memory' }).click();
    await plot('Memory').waitFor();
  });

  it('draws what is chosen of several', async () => {
    const choice = chart('Disk use').getByText(/^\d of \d$/);
    await choice.click();
    const box = chart('Disk use').getByLabel('/volume1');
    await box.check();
    await chart('Disk use').getByRole('listitem').filter({ hasText: '/volume1' }).waitFor();
    expect(await legend('Disk use', '/volume1')).toMatch(/7\d\s%/);
    await page().keyboard.press('Escape');
    expect(await box.isVisible()).toBe(false);
  });

  it('has nothing that axe finds wrong, light and dark, and fits a phone in both languages', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      const before = await painted('Load');
      await page().emulateMedia({ colorScheme });
      await expect.poll(() => painted('Load')).not.toBe(before);
      expect(await findingsOf(page()), colorScheme).toEqual([]);
    }
    await page().setViewportSize({ width: 360, height: 800 });
    expect(await over()).toBe(0);
    await page().getByRole('button', { name: '中文' }).click();
    await page().getByRole('heading', { name: '走势' }).waitFor();
    expect(await over()).toBe(0);
    expect(await findingsOf(page())).toEqual([]);
    await page().getByRole('button', { name: 'English' }).click();
    await page().setViewportSize({ width: 1280, height: 900 });
  });

  drewNoComplaint(here);
});
