/** The page is told what changes: it shows it without asking, says when it is not told, and goes on by itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, signIn } from '../support/api.ts';
import { startDaemon, type Daemon } from '../support/daemon.ts';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { openTab, type Tab } from './support/browser.ts';
import { comeIn, drewNoComplaint, signedIn } from './support/signed-in.ts';

/** In which the page has nothing to ask (ms): longer than it ever waited between two looks. */
const QUIET_MS = 20_000;

describe.skipIf(!needs.chromium.ok)(titled('the page, live', needs.chromium), () => {
  let dataDir = '';
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-live-'));
  });
  afterAll(() => {
    rmSync(dataDir, { recursive: true });
  });
  const { here, go, over } = signedIn({ dataDir: () => dataDir });
  /** Goes on in the folder of the first, at the same address. */
  let second: Daemon | undefined;
  let other: Tab | undefined;
  afterAll(async () => {
    await other?.close();
    await second?.stop();
  });

  const isLive = (page: Page) => page.getByText('Live', { exact: true }).waitFor();
  const isNotLive = (page: Page) => page.getByText('Not live', { exact: true }).waitFor();

  it('says so, and opens one socket whose address tells nothing', async () => {
    const { page } = here().tab;
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.reload();
    await isLive(page);
    expect(sockets).toEqual([`${here().daemon.url.replace('http', 'ws')}/api/v2/ws/connect`]);
  });

  it('shows in one tab what is done in another, and by a program', async () => {
    const { browser, daemon, tab } = here();
    other = await openTab(browser, { viewport: { width: 1280, height: 900 } });
    await other.page.goto(daemon.url);
    await comeIn(other, admin);
    await isLive(other.page);
    await go('Names');
    await tab.page.getByRole('button', { name: 'Add name' }).click();
    await tab.page.getByRole('dialog').getByLabel('Name').fill('a.home.arpa');
    await tab.page.keyboard.press('Enter');
    await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
    await go('Overview');
    await other.page.getByRole('heading', { name: 'All 2 names are right' }).waitFor();
    const api = await signIn(daemon.url);
    await api.call('POST', '/ddns/hosts', { name: 'b.home.arpa' });
    for (const { page } of [tab, other]) {
      await page.getByRole('heading', { name: 'All 3 names are right' }).waitFor();
    }
    await api.call('POST', '/ddns/pause', {});
    await other.page.getByRole('heading', { name: 'Checks are paused' }).waitFor();
    await api.call('POST', '/ddns/resume', {});
    await other.page.getByRole('heading', { name: 'All 3 names are right' }).waitFor();
  });

  it('finishes an update that is asked for here', async () => {
    const { page } = here().tab;
    await page.getByRole('button', { name: 'Update now' }).click();
    await page.getByText('checked just now').waitFor();
    await page
      .getByRole('button', { name: 'Update now' })
      .and(page.locator('[aria-disabled=false]'))
      .waitFor();
  });

  it('asks for nothing while nothing happens', async () => {
    const { daemon, tab } = here();
    const quiet = async (path: string): Promise<string[]> => {
      const page = await tab.page.context().newPage();
      await page.goto(daemon.url + path);
      await isLive(page);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      // What was done before may still be told of; what asks by the clock never leaves it quiet.
      for (let times = 0; times < 6; times += 1) {
        asked.length = 0;
        await page.waitForTimeout(QUIET_MS);
        if (asked.length === 0) break;
      }
      await page.close();
      return asked;
    };
    const paths = ['/names', '/names/accounts', '/names/sources', '/access'];
    expect(await Promise.all(paths.map(quiet))).toEqual(paths.map(() => []));
  });

  it('says that it is not live when the daemon is gone, once, and is not wider for it', async () => {
    const { daemon, tab } = here();
    const { page } = tab;
    await go('Overview');
    await isLive(page);
    // What is read out, each time that it changes.
    await page.evaluate(() => {
      const place = document.querySelector('.for-readers[role=status]');
      if (place === null) throw new Error('Nothing is read out');
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => said.push(place.textContent.trim())).observe(place, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });
    await daemon.stop();
    await isNotLive(page);
    await page.getByText(/^since \d+:\d\d/).waitFor();
    await page.getByText('· trying again').waitFor();
    expect(await findingsOf(page)).toEqual([]);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await over()).toBe(0);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    // Some tries later it was still said once.
    await page.waitForTimeout(5_000);
    const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(await said()).toEqual(['Not live: what is shown may be old. It is tried again.']);
  });

  it('is live again by itself when the daemon is back, in each tab', async () => {
    const { daemon, tab } = here();
    const port = ['--port', new URL(daemon.url).port];
    second = await startDaemon({ dataDir, flags: ['--key-source', 'file', ...port] });
    await isLive(tab.page);
    const api = await signIn(second.url);
    await api.call('POST', '/ddns/hosts', { name: 'c.home.arpa' });
    for (const each of [tab, other]) {
      await each?.page.getByRole('heading', { name: 'All 4 names are right' }).waitFor();
    }
  });

  it('comes back after the network was away', async () => {
    const { page } = here().tab;
    // Chromium cuts what is open no more than a cable that is pulled: only trying tells.
    await page.context().setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await isNotLive(page);
    await page.context().setOffline(false);
    await isLive(page);
  });

  it('has no socket when nobody is signed in', async () => {
    const { page } = here().tab;
    const closed = new Promise<void>((resolve) => {
      page.on('websocket', (socket) => {
        socket.on('close', () => resolve());
      });
    });
    await page.reload();
    await isLive(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await closed;
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Live', { exact: true }).count()).toBe(0);
  });

  drewNoComplaint(here);
});
