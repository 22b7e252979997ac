/** What a provider and its credentials are called in the reader's language: `providers.<id>` in the catalogue. Pure. */
import type { Words } from '../../../shared/i18n/index.ts';
import { fieldsInWords } from '../../kernel/fields-in-words.ts';
import type { Provider } from './provider.ts';

/** A provider as it is shown. */
export interface ProviderInWords {
  readonly title: string;
  /** JSON Schema of the credentials; every property has `title` and `description`. */
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** Puts it into words. */
export function inWords({ id, credentials }: Provider, words: Pick<Words, 'say'>): ProviderInWords {
  return {
    title: words.say(`providers.${id}.title`),
    credentials: fieldsInWords(credentials, `providers.${id}.fields`, words),
  };
}
