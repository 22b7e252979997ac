/** A daemon and a browser in which its administrator is signed in, for the tests of a file that share them. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { admin, adminEnv } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { launch, openTab, type Tab } from './browser.ts';

/** What stands while the tests run. */
export interface Standing {
  readonly daemon: Daemon;
  readonly browser: Browser;
  /** Of the administrator, signed in. */
  readonly tab: Tab;
}

/** Signs in where the page asks for it. */
export async function comeIn(
  { page }: Tab,
  who: { readonly username: string; readonly password: string },
): Promise<void> {
  await page.getByLabel('User name').fill(who.username);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
}

/** How they are started. */
export interface SignedInOptions {
  /** Of the daemon. */
  readonly flags?: readonly string[];
  /** Command and first arguments that start both inside of a network of their own; asked when they start. */
  readonly enter?: () => readonly string[];
}

/** Starts both before the tests of this `describe`, and stops them after. */
export function signedIn({ flags = [], enter = () => [] }: SignedInOptions = {}) {
  let standing: Standing | undefined;
  const here = (): Standing => {
    if (standing === undefined) throw new Error('Nothing stands before the first test');
    return standing;
  };
  const page = (): Page => here().tab.page;

  beforeAll(async () => {
    const [daemon, browser] = await Promise.all([
      startDaemon({ flags: ['--key-source', 'file', ...flags], env: adminEnv, enter: enter() }),
      launch(enter()),
    ]);
    const tab = await openTab(browser, { viewport: { width: 1280, height: 900 } });
    standing = { daemon, browser, tab };
    await tab.page.goto(daemon.url);
    await comeIn(tab, admin);
    await tab.page.getByRole('navigation', { name: 'Pages' }).waitFor();
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      await page().screenshot({ path: `test-results/${task.name.replace(/\W+/g, '-')}.png` });
    });
  });
  afterAll(async () => {
    await standing?.browser.close();
    await standing?.daemon.stop();
  });

  const dialog = () => page().getByRole('dialog');
  return {
    here,
    dialog,
    closed: () => dialog().waitFor({ state: 'detached' }),
    /** The row that holds a text. */
    row: (text: string) =>
      page()
        .getByRole('row')
        .filter({ has: page().getByText(text, { exact: true }) }),
    /** Goes to a page. */
    go: (name: string) =>
      page().getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click(),
    /** Goes to a section of the page. */
    show: (section: string) =>
      page()
        .getByRole('navigation', { name: 'Parts of this page' })
        .getByRole('link', { name: section })
        .click(),
    /** Chooses from the menu of a row. */
    act: async (name: string, action: string) => {
      await page()
        .getByRole('button', { name: `Actions for ${name}` })
        .click();
      await page().getByRole('menuitem', { name: action, exact: true }).click();
    },
    /** By how many pixels the page is wider than the window. */
    over: () =>
      page().evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  };
}

/** The last test of a file. */
export function drewNoComplaint(here: () => Standing): void {
  it('drew no complaint of the browser, the content security policy included', () => {
    expect(here().tab.complaints).toEqual([]);
  });
}
