import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { families } from '../../../electron/performance/prometheus/families.ts';
import { prometheusPage } from '../../../scripts/support/prometheus-page.ts';

const file = join(import.meta.dirname, '../../../docs/prometheus.md');

it('docs/prometheus.md says what the code says (npm run docs)', async () => {
  const written = await format(prometheusPage(families), {
    ...(await resolveConfig(file)),
    filepath: file,
  });
  expect(readFileSync(file, 'utf8')).toBe(written);
});
