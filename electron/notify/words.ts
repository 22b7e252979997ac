/** Puts notices into the words of one message: in the channel's language, cut to what it takes. Pure. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Language, Words } from '../../shared/i18n/index.ts';
import type { Notice } from '../../shared/notice.ts';
import type { ChannelLimits, Message } from './channels/channel.ts';
import { cut } from './cut.ts';
import { worstOf } from './rows.ts';

/** What a message is made of. */
export interface MessageParts {
  readonly key: string;
  /** In the order in which they are told; at least one. */
  readonly notices: readonly Notice[];
  /** Of the same group, told before, and still so. */
  readonly still: readonly Notice[];
  readonly isDigest: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the page can be opened by others; `null` where nowhere. */
  readonly pageUrl: string | null;
  readonly language: Language;
  readonly limits: ChannelLimits;
}

/** What is told of things that are as they were. */
const MOST_STILL = 10;
/** Alerts that a receiver of fields is given. */
const MOST_ALERTS = 100;

/** A text of a notice in words. */
export function inWords({ code, params }: StoredReason, { say }: Pick<Words, 'say'>): string {
  return say(code.startsWith('notices.') ? code : `notices.${code}`, params);
}

const bodyOf = ({ lines }: Notice, words: Pick<Words, 'say'>): string =>
  lines.map((line) => inWords(line, words)).join('\n');

/** Labels that all of them have, with the same value. */
function sharedLabels(notices: readonly Notice[]): Record<string, string> {
  const [first, ...others] = notices;
  return Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([name, value]) =>
      others.every(({ labels }) => labels[name] === value),
    ),
  );
}

function titleOfMany(notices: readonly Notice[], isDigest: boolean, { say }: Pick<Words, 'say'>): string {
  const count = notices.length;
  if (isDigest) return say('notify.digest', { count });
  const resolved = notices.filter(({ kind }) => kind === 'resolved').length;
  const firing = notices.filter(({ kind }) => kind === 'firing' || kind === 'reminder').length;
  if (firing + resolved < count) return say('notify.messages', { count });
  if (resolved === 0) return say('notify.firing', { count });
  return firing === 0 ? say('notify.resolved', { count }) : say('notify.mixed', { firing, resolved });
}

/** A notice among others: its title, and what it says below. */
function paragraphOf(notice: Notice, words: Pick<Words, 'say'>): string {
  const title = words.say('notify.line', { title: inWords(notice.title, words) });
  const body = bodyOf(notice, words);
  return body === '' ? title : `${title}\n${body}`;
}

function stillLines(still: readonly Notice[], { say }: Pick<Words, 'say'>): string[] {
  const shown = still.slice(0, MOST_STILL).map(({ kind, title }) => {
    const text = inWords(title, { say });
    // A reminder says of itself that it goes on.
    return kind === 'reminder' ? text : say('notify.still', { title: text });
  });
  const more = still.length - shown.length;
  return more > 0 ? [...shown, say('notify.more', { count: more })] : shown;
}

/** Makes the message. */
export function compose(parts: MessageParts, words: Pick<Words, 'say'>): Message {
  const { notices, still, isDigest, pageUrl, limits, language } = parts;
  const [first] = notices;
  if (!first) throw new Error('A message of nothing');
  const isOne = notices.length === 1 && !isDigest;
  const title = isOne ? inWords(first.title, words) : titleOfMany(notices, isDigest, words);
  const told = isOne ? bodyOf(first, words) : notices.map((one) => paragraphOf(one, words)).join('\n\n');
  const body = [told, ...stillLines(still, words)].filter((text) => text !== '').join('\n');
  const page = isOne ? first.page : '/alerts';
  const alerts = [...notices, ...still].flatMap((notice) =>
    notice.alert === null
      ? []
      : [
          {
            ...notice.alert,
            labels: { ...notice.labels, severity: notice.severity },
            title: inWords(notice.title, words),
            description: bodyOf(notice, words),
          },
        ],
  );
  return {
    key: parts.key,
    subject: isOne ? first.subject : `group:${parts.key}`,
    kind: isOne ? first.kind : isDigest ? 'digest' : kindOfMany(notices),
    severity: worstOf(notices),
    title: cut(title, limits.title, limits.unit),
    body: cut(body, limits.body, limits.unit),
    url: pageUrl === null || page === null ? null : new URL(page, pageUrl).href,
    language,
    at: Math.max(...notices.map(({ at }) => at)),
    labels: sharedLabels(notices),
    options: parts.options,
    alerts: alerts.slice(0, MOST_ALERTS),
  };
}

/** What is over as a whole is told as over. */
function kindOfMany(notices: readonly Notice[]): Notice['kind'] {
  if (notices.every(({ kind }) => kind === 'resolved')) return 'resolved';
  const isOfAlerts = notices.every(({ alert }) => alert !== null);
  return isOfAlerts ? 'firing' : 'message';
}
