/** What the page reads and does, as queries and mutations. What is shown is read again when it is told to be different. */
import {
  keepPreviousData,
  QueryClient,
  useIsMutating,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import type { Host, HostChange, NewHost } from '../../shared/api/ddns-hosts.ts';
import { useLanguage } from '../i18n.ts';
import { followJob } from '../live/follow-job.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import type { Client } from './client.ts';
import type { Decision } from './contract-types.ts';
import type { Session } from './session.ts';

/** What changes all the time is read again no more often than this (ms). */
export const calm = 5_000;
/** Rows of history on a page. */
const historyRows = 15;
/** What waits for others: an update answers within 10 s, a provider or a source may take longer (ms). */
export const longPatience = 30_000;

/**
 * Queries without a life of their own: what keeps them fresh, and asks a failed one again, is `live/`. What one person
 * has read is gone before another one looks.
 */
export function createQueries(session: Session): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      // The server is on this machine or in this network; the browser's idea of being online says nothing about it.
      queries: { retry: false, networkMode: 'always' },
      // What goes and comes with a change may be a password or a key: it is forgotten with the form that showed it.
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });
  let last: string | undefined;
  session.subscribe(() => {
    const now = session.state().user?.id;
    if (last !== undefined && now !== last) queries.clear();
    last = now;
  });
  return queries;
}

const updateKey = ['ddns', 'update'];

/** Whether an update asked for here is on its way. */
export function useUpdating(): boolean {
  return useIsMutating({ mutationKey: updateKey }) > 0;
}

/** State of all names. */
export function useStatus(isWanted = true) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<DdnsStatus>({
    enabled: isWanted,
    ...useLive('ddns'),
    queryKey: ['ddns', 'status', language],
    queryFn: ({ signal }) => client.call('GET /ddns/status', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** One page of what was done, newest first, of all names or one. */
export function useHistory(page: number, host: string | undefined) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    ...useLive('ddns'),
    queryKey: ['ddns', 'history', language, page, host],
    queryFn: ({ signal }) =>
      client.ask('GET /ddns/history', {
        signal,
        query: { page, size: historyRows, ...(host === undefined ? {} : { host_id: host }) },
      }),
    placeholderData: keepPreviousData,
  });
}

/** One name's settings. */
export function useHost(id: string) {
  const { client } = useServices();
  return useQuery<Host>({
    queryKey: ['ddns', 'host', id],
    queryFn: async ({ signal }) =>
      (await client.call('GET /ddns/hosts/{host_id}', { signal, params: { host_id: id } })).host,
    // A form is filled once; what is typed must not be replaced under the hand.
    staleTime: Infinity,
    meta: { atMost: Infinity },
    gcTime: 0,
  });
}

/** Changes something of an area (`key[0]`), then looks at the area again. */
export function useChange<Given, Answer>(
  change: (client: Client, given: Given) => Promise<Answer>,
  key: readonly string[] = ['ddns', 'change'],
) {
  const { client } = useServices();
  const queries = useQueryClient();
  return useMutation({
    mutationKey: key,
    mutationFn: (given: Given) => change(client, given),
    onSettled: () => queries.invalidateQueries({ queryKey: key.slice(0, 1) }),
  });
}

/** Checks all names now; lasts until the update is over, however long that is. `force` writes what is right too. */
export function useUpdate() {
  const { live } = useServices();
  return useChange(async (client, force: boolean) => {
    const answer = await client.call('POST /ddns/manual-update', {
      body: { force },
      patience: longPatience,
    });
    if (!('changes' in answer)) await followJob({ client, live }, answer.job_id);
  }, updateKey);
}

/** Stops automatic checks: for minutes, until a moment (RFC 3339), or until resumed. */
export function usePause() {
  return useChange((client, until: { minutes?: number; until?: string }) =>
    client.call('POST /ddns/pause', { body: until }),
  );
}

/** Goes on with automatic checks. */
export function useResume() {
  return useChange((client) => client.call('POST /ddns/resume', {}));
}

/** Keeps a further name. */
export function useAddHost() {
  return useChange((client, body: NewHost) => client.call('POST /ddns/hosts', { body }));
}

/** Changes a name. */
export function useChangeHost() {
  return useChange((client, { id, body }: { id: string; body: HostChange }) =>
    client.call('PUT /ddns/hosts/{host_id}', { params: { host_id: id }, body }),
  );
}

/** Stops keeping a name. */
export function useDeleteHost() {
  return useChange((client, { id, records }: { id: string; records: 'keep' | 'delete' }) =>
    client.call('DELETE /ddns/hosts/{host_id}', { params: { host_id: id }, query: { records } }),
  );
}

/** Settles what waits under a name, one decision after the other. */
export function useAdopt() {
  return useChange(async (client, { id, decisions }: { id: string; decisions: readonly Decision[] }) => {
    for (const body of decisions) {
      await client.call('POST /ddns/hosts/{host_id}/adopt', {
        params: { host_id: id },
        body,
        patience: longPatience,
      });
    }
  });
}

/** What an update would do now, to all names or one. */
export function usePlan(host?: string) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['ddns', 'plan', language, host],
    queryFn: ({ signal }) =>
      client.call('GET /ddns/plan', {
        signal,
        query: host === undefined ? {} : { host_id: host },
        patience: longPatience,
      }),
    // Whoever opens it wants it as it is now; to make it anew asks every provider.
    gcTime: 0,
    meta: { atMost: Infinity },
  });
}

/** All names with their settings. */
export function useHosts() {
  const { client } = useServices();
  return useQuery<readonly Host[]>({
    ...useLive('ddns'),
    queryKey: ['ddns', 'hosts'],
    queryFn: async ({ signal }) => {
      const all: Host[] = [];
      for (;;) {
        const { data, pagination } = await client.ask('GET /ddns/hosts', {
          signal,
          query: { limit: 1000, offset: all.length },
        });
        all.push(...data.hosts);
        if (data.hosts.length === 0 || all.length >= (pagination?.total ?? 0)) return all;
      }
    },
  });
}
