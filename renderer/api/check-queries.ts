/** What the page reads and does about standing checks and the ping outwards. Only lazy parts use it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type {
  CheckChange,
  CheckResult,
  CheckTrial,
  DeadManChange,
  NewCheck,
} from '../../shared/api/checks.ts';
import { useLanguage } from '../i18n.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { useChange } from './queries.ts';

const changed = ['checks', 'change'];
/** A run may take as long as its own patience, which is a minute at most (ms). */
const runPatience = 70_000;
/** Changes of one check on a page of them. */
const transitionRows = 8;

/** All checks, and whether this machine has a way out. */
export function useChecks(isWanted = true) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    enabled: isWanted,
    ...useLive('checks'),
    queryKey: ['checks', 'list', language],
    queryFn: ({ signal }) => client.call('GET /monitoring/checks', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** What can be checked here, with the fields of each kind. */
export function useCheckKinds() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    queryKey: ['check-kinds', language],
    queryFn: async ({ signal }) => (await client.call('GET /monitoring/checks/kinds', { signal })).kinds,
    // A form is filled once; what is typed must not be replaced under the hand.
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** The last runs of a check, the newest first. `stamp` names its last run: there is nothing new before it changes. */
export function useRecentRuns(id: string, stamp: string | null, isWanted: boolean) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<readonly CheckResult[]>({
    queryKey: ['check-runs', language, id, stamp],
    queryFn: async ({ signal }) => {
      const query = { size: 1 };
      const params = { check_id: id };
      return (await client.call('GET /monitoring/checks/{check_id}/history', { signal, params, query }))
        .results;
    },
    placeholderData: keepPreviousData,
    enabled: isWanted && stamp !== null,
    staleTime: Infinity,
  });
}

/** When a check changed, the newest first, a page of it. */
export function useTransitions(id: string, page: number) {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    ...useLive('checks'),
    queryKey: ['checks', 'transitions', language, id, page],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await client.ask('GET /monitoring/checks/{check_id}/history', {
        signal,
        params: { check_id: id },
        query: { page, size: transitionRows },
      });
      return { rows: data.transitions, pages: pagination?.pages ?? 1 };
    },
    placeholderData: keepPreviousData,
  });
}

/** A few of the names that are kept here, to begin with. */
export function useFirstNames(isWanted: boolean) {
  const { client } = useServices();
  return useQuery<readonly string[]>({
    queryKey: ['ddns', 'first-names'],
    queryFn: async ({ signal }) =>
      (await client.call('GET /ddns/hosts', { signal, query: { limit: 4 } })).hosts.map(({ name }) => name),
    enabled: isWanted,
  });
}

/** Keeps an eye on something further. */
export function useAddCheck() {
  return useChange((client, body: NewCheck) => client.call('POST /monitoring/checks', { body }), changed);
}

/** Changes a check; `enabled` pauses it and goes on. */
export function useChangeCheck() {
  return useChange(
    (client, { id, body }: { id: string; body: CheckChange }) =>
      client.call('PUT /monitoring/checks/{check_id}', { params: { check_id: id }, body }),
    changed,
  );
}

/** Lets a check go. */
export function useDeleteCheck() {
  return useChange(
    (client, id: string) => client.call('DELETE /monitoring/checks/{check_id}', { params: { check_id: id } }),
    changed,
  );
}

/** Runs a check now. */
export function useRunCheck() {
  return useChange(
    (client, id: string) =>
      client.call('POST /monitoring/checks/{check_id}/run', {
        params: { check_id: id },
        patience: runPatience,
      }),
    changed,
  );
}

/** Runs a check that is not kept yet. */
export function useTryCheck() {
  const { client } = useServices();
  return useMutation<CheckResult, Error, CheckTrial>({
    mutationFn: (body) => client.call('POST /monitoring/checks/try', { body, patience: runPatience }),
  });
}

/** Makes the address that heartbeats come to; it is in the answer and nowhere else. */
export function useRenewToken() {
  return useChange(
    (client, id: string) =>
      client.call('POST /monitoring/checks/{check_id}/token', { params: { check_id: id } }),
    changed,
  );
}

/** The ping outwards. */
export function useDeadMan() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery({
    ...useLive('checks'),
    queryKey: ['dead-man', language],
    queryFn: ({ signal }) => client.call('GET /monitoring/dead-man', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Changes it. */
export function useSetDeadMan() {
  return useChange(
    (client, body: DeadManChange) => client.call('PUT /monitoring/dead-man', { body }),
    ['dead-man', 'change'],
  );
}
