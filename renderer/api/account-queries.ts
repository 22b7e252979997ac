/** What the page reads and does about accounts at providers. Only lazy parts use it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type {
  Account,
  AccountChange,
  AccountTest,
  AccountTrial,
  DnsProvider,
  NewAccount,
} from '../../shared/api/ddns-accounts.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { longPatience, useChange } from './queries.ts';

/** The providers, what each wants and can do. They do not change while the program runs. */
export function useProviders() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly DnsProvider[]>({
    queryKey: ['providers', language],
    queryFn: async ({ signal }) => (await client.call('GET /ddns/providers', { signal })).providers,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

/** All accounts with how each is doing. */
export function useAccounts(isWanted = true) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly Account[]>({
    enabled: isWanted,
    ...useLive('ddns'),
    queryKey: ['ddns', 'accounts', language],
    queryFn: async ({ signal }) => (await client.call('GET /ddns/accounts', { signal })).accounts,
    placeholderData: keepPreviousData,
  });
}

/** The domains of an account: those it names, else those its provider tells; `null` where that cannot be asked. */
export function useZones(account: Account | undefined) {
  const { client } = useServices();
  return useQuery<readonly string[] | null>({
    queryKey: ['zones', account?.account_id, account?.revision],
    enabled: account !== undefined,
    queryFn: async ({ signal }) => {
      if (account === undefined) return null;
      if (account.zones.length > 0) return account.zones;
      const { zones } = await client.call('POST /ddns/accounts/{account_id}/test', {
        signal,
        params: { account_id: account.account_id },
        body: {},
        patience: longPatience,
      });
      return zones;
    },
    staleTime: 300_000,
  });
}

/** What is tried: everything for a new account, for a kept one (`id`) what is about to change in it. */
export type Trial =
  | { readonly id: undefined; readonly body: AccountTrial }
  | { readonly id: string; readonly body: AccountChange };

/** Asks the provider, and keeps nothing. */
export function useTestAccount() {
  const { client } = useServices();
  return useMutation<AccountTest, Error, Trial>({
    mutationFn: ({ id, body }) =>
      id === undefined
        ? client.call('POST /ddns/accounts/test', { body, patience: longPatience })
        : client.call('POST /ddns/accounts/{account_id}/test', {
            params: { account_id: id },
            body,
            patience: longPatience,
          }),
  });
}

/** Keeps an account. */
export function useAddAccount() {
  return useChange((client, body: NewAccount) => client.call('POST /ddns/accounts', { body }));
}

/** Changes an account. */
export function useChangeAccount() {
  return useChange((client, { id, body }: { id: string; body: AccountChange }) =>
    client.call('PUT /ddns/accounts/{account_id}', { params: { account_id: id }, body }),
  );
}

/** Lets an account go. */
export function useDeleteAccount() {
  return useChange((client, id: string) =>
    client.call('DELETE /ddns/accounts/{account_id}', { params: { account_id: id } }),
  );
}
