/** A daemon and a browser in which its administrator is signed in, for the tests of a file that share them. */
import type { Browser, Locator, Page } from 'playwright-core';
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
export interface StandingOptions {
  /** Of the daemon. */
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A folder that the daemon leaves behind, asked when it starts; without it, its own, which goes with it. */
  readonly dataDir?: () => string;
  /** Command and first arguments that start both inside of a network of their own; asked when they start. */
  readonly enter?: () => readonly string[];
}

/** Starts both before the tests of this `describe`, and stops them after. A test that fails leaves a picture. */
export function stand({ flags = [], env = {}, dataDir, enter = () => [] }: StandingOptions = {}) {
  let standing: Standing | undefined;
  const here = (): Standing => {
    if (standing === undefined) throw new Error('Nothing stands before the first test');
    return standing;
  };

  beforeAll(async () => {
    const folder = dataDir === undefined ? {} : { dataDir: dataDir() };
    const [daemon, browser] = await Promise.all([
      startDaemon({ flags: ['--key-source', 'file', ...flags], env, enter: enter(), ...folder }),
      launch(enter()),
    ]);
    const tab = await openTab(browser, { viewport: { width: 1280, height: 900 } });
    standing = { daemon, browser, tab };
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      await here().tab.page.screenshot({ path: `test-results/${task.name.replace(/\W+/g, '-')}.png` });
    });
  });
  afterAll(async () => {
    await standing?.browser.close();
    await standing?.daemon.stop();
  });
  return here;
}

/** Starts both as {@link stand} does, and signs the administrator in. */
export function signedIn(options: Omit<StandingOptions, 'env'> = {}) {
  const here = stand({ ...options, env: adminEnv });
  const page = (): Page => here().tab.page;

  beforeAll(async () => {
    const { daemon, tab } = here();
    await tab.page.goto(daemon.url);
    await comeIn(tab, admin);
    await tab.page.getByRole('navigation', { name: 'Pages' }).waitFor();
  });

  const rowIn = (place: Page | Locator, text: string): Locator =>
    place.getByRole('row').filter({ has: page().getByText(text, { exact: true }) });
  const dialog = () => page().getByRole('dialog');
  return {
    here,
    dialog,
    closed: () => dialog().waitFor({ state: 'detached' }),
    /** The row that holds a text. */
    row: (text: string) => rowIn(page(), text),
    /** The same, where another table of the page may hold the text too. */
    rowOf: (table: string, text: string) => rowIn(page().getByRole('table', { name: table }), text),
    /** Goes to a page; on a phone some stand behind "More". `bar` is what the list of pages is called. */
    go: async (name: string, bar = 'Pages') => {
      const rail = page().getByRole('navigation', { name: bar });
      const link = rail.getByRole('link', { name });
      await rail.getByRole('link').first().waitFor();
      const isPhone = (page().viewportSize()?.width ?? Infinity) < 600;
      if (isPhone && !(await link.isVisible())) await rail.getByRole('button', { name: 'More' }).click();
      await link.click();
    },
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
    /** What has the keyboard: its text, or its name where it has none. */
    focused: () =>
      page().evaluate(() => document.activeElement?.textContent || document.activeElement?.ariaLabel),
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
