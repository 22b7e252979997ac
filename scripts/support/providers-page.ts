/** `docs/providers.md`, from what the providers say of themselves and the catalogue's English. Pure. */
import { inWords } from '../../electron/ddns/providers/in-words.ts';
import type { Provider } from '../../electron/ddns/providers/provider.ts';
import { createWords } from '../../shared/i18n/index.ts';
import { duration } from './duration.ts';
import { settingsList } from './settings-list.ts';

const english = createWords('en');

const lists = {
  zone: 'Records are compared by listing a zone, one call a page.',
  name: 'Records are compared by listing a name.',
  none: 'It cannot be asked what stands there: its zone’s own servers are.',
} as const;

function quotas(quota: Provider['capabilities']['quota']): string[] {
  return (['read', 'write'] as const).flatMap((verb) => {
    const windows = quota[verb] ?? [];
    const text = windows.map(({ calls, per }) => `${String(calls)} in ${duration(per)}`).join(', ');
    return windows.length === 0 ? [] : [`At most, to ${verb}: ${text}.`];
  });
}

function facts({ capabilities: can }: Provider): string[] {
  const { ttl } = can;
  return [
    `Families: ${can.families.join(', ')}.`,
    lists[can.list],
    ttl === null ? 'It takes no TTL.' : `TTL from ${String(ttl.least)} to ${String(ttl.most)} s.`,
    ...quotas(can.quota),
    ...(can.no_op_is_abuse ? ['Sending what stands there already counts as abuse, and is never done.'] : []),
    ...(can.refresh_days === null
      ? []
      : [`An unchanged name is sent again after ${String(can.refresh_days)} days.`]),
    ...(can.families_together ? ['Both families go in one call.'] : []),
    ...(can.zones_are_named ? ['Its zones have to be named.'] : []),
  ];
}

function section(provider: Provider): string {
  const { title, credentials } = inWords(provider, english);
  return [
    `## ${title}`,
    `Id \`${provider.id}\`, endpoint \`${provider.endpoint}\`, [where to get the key](${provider.key_url}).`,
    facts(provider).join(' '),
    settingsList(credentials),
  ].join('\n\n');
}

/** The page. */
export function providersPage(providers: readonly Provider[]): string {
  const head = [
    '# Providers',
    'Made from the providers’ own descriptions by `npm run docs`; do not edit. To add one: [adding-a-provider.md](adding-a-provider.md).',
  ];
  return `${[...head, ...providers.map(section)].join('\n\n')}\n`;
}
