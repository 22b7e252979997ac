import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { providers } from '../../../electron/ddns/providers/index.ts';
import { providersPage } from '../../../scripts/support/providers-page.ts';

const file = join(import.meta.dirname, '../../../docs/providers.md');

it('docs/providers.md says what the providers say of themselves (npm run docs)', async () => {
  const page = await format(providersPage(providers), { ...(await resolveConfig(file)), filepath: file });
  expect(readFileSync(file, 'utf8')).toBe(page);
});

it('names every credential, and says which are secret', () => {
  const page = providersPage(providers);
  for (const { title, credentials } of providers) {
    const [section = ''] = page.split(`## ${title}\n`).slice(1);
    for (const [name, field] of Object.entries(credentials.properties) as [
      string,
      { writeOnly?: boolean },
    ][]) {
      const line = section.split('\n').find((text) => text.startsWith(`- \`${name}\``)) ?? '';
      expect(line).not.toBe('');
      expect(/ \(secret[;)]/.test(line)).toBe(field.writeOnly === true);
    }
  }
});
