/** What the page reads and does about sources of addresses and devices' tokens. Only lazy parts use it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type {
  InboundToken,
  NewInboundToken,
  NewSource,
  SourceChange,
  SourceTest,
  SourceTrial,
} from '../../shared/api/ddns-sources.ts';
import { useLanguage } from '../i18n.ts';
import { useServices } from '../services.ts';
import { calm, longPatience, useChange } from './queries.ts';

/** All sources with what is agreed on, and the built-in services. */
export function useSources() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['ddns', 'sources', language],
    queryFn: ({ signal }) => client.call('GET /ddns/sources', { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: calm,
  });
}

/** Asks every member: of a kept source by its id, or of one that is about to be kept. */
export function useAskSource() {
  const { client } = useServices();
  return useMutation<SourceTest, Error, string | SourceTrial>({
    mutationFn: (asked) =>
      typeof asked === 'string'
        ? client.call('POST /ddns/sources/{source_id}/test', {
            params: { source_id: asked },
            patience: longPatience,
          })
        : client.call('POST /ddns/sources/test', { body: asked, patience: longPatience }),
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
    queryKey: ['ddns', 'devices'],
    queryFn: async ({ signal }) => (await client.call('GET /ddns/inbound-tokens', { signal })).tokens,
    refetchInterval: calm,
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
