import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { channelKinds } from '../../../electron/notify/channels/index.ts';
import { inWords } from '../../../electron/notify/channels/in-words.ts';
import { channelsPage } from '../../../scripts/support/channels-page.ts';
import { createWords } from '../../../shared/i18n/index.ts';

const file = join(import.meta.dirname, '../../../docs/channels.md');

it('docs/channels.md says what the channels say of themselves (npm run docs)', async () => {
  const page = await format(channelsPage(channelKinds), { ...(await resolveConfig(file)), filepath: file });
  expect(readFileSync(file, 'utf8')).toBe(page);
});

it('names every setting, and says which are secret', () => {
  const page = channelsPage(channelKinds);
  for (const kind of channelKinds) {
    const [, section = ''] = page.split(`## ${inWords(kind, createWords('en')).title}\n`);
    for (const [name, field] of Object.entries(kind.settings.properties) as [
      string,
      { writeOnly?: boolean },
    ][]) {
      const line = section.split('\n').find((text) => text.startsWith(`- \`${name}\``)) ?? '';
      expect(line).not.toBe('');
      expect(/ \(secret[;)]/.test(line)).toBe(field.writeOnly === true);
    }
  }
});
