/** What the page reads and does about channels, routes and the delivery log. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  NewNotifyChannel,
  NotifyChannel,
  NotifyChannelChange,
  NotifyKind,
  NotifyPreview,
  NotifyPreviewRequest,
  NotifyRoutes,
  NotifyRoutesChange,
} from '../../shared/api/notify.ts';
import type {
  NotifyDelivery,
  NotifyDeliveryDetail,
  NotifyDeliveryStatus,
} from '../../shared/api/notify-deliveries.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { rowsOfPage, slow, type Page } from './access.ts';
import { longPatience, useChange } from './queries.ts';

const changed = ['notify', 'change'];

/** The kinds of channels, and what each wants to know. They do not change while the program runs. */
export function useNotifyKinds() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly NotifyKind[]>({
    queryKey: ['notify-kinds', language],
    queryFn: async ({ signal }) => (await client.call('GET /notify/kinds', { signal })).kinds,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

/** All channels with how each is doing. */
export function useNotifyChannels() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly NotifyChannel[]>({
    ...useLive('notify'),
    queryKey: ['notify', 'channels', language],
    queryFn: async ({ signal }) => (await client.call('GET /notify/channels', { signal })).channels,
    placeholderData: keepPreviousData,
  });
}

/** Keeps a channel. */
export function useAddChannel() {
  return useChange(
    (client, body: NewNotifyChannel) => client.call('POST /notify/channels', { body }),
    changed,
  );
}

/** Changes a channel; `enabled` switches it on and off. */
export function useChangeChannel() {
  return useChange(
    (client, { id, body }: { id: string; body: NotifyChannelChange }) =>
      client.call('PUT /notify/channels/{channel_id}', { params: { channel_id: id }, body }),
    changed,
  );
}

/** Lets a channel go. */
export function useDeleteChannel() {
  return useChange(
    (client, id: string) =>
      client.call('DELETE /notify/channels/{channel_id}', { params: { channel_id: id } }),
    changed,
  );
}

/** Sends a message by a channel now. */
export function useTestChannel() {
  return useChange(
    (client, id: string) =>
      client.call('POST /notify/channels/{channel_id}/test', {
        params: { channel_id: id },
        patience: longPatience,
      }),
    changed,
  );
}

/** The routes in their order. */
export function useNotifyRoutes() {
  const { client } = useServices();
  return useQuery<NotifyRoutes>({
    ...useLive('notify'),
    queryKey: ['notify', 'routes'],
    queryFn: ({ signal }) => client.call('GET /notify/routes', { signal }),
  });
}

/** Gives the routes anew. */
export function useSetRoutes() {
  return useChange(
    (client, body: NotifyRoutesChange) => client.call('PUT /notify/routes', { body }),
    changed,
  );
}

/** Whom a notice would reach; `null` asks nothing. Asked again when channels or routes change here. */
export function useNotifyPreview(asked: NotifyPreviewRequest | null) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<NotifyPreview | null>({
    queryKey: ['notify', 'preview', language, asked],
    queryFn: ({ signal }) =>
      asked === null ? null : client.call('POST /notify/preview', { signal, body: asked }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
}

/** What narrows the delivery log down; empty texts for all. */
export interface DeliveryFilter {
  readonly search: string;
  /** Id of a channel. */
  readonly channel: string;
  readonly status: NotifyDeliveryStatus | '';
  readonly page: number;
}

/** A page of the delivery log, the newest first. */
export function useDeliveries({ channel, status, page }: DeliveryFilter) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<Page<NotifyDelivery>>({
    ...useLive('notify'),
    queryKey: ['notify', 'deliveries', language, channel, status, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /notify/deliveries', {
        signal,
        query: {
          page,
          size: rowsOfPage,
          ...(channel === '' ? {} : { channel }),
          ...(status === '' ? {} : { status }),
        },
      });
      return { rows: data.deliveries, total: pagination?.total ?? 0, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
    // What is read on a later page shall not move on under the eye.
    meta: { atMost: page === 1 ? 0 : slow },
  });
}

/** One delivery with what it says and each try. `stamp` changes with the row: then there is something new. */
export function useDelivery(id: string, stamp: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<NotifyDeliveryDetail>({
    queryKey: ['notify', 'delivery', language, id, stamp],
    queryFn: ({ signal }) =>
      client.call('GET /notify/deliveries/{delivery_id}', { signal, params: { delivery_id: id } }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    meta: { atMost: Infinity },
  });
}

/** Sends again what failed. */
export function useReplay() {
  return useChange(
    (client, id: string) =>
      client.call('POST /notify/deliveries/{delivery_id}/replay', { params: { delivery_id: id } }),
    changed,
  );
}
