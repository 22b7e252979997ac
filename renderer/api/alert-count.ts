/** How many alerts go on, for the strip of pages. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';

/** The number; not there while nobody knows it. */
export function useAlertCount(): number | undefined {
  const { client } = useServices();
  const { data } = useQuery({
    ...useLive('alerts'),
    queryKey: ['alerts', 'count'],
    queryFn: async ({ signal }) =>
      (await client.call('GET /alerts', { signal, query: { limit: 1 } })).summary.active,
    placeholderData: keepPreviousData,
  });
  return data;
}
