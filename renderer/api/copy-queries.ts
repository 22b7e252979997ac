/** What the page reads and does about copies of the state. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { followJob } from '../live/follow-job.ts';
import { useLive } from '../live/use-live.ts';
import { useMay } from '../me.ts';
import { useServices } from '../services.ts';
import { longPatience, useChange } from './queries.ts';

const changed = ['copies', 'change'];

/** All of them, and where they are. */
export function useCopies() {
  const { client } = useServices();
  return useQuery({
    ...useLive('copies'),
    queryKey: ['copies', 'list'],
    queryFn: ({ signal }) => client.call('GET /copies', { signal, patience: longPatience }),
    placeholderData: keepPreviousData,
    enabled: useMay()('backup:read'),
  });
}

/** Makes one; lasts until it is there. `told` hears how far it is, from 0 to 1. Answers whether it was made. */
export function useMakeCopy(told: (progress: number) => void) {
  const { live } = useServices();
  return useChange(async (client, _: null) => {
    const answer = await client.call('POST /copies', { patience: longPatience });
    if ('copy' in answer) return true;
    const job = await followJob({ client, live }, answer.job_id, ({ progress }) => {
      told(progress);
    });
    return job.state === 'succeeded';
  }, changed);
}

/** Goes back to one; answers once the present state is copied, before CloudCube is away. */
export function useGoBack() {
  return useChange(
    (client, copyId: string) =>
      client.call('POST /copies/{copy_id}/restore', {
        ...{ params: { copy_id: copyId }, body: { name: copyId }, patience: longPatience },
      }),
    changed,
  );
}
