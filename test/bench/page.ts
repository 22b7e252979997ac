/** What the page weighs, how soon it stands, and how long it holds the browser up over a great deal of data. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launch } from '../support/chromium.ts';
import { needs } from '../support/needs.ts';
import { bounded, median, spread, type Effort, type Measurement, type Row } from './figures.ts';
import { fillFolder } from './page-data.ts';
import { password, startSignedIn } from './signed-in.ts';

const GOAL_KILOBYTES = 250;
const GOAL_TASK_MS = 50;
/** Daemon, browser and driver share the processors. */
const SLACK = 6;
const TURNS_OF_WHEEL = 30;
const desk = { viewport: { width: 1440, height: 900 }, locale: 'en-US' } as const;

/** Kept in the page, as a text: this file knows no page. */
const watchTasks = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration);
  }).observe({ type: 'longtask' });`;
const nextFrame = 'new Promise(requestAnimationFrame)';

/** What a fresh page of the context fetches for an address, its code and its data, in kB as they come over the wire; and how long it takes. */
async function load(context: BrowserContext, url: string) {
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const data = new Set<string>();
  const bytes = { code: 0, data: 0 };
  network.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.url.includes('/api/')) data.add(requestId);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[data.has(requestId) ? 'data' : 'code'] += encodedDataLength;
  });
  await network.send('Network.enable');
  const begun = performance.now();
  await page.goto(url);
  await page.locator('h1').first().waitFor();
  const ms = performance.now() - begun;
  await page.waitForLoadState('networkidle');
  return { page, ms, code: bytes.code / 1000, data: bytes.data / 1000 };
}

/** Scrolls by the wheel; the longest time that one task held the page up meanwhile (Long Tasks API, ms; 0: none over 50). */
async function longestTask(page: Page): Promise<number> {
  await page.evaluate(watchTasks);
  await page.mouse.move(700, 500);
  for (let turn = 0; turn < TURNS_OF_WHEEL; turn += 1) {
    await page.mouse.wheel(0, 900);
    await page.evaluate(nextFrame);
  }
  return (await page.evaluate('Math.max(0, ...globalThis.longTasks)')) as number;
}

interface Place {
  readonly name: string;
  readonly path: string;
  /** Stands there once its data has come. */
  readonly ready: string;
}

const places: readonly Place[] = [
  { name: '1,000 names', path: '/names', ready: '[role=row] >> nth=15' },
  { name: '500 alerts', path: '/alerts', ready: '[role=row] >> nth=15' },
  { name: 'two years of charts', path: '/monitoring?range=2y', ready: '.uplot canvas' },
];

async function scrolled(page: Page, url: string, { name, path, ready }: Place, turns: number): Promise<Row> {
  const longest: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await page.goto(`${url}${path}`);
    await page.locator(ready).first().waitFor();
    longest.push(await longestTask(page));
  }
  const figure = median(longest);
  const said = figure === 0 ? 'none over 50 ms' : `${spread(longest, 0)} ms`;
  const bound = { figure, atMost: GOAL_TASK_MS, slack: SLACK };
  return bounded(`Page: longest task while scrolling ${name}`, said, bound, 'ms');
}

async function measure(browser: Browser, url: string, short: boolean): Promise<readonly Row[]> {
  const outside = await browser.newContext(desk);
  const entrance = await load(outside, url);
  await entrance.page.getByLabel('User name').fill('admin');
  await entrance.page.getByLabel('Password', { exact: true }).fill(password);
  await entrance.page.keyboard.press('Enter');
  await entrance.page.getByRole('navigation', { name: 'Pages' }).waitFor();
  const storageState = await outside.storageState();
  await outside.close();

  const loads: Awaited<ReturnType<typeof load>>[] = [];
  for (let turn = 0; turn < (short ? 3 : 7); turn += 1) {
    // A new context has nothing kept.
    const context = await browser.newContext({ ...desk, storageState });
    loads.push(await load(context, url));
    await context.close();
  }
  const inside = await browser.newContext({ ...desk, storageState });
  const page = await inside.newPage();
  const rows: Row[] = [];
  for (const place of places) rows.push(await scrolled(page, url, place, short ? 1 : 3));

  const weight = (name: string, figure: number): Row =>
    bounded(name, `${figure.toFixed(0)} kB`, { figure, atMost: GOAL_KILOBYTES, slack: 1 }, 'kB');
  return [
    weight('Page: the sign-in, as it comes over the wire', entrance.code),
    weight('Page: the first page inside', median(loads.map(({ code }) => code))),
    {
      name: 'Page: the data of it with 1,000 names',
      value: `${median(loads.map(({ data }) => data)).toFixed(0)} kB`,
    },
    {
      name: 'Page: from its address to its heading, nothing kept',
      value: `${spread(
        loads.map(({ ms }) => ms),
        0,
      )} ms`,
    },
    ...rows,
  ];
}

/** Over a folder as large as they get, in Chromium on the same machine. */
export async function benchPage({ short }: Effort): Promise<Measurement> {
  if (!needs.chromium.ok) return { rows: [{ name: 'Page', value: needs.chromium.reason }], ratios: {} };
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-bench-page-'));
  try {
    await fillFolder(dataDir);
    const { daemon } = await startSignedIn(dataDir);
    try {
      const browser = await launch();
      try {
        return { rows: await measure(browser, daemon.url, short), ratios: {} };
      } finally {
        await browser.close();
      }
    } finally {
      await daemon.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}
