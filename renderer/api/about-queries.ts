/** What the page reads of what runs. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { About } from '../../shared/api/about.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';

/** What runs, and where; where it is opened follows what is exposed. */
export function useAbout() {
  const { client } = useServices();
  return useQuery<About>({
    ...useLive('exposure'),
    queryKey: ['exposure', 'about'],
    queryFn: ({ signal }) => client.call('GET /system/about', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** The text for whoever helps, as it is now. */
export function useDiagnostics() {
  const { client } = useServices();
  return useQuery({
    queryKey: ['diagnostics'],
    queryFn: ({ signal }) => client.call('GET /system/diagnostics', { signal }),
    gcTime: 0,
    // What is read is what is copied.
    meta: { atMost: Infinity },
  });
}
