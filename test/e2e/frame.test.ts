/** The frame around every page: the rail in its three shapes, where the keyboard goes, and that each page has one heading. */
import { afterEach, describe, expect, it } from 'vitest';
import { needs, titled } from '../support/needs.ts';
import { findingsOf } from './support/axe.ts';
import { drewNoComplaint, signedIn } from './support/signed-in.ts';

describe.skipIf(!needs.chromium.ok)(titled('the frame', needs.chromium), () => {
  const { here, go, show, over } = signedIn();
  const page = () => here().tab.page;
  const rail = () => page().getByRole('navigation', { name: 'Pages' });
  const strip = () => page().getByRole('navigation', { name: 'Parts of this page' });
  const link = (name: string) => rail().getByRole('link', { name, exact: true });
  const wide = (width: number) => page().setViewportSize({ width, height: 900 });
  const mainHasKeyboard = () => page().evaluate(() => document.activeElement?.tagName === 'MAIN');
  const widthOf = async () => (await rail().boundingBox())!.width;

  afterEach(() => wide(1280));

  it('shows names beside their icons, and marks the page that is shown', async () => {
    await wide(1440);
    await go('Monitor');
    await page().waitForURL('**/monitoring');
    expect(await link('Monitor').getAttribute('aria-current')).toBe('page');
    await expect.poll(() => link('Names').getAttribute('aria-current')).toBe(null);
    expect(await widthOf()).toBeGreaterThan(150);
    await show('Checks');
    await page().waitForURL('**/monitoring/checks');
    // A part of a page is on the page.
    expect(await link('Monitor').getAttribute('aria-current')).toBe('page');
  });

  it('folds to icons, whose names come with the hand and the keyboard', async () => {
    await wide(899);
    await expect.poll(widthOf).toBeLessThan(60);
    const name = link('Access').getByText('Access', { exact: true });
    const isSeen = async () => ((await name.boundingBox())?.width ?? 0) > 5;
    await page().mouse.move(600, 600);
    expect(await isSeen()).toBe(false);
    await link('Access').hover();
    await expect.poll(isSeen).toBe(true);
    await page().mouse.move(600, 600);
    await expect.poll(isSeen).toBe(false);
    await link('Alerts').focus();
    await page().keyboard.press('Tab');
    await expect.poll(isSeen).toBe(true);
    await page().keyboard.press('Enter');
    await page().waitForURL('**/access');
  });

  it('is a bar at the bottom of a phone, with the rest behind "More"', async () => {
    await wide(360);
    await link('Names').click();
    const box = (await rail().boundingBox())!;
    expect([box.x, box.width, box.y + box.height]).toEqual([0, 360, 900]);
    const more = rail().getByRole('button', { name: 'More' });
    expect(await link('Access').isVisible()).toBe(false);
    await more.click();
    await link('Access').waitFor();
    await page().keyboard.press('Escape');
    await link('Access').waitFor({ state: 'hidden' });
    await more.click();
    await link('Access').click();
    await page().waitForURL('**/access');
    await link('Access').waitFor({ state: 'hidden' });
    expect(await over()).toBe(0);
  });

  it('takes the keyboard to the content of another page, and past all that stands around it', async () => {
    await page().goto(`${here().daemon.url}/names`);
    await link('Monitor').waitFor();
    // A page that was just opened begins at its beginning.
    expect(await mainHasKeyboard()).toBe(false);
    await page().keyboard.press('Tab');
    const skip = page().getByRole('link', { name: 'Skip to the content' });
    expect(await skip.evaluate((one) => one === document.activeElement)).toBe(true);
    expect((await skip.boundingBox())!.width).toBeGreaterThan(50);
    await page().keyboard.press('Enter');
    await expect.poll(mainHasKeyboard).toBe(true);
    // The first thing in it is the strip of the page's parts.
    await page().keyboard.press('Tab');
    await page().keyboard.press('Tab');
    await page().keyboard.press('Enter');
    await page().waitForURL('**/names/accounts');
    await expect.poll(mainHasKeyboard).toBe(true);
    expect(await page().getByRole('main').getAttribute('aria-label')).toBe('Names, Accounts');

    await link('Alerts').focus();
    await page().keyboard.press('Enter');
    await page().waitForURL('**/alerts');
    await expect.poll(mainHasKeyboard).toBe(true);
    expect(await page().getByRole('main').getAttribute('aria-label')).toBe('Alerts');
  });

  it.each([
    ['/accounts', '/names/accounts'],
    ['/sources', '/names/sources'],
    ['/exposure', '/access/exposure'],
  ])('leads from the former address %s to %s', async (from, to) => {
    await page().goto(`${here().daemon.url}${from}`);
    await page().waitForURL(`${here().daemon.url}${to}`);
    await strip().locator('[aria-current=page]').waitFor();
  });

  /** Goes to every page and every part of one, as the frame offers them. */
  async function everywhere(look: (name: string) => Promise<void>): Promise<void> {
    await page().goto(`${here().daemon.url}/`);
    await link('Names').waitFor();
    for (const name of await rail().getByRole('link').allTextContents()) {
      await go(name);
      await page().getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      // A page of one part has no strip.
      const parts = await strip().getByRole('link').allTextContents();
      for (const part of parts.length === 0 ? [null] : parts) {
        if (part !== null) await show(part);
        await page().waitForLoadState('networkidle');
        await look(`${name} ${part ?? ''}`);
      }
    }
  }

  it('has one heading of the first order and a name for the document on every page', async () => {
    const seen: string[] = [];
    await everywhere(async (message) => {
      await expect.poll(() => page().getByRole('heading', { level: 1 }).count(), { message }).toBe(1);
      seen.push(await page().title());
    });
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.filter((title) => !title.endsWith(' · CloudCube'))).toEqual([]);
  });

  it('has nothing that axe finds wrong on any page, light and dark, and no page is wider than a phone', async () => {
    const found: string[] = [];
    await everywhere(async (name) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page().emulateMedia({ colorScheme });
        await page().locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
        found.push(...(await findingsOf(page())).map((finding) => `${name}, ${colorScheme}: ${finding}`));
      }
      for (const width of [360, 320]) {
        await wide(width);
        await expect.poll(over, { message: `${name} at ${String(width)}` }).toBe(0);
      }
      await wide(1280);
    });
    expect(found).toEqual([]);
    await page().emulateMedia({ colorScheme: 'light' });
  });

  it.each([1440, 899, 360])(
    'has nothing that axe finds wrong at %i pixels, light and dark',
    async (width) => {
      await wide(width);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page().emulateMedia({ colorScheme });
        await page().locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
        expect(await findingsOf(page())).toEqual([]);
        expect(await over()).toBe(0);
      }
      await page().emulateMedia({ colorScheme: 'light' });
    },
  );

  it('is not there for who is not signed in', async () => {
    await page().getByRole('button', { name: 'Sign out admin' }).click();
    await page().getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await rail().count()).toBe(0);
    expect(await page().getByRole('button', { name: 'Search' }).count()).toBe(0);
  });

  drewNoComplaint(here);
});
