/** `npm run docs`: writes the documents that are made from the code. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { providers } from '../electron/ddns/providers/index.ts';
import { inRoot } from './support/paths.ts';
import { providersPage } from './support/providers-page.ts';

const file = inRoot('docs/providers.md');
writeFileSync(
  file,
  await format(providersPage(providers), { ...(await resolveConfig(file)), filepath: file }),
);
console.log('docs/providers.md');
