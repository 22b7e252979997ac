/** What the page reads and does about newer versions of CloudCube. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Updates } from '../../shared/api/updates.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { useChange } from './queries.ts';

/** Whether there is a newer one, and what is done to know it. */
export function useUpdates() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<Updates>({
    ...useLive('updates'),
    queryKey: ['updates', language],
    queryFn: ({ signal }) => client.call('GET /updates', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Looks once a day, or never (`exposure:admin`). */
export function useSwitchUpdates() {
  return useChange(
    (client, checking: boolean) => client.call('PUT /updates', { body: { checking } }),
    ['updates', 'change'],
  );
}

/** Looks now (`exposure:admin`). */
export function useCheckUpdates() {
  return useChange((client) => client.call('POST /updates/check', {}), ['updates', 'check']);
}
