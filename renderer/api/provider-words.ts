/**
 * A provider in the reader's language. Its own words are English and stand in its file; another language has them in
 * the catalogue under `providers.<provider>`, and what it lacks stays as the provider says it.
 */
import type { DnsProvider } from '../../shared/api/ddns-accounts.ts';

/** Looks a text up; the second one where there is none. */
export type LookUp = (key: string, otherwise: string) => string;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The provider with its title and its credentials' titles and descriptions looked up. */
export function inWords(provider: DnsProvider, lookUp: LookUp): DnsProvider {
  const place = `providers.${provider.provider}`;
  const { properties } = provider.credentials;
  if (!isObject(properties)) return provider;
  const told = Object.entries(properties).map(([key, field]): [string, unknown] => {
    if (!isObject(field)) return [key, field];
    const words = ['title', 'description'].flatMap((part) => {
      const own = field[part];
      return typeof own === 'string' ? [[part, lookUp(`${place}.fields.${key}.${part}`, own)]] : [];
    });
    return [key, { ...field, ...(Object.fromEntries(words) as Record<string, string>) }];
  });
  return {
    ...provider,
    title: lookUp(`${place}.title`, provider.title),
    credentials: { ...provider.credentials, properties: Object.fromEntries(told) },
  };
}
