/** `npm run icons`: draws every icon anew from `resources/icons/src`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withDraw } from './support/icons/draw.ts';
import { iconPlans } from './support/icons/files.ts';
import { inRoot } from './support/paths.ts';

const plans = iconPlans();
await withDraw(async (draw) => {
  for (const { file, svg, sizes, pack } of plans) {
    const pictures = [];
    for (const size of sizes) pictures.push({ size, png: await draw(svg, size) });
    const path = inRoot('resources/icons', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, pack(pictures));
  }
});
console.log(`resources/icons: ${plans.length} files`);
