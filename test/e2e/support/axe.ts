/** What axe-core finds wrong with the page for who cannot see it, or not well (WCAG 2.2, A and AA). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Its findings, a line each: the rule and the places. While a dialog is open, what it covers is not looked at. */
export async function findingsOf(page: Page): Promise<string[]> {
  // What was closed fades for a moment longer: a dialog's veil dims what is below it, and a menu has no items any more.
  await page.waitForFunction(() => {
    const isThere = (selector: string): boolean => document.querySelector(selector) !== null;
    const veilFades = isThere('[class*="mantine-Modal-overlay"]') && !isThere('[role=dialog]');
    const menuFades = isThere('[role=menu]') && !isThere('[aria-haspopup=menu][aria-expanded=true]');
    return !veilFades && !menuFades;
  });
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    (
      globalThis as unknown as { axe: { run(context: Element, options: object): Promise<AxeResults> } }
    ).axe.run(document.querySelector('[role=dialog], dialog[open]') ?? document.documentElement, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // It would fetch style sheets again.
      preload: false,
    }),
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
