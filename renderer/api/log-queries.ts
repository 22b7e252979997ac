/** What the page reads of the log and of telemetry, and what it changes. Only lazy parts use it. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reason } from '../../shared/api/common.ts';
import type { Job } from '../../shared/api/jobs.ts';
import type { LogEntry, LogEntryDetail, LogExport, LogFormat } from '../../shared/api/logs.ts';
import type { Telemetry, TelemetryChange } from '../../shared/api/telemetry.ts';
import { useLanguage } from '../i18n.ts';
import { followJob } from '../live/follow-job.ts';
import { useLive } from '../live/use-live.ts';
import { useServices } from '../services.ts';
import { rowsOfPage, slow, type Page } from './access.ts';
import { logQueryOf, type LogFilter } from './log-question.ts';
import { calm, longPatience, useChange } from './queries.ts';

/** The oldest line moves on by days (ms). */
const aWhile = 60_000;

/** A page of lines, the newest first. */
export function useLogs(filter: LogFilter) {
  const { client, clock } = useServices();
  const { search, level, module, hours, page } = filter;
  return useQuery<Page<LogEntry>>({
    ...useLive('logs'),
    queryKey: ['logs', 'list', search, level, module, hours, page],
    queryFn: async ({ signal }) => {
      const { logs, pagination } = await client.call('GET /logs', {
        signal,
        query: { page, size: rowsOfPage, ...logQueryOf(filter, clock.now()) },
      });
      return { rows: logs, total: pagination.total, pages: pagination.pages };
    },
    placeholderData: keepPreviousData,
    // To read the log may be a line of it; and what is read on a later page shall not move on under the eye.
    meta: { atMost: page === 1 ? calm : slow },
  });
}

/** One line with its stack. */
export function useLog(id: number) {
  const { client } = useServices();
  return useQuery<LogEntryDetail>({
    queryKey: ['logs', 'line', id],
    queryFn: ({ signal }) => client.call('GET /logs/{log_id}', { signal, params: { log_id: id } }),
    // What was said is said.
    staleTime: Infinity,
    meta: { atMost: Infinity },
  });
}

/** When the oldest line that is kept was said; `null` where there is none. */
export function useOldestLine() {
  const { client } = useServices();
  return useQuery<string | null>({
    ...useLive('logs'),
    queryKey: ['logs', 'oldest'],
    queryFn: async ({ signal }) => {
      const { pagination } = await client.call('GET /logs', { signal, query: { limit: 1 } });
      const query = { limit: 1, offset: Math.max(pagination.total - 1, 0) };
      return (await client.call('GET /logs', { signal, query })).logs[0]?.timestamp ?? null;
    },
    meta: { atMost: aWhile },
  });
}

/** How the writing of a file ended. */
export type Written = { readonly file: LogExport } | { readonly failed: Reason | null };

const writtenBy = ({ state, result, reason }: Job): Written =>
  state === 'succeeded' ? { file: result as LogExport } : { failed: reason };

/** Writes what is asked for into a file; `progress` goes from 0 to 1 meanwhile. */
export function useExportLogs() {
  const { client, clock, live } = useServices();
  const [progress, setProgress] = useState(0);
  const write = useMutation<Written, Error, { filter: LogFilter; format: LogFormat }>({
    mutationFn: async ({ filter, format }) => {
      setProgress(0);
      const query = { format, ...logQueryOf(filter, clock.now()) };
      const answer = await client.call('GET /logs/export', { query, patience: longPatience });
      if (!('job_id' in answer)) return { file: answer };
      return writtenBy(
        await followJob({ client, live }, answer.job_id, (job) => {
          setProgress(job.progress);
        }),
      );
    },
  });
  return { write, progress };
}

/** Where traces and metrics are sent. */
export function useTelemetry() {
  const { client } = useServices();
  const { language } = useLanguage();
  return useQuery<Telemetry>({
    ...useLive('telemetry'),
    queryKey: ['telemetry', language],
    queryFn: ({ signal }) => client.call('GET /debug/telemetry', { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Sends them elsewhere, or nowhere. */
export function useSetTelemetry() {
  return useChange(
    (client, body: TelemetryChange) => client.call('PUT /debug/telemetry', { body }),
    ['telemetry', 'change'],
  );
}
