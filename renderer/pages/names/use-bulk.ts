/** What is being done to several names. It belongs to the page: its dialog can be closed while it goes on. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import { useServices } from '../../services.ts';
import { runBulk, type Bulk, type Deed } from './bulk.ts';

/** What is under way, `null` for nothing, and how to begin. */
export function useBulk() {
  const { client } = useServices();
  const queries = useQueryClient();
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const begin = useCallback(
    (deed: Deed, hosts: readonly HostStatus[], records: 'keep' | 'delete') => {
      const act = (id: string): Promise<unknown> =>
        deed === 'delete'
          ? client.call('DELETE /ddns/hosts/{host_id}', { params: { host_id: id }, query: { records } })
          : client.call('PUT /ddns/hosts/{host_id}', {
              params: { host_id: id },
              body: { enabled: deed === 'switch_on' },
            });
      void runBulk(deed, hosts, act, setBulk).then(() => queries.invalidateQueries({ queryKey: ['ddns'] }));
    },
    [client, queries],
  );
  const forget = useCallback(() => {
    setBulk(null);
  }, []);
  return { bulk, begin, forget };
}
