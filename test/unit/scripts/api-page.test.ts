import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { apiPage } from '../../../scripts/support/api-page.ts';
import { socketTables } from '../../../scripts/support/socket-tables.ts';

const file = join(import.meta.dirname, '../../../docs/api.md');

it('docs/api.md says what the code says (npm run docs)', async () => {
  const written = await format(apiPage(socketTables), { ...(await resolveConfig(file)), filepath: file });
  expect(readFileSync(file, 'utf8')).toBe(written);
});
