/** Secrets of accounts at DNS providers. */
import { expect } from 'vitest';
import type { DnsProvider } from '../../../shared/api/ddns-accounts.ts';
import { newCanary } from '../../support/canary.ts';
import type { Stage } from './stage.ts';

interface CredentialSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { readonly writeOnly?: boolean; readonly default?: string }>>;
}

/** Credentials of a provider with a canary as every secret one. */
function credentialsOf(
  { canary, keep }: Stage,
  { provider, credentials }: DnsProvider,
): Record<string, string> {
  const { properties } = credentials as unknown as CredentialSchema;
  return Object.fromEntries(
    Object.entries(properties).map(([name, { writeOnly, default: standard }]) => {
      if (writeOnly !== true) return [name, standard ?? `known-${name.replaceAll('_', '-')}`];
      if (provider !== 'rfc2136') return [name, canary(`${provider} ${name}`)];
      // The key is what its Base64 stands for; a key that is a text is found in every other form as well.
      const value = newCanary('').value.slice(0, 27);
      keep('TSIG key', value);
      return [name, Buffer.from(value).toString('base64')];
    }),
  );
}

/** Accounts at every provider, at an endpoint that is not there and one that repeats all that it is sent. */
export async function keepAccounts(stage: Stage): Promise<void> {
  const { canary, call, echo } = stage;
  const { data } = await call<{ providers: DnsProvider[] }>('GET', '/ddns/providers');
  for (const provider of data.providers) {
    for (const [way, where] of [
      ['dead', 'http://127.0.0.1:1'],
      ['echo', echo().url],
    ] as const) {
      const isDns = provider.endpoint.startsWith('dns:');
      const zone = `${provider.provider}-${way}.internal`;
      const credentials = credentialsOf(stage, provider);
      const made = await call<{ account_id: string }>('POST', '/ddns/accounts', {
        name: zone,
        provider: provider.provider,
        credentials,
        endpoint: isDns ? 'dns://127.0.0.1:1' : where,
        ...(isDns
          ? {}
          : { proxy: way === 'dead' ? `http://me:${canary('proxy password')}@127.0.0.1:1` : null }),
        zones: [zone],
      });
      expect(made.status, zone).toBe(201);
      const { account_id: id } = made.data;
      await call('POST', `/ddns/accounts/${id}/test`, {});
      await call('POST', '/ddns/accounts/test', {
        provider: provider.provider,
        credentials,
        endpoint: isDns ? 'dns://127.0.0.1:1' : where,
      });
      await call('PUT', `/ddns/accounts/${id}`, {
        credentials: { ...credentials, unknown: canary('unknown credential') },
      });
      await call('POST', '/ddns/hosts', { name: `nas.${zone}`, account_id: id, families: ['A'] });
      await call('GET', `/ddns/records?account_id=${id}`);
      await call('GET', `/ddns/accounts/${id}`);
    }
  }
}
