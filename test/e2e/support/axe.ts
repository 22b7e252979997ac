/** What axe-core finds wrong with the page for who cannot see it, or not well (WCAG 2.2, A and AA). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Its findings, a line each: the rule and the places. While a dialog is open, what it covers is not looked at. */
export async function findingsOf(page: Page): Promise<string[]> {
  // The veil of a dialog that was closed fades for a moment longer, and dims and covers what is below it.
  await page.waitForFunction(
    () =>
      document.querySelector('[role=dialog]') !== null ||
      document.querySelector('[class*="mantine-Modal-overlay"]') === null,
  );
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    (
      globalThis as unknown as { axe: { run(context: Element, options: object): Promise<AxeResults> } }
    ).axe.run(document.querySelector('[role=dialog]') ?? document.documentElement, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // It would fetch style sheets again.
      preload: false,
    }),
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}
