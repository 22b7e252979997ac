/** All there is to see while the database is damaged: what happened and how to go on. Leaves by itself. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { hasCode } from '../../api/errors.ts';
import form from '../../components/form.module.css';
import { Copyable } from '../../components/copyable.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useSay } from '../../i18n.ts';
import { useServices } from '../../services.ts';

/** The notice. */
export default function RecoveryPage({ message }: { readonly message: string }) {
  const say = useSay();
  const { client, recovery } = useServices();
  const queries = useQueryClient();
  const { refetch, isFetching } = useQuery({
    queryKey: ['recovery'],
    queryFn: async ({ signal }) => {
      try {
        await client.call('GET /setup', { signal });
      } catch (error) {
        // Gone for a restart counts as not over; any other answer means that the database works again.
        if (!hasCode(error, 'STORAGE_DAMAGED')) throw error;
        return 'damaged' as const;
      }
      recovery.over();
      await queries.invalidateQueries();
      return 'over' as const;
    },
    // What can only be recovered tells nothing by itself.
    refetchInterval: 5_000,
  });

  useEffect(() => {
    document.title = `${say('recovery.title')} · CloudCube`;
  }, [say]);

  return (
    <div className={form.card} role="alert">
      <StateMark state="error" large silent />
      <h1>{say('recovery.title')}</h1>
      <p>{message}</p>
      <div className={form.command}>
        <Copyable text="npm run cli -- restore" />
      </div>
      <p className={form.muted}>{say('recovery.then')}</p>
      <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
        {say('error.retry')}
      </Button>
    </div>
  );
}
