/** What the page reads of one name, and of the addresses that sources came to. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AddressChange, HistoryEntry } from '../../shared/api/ddns.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import type { DataFor } from './contract-types.ts';
import { longPatience } from './queries.ts';

/** As many rows as one answer has: a picture is drawn of them. */
const mostRows = 1000;

/** A name with its state. */
export type NameFacts = DataFor<'GET /ddns/hosts/{host_id}'>;

/** One name, as it is. */
export function useName(id: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<NameFacts>({
    ...useLive('ddns'),
    queryKey: ['ddns', 'name', language, id],
    queryFn: ({ signal }) => client.call('GET /ddns/hosts/{host_id}', { signal, params: { host_id: id } }),
    placeholderData: keepPreviousData,
  });
}

/** What each server that speaks for a name says of it. */
export type Proof = DataFor<'GET /ddns/hosts/{host_id}/verification'>;

/** Asks those servers; anew when it is told to, or something was changed here. */
export function useProof(id: string) {
  const { client } = useServices();
  return useQuery<Proof>({
    queryKey: ['ddns', 'proof', id],
    queryFn: ({ signal }) =>
      client.call('GET /ddns/hosts/{host_id}/verification', {
        signal,
        params: { host_id: id },
        patience: longPatience,
      }),
    gcTime: 0,
    meta: { atMost: Infinity },
  });
}

/** Rows, and whether there are older ones. */
export interface Rows<T> {
  readonly rows: readonly T[];
  readonly isCut: boolean;
}

/** Everything that was done to a name, the newest first, for a picture. */
export function useNameHistory(id: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<Rows<HistoryEntry>>({
    ...useLive('ddns'),
    queryKey: ['ddns', 'name-history', language, id],
    queryFn: async ({ signal }) => {
      const query = { host_id: id, limit: mostRows };
      const { data, pagination } = await client.ask('GET /ddns/history', { signal, query });
      return { rows: data.history, isCut: (pagination?.total ?? 0) > data.history.length };
    },
    placeholderData: keepPreviousData,
  });
}

/** Which addresses the sources came to, the newest first. `isPublic`: those alone that the Internet can reach. */
export function useAddressChanges(isPublic: boolean) {
  const { client } = useServices();
  return useQuery<Rows<AddressChange>>({
    ...useLive('ddns'),
    queryKey: ['ddns', 'addresses', isPublic],
    queryFn: async ({ signal }) => {
      const query = { limit: mostRows, ...(isPublic ? { reach: 'public' as const } : {}) };
      const { data, pagination } = await client.ask('GET /ddns/address-history', { signal, query });
      return { rows: data.changes, isCut: (pagination?.total ?? 0) > data.changes.length };
    },
    placeholderData: keepPreviousData,
  });
}
