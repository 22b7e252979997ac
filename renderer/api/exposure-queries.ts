/** What the page reads and does about who can reach CloudCube. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Exposure, ExposureChange } from '../../shared/api/exposure.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { useChange } from './queries.ts';

/** Everything about it. Sockets follow the machine's addresses and files by themselves. */
export function useExposure(isWanted = true) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<Exposure>({
    enabled: isWanted,
    ...useLive('exposure'),
    queryKey: ['exposure', language],
    queryFn: ({ signal }) => client.call('GET /exposure', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Opens or shuts the local network, or changes what belongs to it. */
export function useChangeExposure() {
  return useChange(
    (client, body: ExposureChange) => client.call('PUT /exposure', { body }),
    ['exposure', 'change'],
  );
}
