/** `docs/channels.md`, from what the kinds of channels say of themselves and the catalogue's English. Pure. */
import type { ChannelKind, ChannelLimits } from '../../electron/notify/channels/channel.ts';
import { inWords } from '../../electron/notify/channels/in-words.ts';
import { createWords } from '../../shared/i18n/index.ts';
import { duration } from './duration.ts';
import { settingsList } from './settings-list.ts';

const english = createWords('en');

function sizes({ title, body, unit }: ChannelLimits): string {
  const parts = [
    ...(title === null ? [] : [`a title to ${String(title)}`]),
    ...(body === null ? [] : [`a body to ${String(body)}`]),
  ];
  return parts.length === 0 ? 'Nothing is cut.' : `Cut: ${parts.join(', ')} ${unit}.`;
}

function facts({ limits, knows_keys: knowsKeys }: ChannelKind): string {
  const rates = limits.rate.map(({ messages, per }) => `${String(messages)} in ${duration(per)}`);
  return [
    sizes(limits),
    ...(rates.length === 0 ? [] : [`At most ${rates.join(', ')}.`]),
    knowsKeys
      ? 'A second try after an unknown outcome can be told from a new message.'
      : 'A second try after an unknown outcome may be seen twice.',
  ].join(' ');
}

function section(kind: ChannelKind): string {
  const { title, settings } = inWords(kind, english);
  const where = kind.key_url === null ? '' : `, [where to get what it asks for](${kind.key_url})`;
  return [`## ${title}`, `Id \`${kind.id}\`${where}.`, facts(kind), settingsList(settings)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The page. */
export function channelsPage(kinds: readonly ChannelKind[]): string {
  const head = [
    '# Channels',
    'Ways by which CloudCube tells its owner something. Made from their own descriptions by `npm run docs`; do not edit. To add one: [adding-a-channel.md](adding-a-channel.md).',
  ];
  return `${[...head, ...kinds.map(section)].join('\n\n')}\n`;
}
