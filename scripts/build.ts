/** `npm run build`, and what start and test import where dist/ is stale: makes dist/ from nothing. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from 'vite';
import { copyDocsAssets } from './support/docs-assets.ts';
import { buildFile, hashInputs } from './support/inputs.ts';
import { dist, inRoot, root } from './support/paths.ts';
import { precompress } from './support/precompress.ts';

async function step(name: string, work: () => Promise<string>): Promise<void> {
  const start = performance.now();
  const made = await work();
  console.log(`${name.padEnd(6)} ${made} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

// Taken first: what changes while the build runs makes it stale.
const inputs = hashInputs();
const repository = process.env['CLOUDCUBE_REPOSITORY'] || null;
await rm(dist, { recursive: true, force: true });
await mkdir(dist);
if (existsSync(inRoot('vite.config.ts'))) {
  await step('page', async () => {
    await build({ configFile: inRoot('vite.config.ts'), logLevel: 'warn' });
    await rename(join(dist, 'page', 'licences.md'), join(dist, 'licences-page.md'));
    return `dist/page, ${String(await precompress(join(dist, 'page')))} files compressed`;
  });
}
await step('hosts', async () => {
  await build({ root, configFile: inRoot('vite.host.config.ts'), logLevel: 'warn' });
  await build({ root, configFile: inRoot('vite.preload.config.ts'), logLevel: 'warn' });
  return 'dist/*.js, dist/preload.cjs';
});
await step('docs', async () => {
  await copyDocsAssets(join(dist, 'docs'));
  return `dist/docs, ${String(await precompress(join(dist, 'docs')))} files compressed`;
});
await writeFile(buildFile, `${JSON.stringify({ inputs, repository })}\n`);
