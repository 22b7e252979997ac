/** `npm run docs`: writes the documents that are made from the code. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { providers } from '../electron/ddns/providers/index.ts';
import { contract } from '../shared/api/index.ts';
import { tags } from '../shared/api/tags.ts';
import { inRoot } from './support/paths.ts';
import { permissionsPage } from './support/permissions-page.ts';
import { providersPage } from './support/providers-page.ts';

const documents: Readonly<Record<string, string>> = {
  'docs/providers.md': providersPage(providers),
  'docs/permissions.md': permissionsPage(contract, tags),
};
for (const [name, text] of Object.entries(documents)) {
  const file = inRoot(name);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  console.log(name);
}
