/** What a provider and its credentials are called in the reader's language: `providers.<id>` in the catalogue. Pure. */
import type { Words } from '../../../shared/i18n/index.ts';
import type { Provider } from './provider.ts';

/** A provider as it is shown. */
export interface ProviderInWords {
  readonly title: string;
  /** JSON Schema of the credentials; every property has `title` and `description`. */
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** Puts it into words. */
export function inWords({ id, credentials }: Provider, { say }: Pick<Words, 'say'>): ProviderInWords {
  const properties = Object.entries(credentials.properties).map(([name, property]) => {
    const field = `providers.${id}.fields.${name}`;
    const told = { title: say(`${field}.title`), description: say(`${field}.description`) };
    return [name, { ...told, ...property }] as const;
  });
  return {
    title: say(`providers.${id}.title`),
    credentials: { ...credentials, properties: Object.fromEntries(properties) },
  };
}
