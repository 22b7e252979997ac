/** `npm run docs`: writes the documents that are made from the code. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { providers } from '../electron/ddns/providers/index.ts';
import { channelKinds } from '../electron/notify/channels/index.ts';
import { families } from '../electron/performance/prometheus/families.ts';
import { contract } from '../shared/api/index.ts';
import { tags } from '../shared/api/tags.ts';
import { apiPage } from './support/api-page.ts';
import { channelsPage } from './support/channels-page.ts';
import { inRoot } from './support/paths.ts';
import { permissionsPage } from './support/permissions-page.ts';
import { prometheusPage } from './support/prometheus-page.ts';
import { providersPage } from './support/providers-page.ts';
import { socketTables } from './support/socket-tables.ts';

const documents: Readonly<Record<string, string>> = {
  'docs/providers.md': providersPage(providers),
  'docs/channels.md': channelsPage(channelKinds),
  'docs/prometheus.md': prometheusPage(families),
  'docs/api.md': apiPage(socketTables),
  'docs/permissions.md': permissionsPage(contract, tags),
};
for (const [name, text] of Object.entries(documents)) {
  const file = inRoot(name);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  console.log(name);
}
