/** Values that come with a message: shown at once, without asking. */
import type { QueryClient } from '@tanstack/react-query';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import type { ServerData, ServerMessage } from '../../shared/events.ts';
import type { Now } from '../api/now.ts';

/** What this machine does now. */
export const nowKey = ['monitoring', 'now'] as const;

/** Moves the progress of an update. Answers whether one runs. */
export function showProgress(queries: QueryClient, { data, timestamp }: ServerMessage<'changed'>): boolean {
  const { update } = data;
  if (update === undefined || update === null) return false;
  queries.setQueriesData<DdnsStatus>({ queryKey: ['ddns', 'status'] }, (shown) => {
    if (shown === undefined) return undefined;
    return { ...shown, update: { job_id: null, started_at: timestamp, ...shown.update, ...update } };
  });
  return true;
}

/** Where a value is not known, by its path. */
function unknowns(value: unknown, path = ''): readonly string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => unknowns(part, `${path}.${name}`));
}

/**
 * Shows what this machine does now. Answers whether all of it is told so: why a value is not known is only in the answer
 * to a question.
 */
export function showMetrics(queries: QueryClient, { metrics, where }: ServerData<'metrics_update'>): boolean {
  const wanted = unknowns(metrics).join();
  let isAll = true;
  queries.setQueriesData<Now>({ queryKey: nowKey }, (shown) => {
    if (shown === undefined) return undefined;
    if (unknowns(shown.data).join() !== wanted) {
      isAll = false;
      return undefined;
    }
    return { ...where, data: metrics, reasons: shown.reasons };
  });
  return isAll;
}
