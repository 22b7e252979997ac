/** What the page reads and does about API keys. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ApiKey, ApiKeyOrder } from '../../shared/api/auth-keys.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { changed, type Page, rowsOfPage } from './access.ts';
import type { DataFor, KeyChange, NewKey } from './contract-types.ts';
import { useChange } from './queries.ts';

/** A key whose secret is shown this once. */
export type KeyMade = DataFor<'POST /auth/keys'>;

/** Which keys are asked for, and in what order. */
export interface KeyFilter {
  readonly search: string;
  readonly state: '' | 'active' | 'inactive';
  readonly order: ApiKeyOrder;
  readonly page: number;
}

/** A page of API keys. */
export function useKeys({ search, state, order, page }: KeyFilter) {
  const { client } = useServices();
  return useQuery<Page<ApiKey>>({
    ...useLive('keys'),
    queryKey: ['access', 'keys', search, state, order, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /auth/keys', {
        signal,
        query: {
          page,
          size: rowsOfPage,
          sort_by: order,
          // By name from A; by time what happens or happened next to now.
          sort_order: order === 'name' || order === 'expires_at' ? 'asc' : 'desc',
          ...(search === '' ? {} : { search }),
          ...(state === '' ? {} : { is_active: state === 'active' }),
        },
      });
      return { rows: data.keys, total: pagination?.total ?? 0, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
  });
}

/** Makes an API key; its secret is in the answer and nowhere else. */
export function useAddKey() {
  return useChange((client, body: NewKey) => client.call('POST /auth/keys', { body }), changed);
}

/** Changes an API key. */
export function useChangeKey() {
  return useChange(
    (client, { id, body }: { id: string; body: KeyChange }) =>
      client.call('PUT /auth/keys/{key_id}', { params: { key_id: id }, body }),
    changed,
  );
}

/** Gives an API key a new secret; the old one works for some seconds more. */
export function useRotateKey() {
  return useChange(
    (client, { id, overlap }: { id: string; overlap: number }) =>
      client.call('POST /auth/keys/{key_id}/rotate', {
        params: { key_id: id },
        body: { overlap_seconds: overlap },
      }),
    changed,
  );
}

/** Lets nobody in with an API key for now, or lets it in again. */
export function useSwitchKey() {
  return useChange(
    (client, { id, on }: { id: string; on: boolean }) =>
      client.call(on ? 'POST /auth/keys/{key_id}/enable' : 'POST /auth/keys/{key_id}/disable', {
        params: { key_id: id },
      }),
    changed,
  );
}

/** Revokes an API key for good. */
export function useRevokeKey() {
  return useChange(
    (client, id: string) => client.call('DELETE /auth/keys/{key_id}', { params: { key_id: id } }),
    changed,
  );
}
