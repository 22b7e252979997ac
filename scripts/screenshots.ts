/**
 * `npm run screenshots`: pictures of every page and every part of one into `docs/screenshots`, light and dark, on a desk and on a
 * phone, of a real daemon over a sample household. `-- --language zh-CN` shows them in Chinese, `-- --only names` those alone
 * whose name holds that, `-- --to <folder>` puts them elsewhere. What is built is shown: `npm run build` comes first.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { admin, adminEnv } from '../test/support/api.ts';
import { launch } from '../test/support/chromium.ts';
import { startDaemon } from '../test/support/daemon.ts';
import { writeHistory } from '../test/support/measured-history.ts';
import { readPng } from '../test/support/png.ts';
import { inRoot } from './support/paths.ts';
import { palettePng } from './support/screenshots/palette-png.ts';
import { addSample } from './support/screenshots/sample.ts';

const { values: given } = parseArgs({
  options: {
    to: { type: 'string', default: inRoot('docs/screenshots') },
    only: { type: 'string', default: '' },
    language: { type: 'string', default: 'en' },
  },
});

const views = [
  { width: 1440, height: 900 },
  { width: 360, height: 800 },
] as const;
const themes = ['light', 'dark'] as const;

/** Addresses of the pages and their parts, as the frame offers them, and of those that it does not lead to. */
async function addressesIn(page: Page, url: string): Promise<string[]> {
  const linksOf = async (place: string): Promise<string[]> =>
    page.locator(`${place} a`).evaluateAll((links) =>
      // The compiler of scripts knows no page.
      (links as unknown as { getAttribute(name: string): string }[]).map((link) => link.getAttribute('href')),
    );
  const pages = await linksOf('nav >> nth=0 >>');
  const all = new Set<string>();
  for (const address of pages) {
    await page.goto(`${url}${address}`);
    await page.locator('main h1').first().waitFor({ state: 'attached' });
    all.add(address);
    for (const part of await linksOf('main > nav')) all.add(part);
  }
  const status = (await (await page.request.get(`${url}/api/v2/ddns/status`)).json()) as {
    readonly data: { readonly hosts: readonly { readonly host_id: string }[] };
  };
  for (const { host_id: host } of status.data.hosts.slice(0, 1)) all.add(`/names/${host}`);
  return [...all, '/welcome'];
}

const isId = /[0-9a-f-]{36}$/;
const nameOf = (address: string): string =>
  address === '/'
    ? 'overview'
    : address
        .slice(1)
        .replace(isId, 'one')
        .replace(/\?show=|\//g, '-');

async function signedIn(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ locale: given.language, viewport: views[0], reducedMotion: 'reduce' });
  await page.goto(url);
  await page.locator('input[autocomplete=username]').fill(admin.username);
  await page.locator('input[type=password]').fill(admin.password);
  await page.keyboard.press('Enter');
  await page.locator('main[aria-label]').waitFor();
  return page;
}

/** Where a daemon of a system keeps its data, instead of the folder that this one has for a minute. A text: no page is known here. */
const showUsualFolder = `{
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    node.data = node.data.replace(/\\/\\S*cloudcube-screenshots-\\w+/, '/var/lib/cloudcube');
  }
}`;

async function picture(page: Page, address: string, file: string): Promise<void> {
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await page.evaluate(showUsualFolder);
  const png = palettePng(readPng(await page.screenshot()));
  writeFileSync(file, png);
  console.log(`${file.padEnd(70)} ${String(Math.ceil(png.length / 1000)).padStart(4)} kB  ${address}`);
}

const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-screenshots-'));
await writeHistory(dataDir, Date.now());
const daemon = await startDaemon({ flags: ['--key-source', 'file'], env: adminEnv, dataDir });
const browser = await launch();
try {
  await addSample(daemon);
  const page = await signedIn(browser, daemon.url);
  mkdirSync(given.to, { recursive: true });
  for (const address of await addressesIn(page, daemon.url)) {
    const name = nameOf(address);
    if (!name.includes(given.only)) continue;
    for (const view of views) {
      await page.setViewportSize(view);
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        await page.goto(`${daemon.url}${address}`);
        await picture(page, address, join(given.to, `${name}-${theme}-${String(view.width)}.png`));
      }
    }
  }
} finally {
  await browser.close();
  await daemon.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
