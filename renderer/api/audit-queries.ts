/** What the page reads of the audit log. Only lazy parts use it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AuditEntry, AuditVerification } from '../../shared/api/audit.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { rowsOfPage, type Page } from './access.ts';
import { auditQueryOf, type AuditFilter } from './audit-question.ts';
import { longPatience } from './queries.ts';

/** A page of entries, the newest first. */
export function useAudit(filter: AuditFilter) {
  const { client, clock } = useServices();
  const { search, action, result, days, page } = filter;
  return useQuery<Page<AuditEntry>>({
    ...useLive('audit'),
    queryKey: ['access', 'audit', search, action, result, days, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /admin/audit-logs', {
        signal,
        query: { page, size: rowsOfPage, ...auditQueryOf(filter, clock.now()) },
      });
      return { rows: data, total: pagination?.total ?? 0, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
  });
}

/** Follows the whole chain: asked once, and again when told to. */
export function useVerification() {
  const { client } = useServices();
  return useQuery<AuditVerification>({
    queryKey: ['audit-verification'],
    queryFn: ({ signal }) =>
      client.call('GET /admin/audit-logs/verification', { signal, patience: longPatience }),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  });
}
