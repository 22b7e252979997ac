/** The icons that are there are those that their sources draw. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withDraw } from '../../scripts/support/icons/draw.ts';
import { iconPlans } from '../../scripts/support/icons/files.ts';
import { needs, titled } from '../support/needs.ts';
import { readPng } from '../support/png.ts';

const folder = join(import.meta.dirname, '../../resources/icons');
/** Another Chromium may round an edge's shade otherwise. */
const ROUNDING = 12;

describe.skipIf(!needs.chromium.ok)(titled('icons', needs.chromium), () => {
  const plans = iconPlans().filter(({ file }) => /^tray-.*\.png$|^app\/(16|128)x/.test(file));

  it('are drawn the same each time, byte for byte, and stand in the repository as drawn (npm run icons)', async () => {
    await withDraw(async (draw) => {
      for (const { file, svg, sizes } of plans) {
        const [size = 0] = sizes;
        const drawn = await draw(svg, size);
        expect((await draw(svg, size)).equals(drawn), file).toBe(true);
        const [there, now] = [readPng(readFileSync(join(folder, file))).rgba, readPng(drawn).rgba];
        const most = there.reduce((far, value, index) => Math.max(far, Math.abs(value - now[index]!)), 0);
        expect(most, file).toBeLessThanOrEqual(ROUNDING);
      }
    });
  });
});
