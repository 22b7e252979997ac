/** What a kind and its settings are called in the reader's language: `channels.<id>` in the catalogue. Pure. */
import type { Words } from '../../../shared/i18n/index.ts';
import { fieldsInWords } from '../../kernel/fields-in-words.ts';
import type { ChannelKind } from './channel.ts';

/** A kind as it is shown. */
export interface KindInWords {
  readonly title: string;
  /** JSON Schema of the settings; every property has `title` and `description`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Puts it into words. */
export const inWords = ({ id, settings }: ChannelKind, words: Pick<Words, 'say'>): KindInWords => ({
  title: words.say(`channels.${id}.title`),
  settings: fieldsInWords(settings, `channels.${id}.fields`, words),
});
