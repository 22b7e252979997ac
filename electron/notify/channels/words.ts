/** A message's parts as channels put them together. Pure. */
import { createHash } from 'node:crypto';
import type { Message } from './channel.ts';

/** Title, body and address under each other; what is empty is left out. */
export const wholeText = ({ title, body, url }: Pick<Message, 'title' | 'body' | 'url'>): string =>
  [title, body, url ?? ''].filter((part) => part !== '').join('\n');

/** Body and address, for channels with a title of its own. Some refuse a message without a body. */
export const textBelow = ({ title, body, url }: Pick<Message, 'title' | 'body' | 'url'>): string =>
  [body, url ?? ''].filter((part) => part !== '').join('\n') || title;

/** The same short name for the same text, of letters, digits, `-` and `_`: for ids that others limit. */
export const nameOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 27);

/** Whether it is good news. */
export const isGood = ({ kind }: Pick<Message, 'kind'>): boolean => kind === 'resolved';

/** One of three values by how much it matters, or the one for good news. */
export function bySeverity<T>(
  message: Pick<Message, 'kind' | 'severity'>,
  values: { readonly critical: T; readonly warning: T; readonly info: T; readonly good: T },
): T {
  return isGood(message) ? values.good : values[message.severity];
}
