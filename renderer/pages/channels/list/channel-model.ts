/** How channels stand, in what the page shows: mark, word, where they lead, what to begin with. */
import type { NotifyChannel, NotifyKind } from '../../../../shared/api/notify.ts';
import type { NotifyOutcome } from '../../../../shared/api/notify-deliveries.ts';
import type { Language } from '../../../../shared/i18n/index.ts';
import type { Mark } from '../../../components/mark.ts';

/** What a channel is; one that is switched off is nothing else. */
export type Standing = NotifyChannel['state'] | 'off';

/** How it stands. */
export const standingOf = ({ enabled, state }: Pick<NotifyChannel, 'enabled' | 'state'>): Standing =>
  enabled ? state : 'off';

/** The mark of each: every one has a shape of its own. */
export const markOfStanding: Readonly<Record<Standing, Mark>> = {
  ok: 'ok',
  waiting: 'warning',
  stopped: 'error',
  unknown: 'unknown',
  off: 'paused',
};

/** The mark of a message that was to go out at once. */
export const markOfOutcome: Readonly<Record<NotifyOutcome['status'], Mark>> = {
  sent: 'ok',
  failed: 'error',
  pending: 'warning',
};

/** What mends a channel that was stopped, by the reason; the reason of another one says it itself. */
export function mendingOf(code: string | undefined): 'auth' | 'config' | 'any' {
  if (code === 'NOTIFY_AUTH') return 'auth';
  return code === 'NOTIFY_CONFIG' ? 'config' : 'any';
}

/** Settings that tell a person where the messages go, the most telling first. */
const telling = ['to', 'chat_id', 'channel', 'room_id', 'topic', 'device', 'endpoint', 'host'] as const;

/** Where the messages go, as far as that is no secret; empty where all of it is. */
export function whereOf({ settings }: Pick<NotifyChannel, 'settings'>): string {
  for (const name of telling) {
    const value = settings[name];
    if (typeof value === 'string' && value !== '') return value;
    if (Array.isArray(value) && value.length > 0) return value.map(String).join(', ');
  }
  return '';
}

/** By name; what needs somebody comes first. */
export function arrange(channels: readonly NotifyChannel[]): readonly NotifyChannel[] {
  const urgency: Readonly<Record<Standing, number>> = { stopped: 0, waiting: 1, ok: 2, unknown: 2, off: 3 };
  return channels.toSorted(
    (one, other) =>
      urgency[standingOf(one)] - urgency[standingOf(other)] || one.name.localeCompare(other.name),
  );
}

/** What people who read a language mostly have. */
const usual: Readonly<Record<Language, readonly string[]>> = {
  en: ['email', 'ntfy', 'telegram', 'discord', 'pushover', 'webhook'],
  'zh-CN': ['wecom', 'dingtalk', 'feishu', 'serverchan', 'bark', 'email'],
};

/** The kinds to begin with, of those that are there. */
export function firstKinds(kinds: readonly NotifyKind[], language: Language): readonly NotifyKind[] {
  return usual[language].flatMap((id) => kinds.filter(({ kind }) => kind === id));
}
