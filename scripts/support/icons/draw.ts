/** Draws SVG as PNG in Chromium, which has the best renderer of SVG there is and is here for the page's tests anyway. */
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../../test/support/needs.ts';

/** A drawing at a size in px, as a PNG on a clear ground. */
export type Draw = (svg: string, size: number) => Promise<Buffer>;

/** Lends a {@link Draw} for as long as `work` takes. @throws {Error} where there is no Chromium */
export async function withDraw<T>(work: (draw: Draw) => Promise<T>): Promise<T> {
  if (chromiumPath === undefined)
    throw new Error('Icons are drawn by Chromium. Name it: CLOUDCUBE_CHROMIUM=/path/to/chromium');
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    // Drawn by the processor, not by whichever graphics card is there: the same bytes everywhere.
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
  });
  try {
    const page = await browser.newPage();
    return await work(async (svg, size) => {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${svg}`);
      return page.screenshot({ omitBackground: true });
    });
  } finally {
    await browser.close();
  }
}
