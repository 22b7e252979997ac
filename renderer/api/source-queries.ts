/** What the page reads and does about sources of addresses and devices' tokens. Only lazy parts use it. */
import { keepPreviousData, useMutation, useQueries, useQuery } from '@tanstack/react-query';
import type {
  InboundToken,
  NewInboundToken,
  NewSource,
  SourceChange,
  SourceTest,
  SourceTrial,
} from '../../shared/api/ddns-sources.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { longPatience, useChange } from './queries.ts';

/** All sources with what is agreed on, and the built-in services. */
export function useSources() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    ...useLive('ddns'),
    queryKey: ['ddns', 'sources', language],
    queryFn: ({ signal }) => client.call('GET /ddns/sources', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** What every member of a source says now: asked once, and again when told to. */
export function useAskedSource(id: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<SourceTest>({
    queryKey: ['asked', language, id],
    queryFn: ({ signal }) =>
      client.call('POST /ddns/sources/{source_id}/test', {
        signal,
        params: { source_id: id },
        patience: longPatience,
      }),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  });
}

/** What each of these built-in services (ids) says now, asked one by one so that each is shown as it answers. */
export function useAskedServices(ids: readonly string[]) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['asked', language, 'service', id],
      queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<SourceTest> =>
        client.call('POST /ddns/sources/test', {
          signal,
          body: { kind: 'echo', members: [id], quorum: 1 },
          patience: longPatience,
        }),
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      gcTime: 0,
    })),
  });
}

/** Asks the members of a source that is about to be kept. */
export function useTrySource() {
  const { client } = useServices();
  return useMutation<SourceTest, Error, SourceTrial>({
    mutationFn: (body) => client.call('POST /ddns/sources/test', { body, patience: longPatience }),
  });
}

/** Adds a source. */
export function useAddSource() {
  return useChange((client, body: NewSource) => client.call('POST /ddns/sources', { body }));
}

/** Changes a source. */
export function useChangeSource() {
  return useChange((client, { id, body }: { id: string; body: SourceChange }) =>
    client.call('PUT /ddns/sources/{source_id}', { params: { source_id: id }, body }),
  );
}

/** Lets a source go. */
export function useDeleteSource() {
  return useChange((client, id: string) =>
    client.call('DELETE /ddns/sources/{source_id}', { params: { source_id: id } }),
  );
}

/** Devices that may tell their own address. */
export function useDevices() {
  const { client } = useServices();
  return useQuery<readonly InboundToken[]>({
    ...useLive('ddns'),
    queryKey: ['ddns', 'devices'],
    queryFn: async ({ signal }) => (await client.call('GET /ddns/inbound-tokens', { signal })).tokens,
  });
}

/** Lets a device in; its password is in the answer and nowhere else. */
export function useAddDevice() {
  return useChange((client, body: NewInboundToken) => client.call('POST /ddns/inbound-tokens', { body }));
}

/** Shuts a device out. */
export function useDeleteDevice() {
  return useChange((client, id: string) =>
    client.call('DELETE /ddns/inbound-tokens/{token_id}', { params: { token_id: id } }),
  );
}
