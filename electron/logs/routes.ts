/** The log over HTTP. */
import type { LogExport } from '../../shared/api/logs.ts';
import { logRoutes } from '../../shared/api/logs.ts';
import { pageOf, paginate } from '../../shared/api/common.ts';
import type { QueryOf } from '../../shared/api/contract.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { toTimestamp, type Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { patiently, type Jobs } from '../kernel/jobs.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import type { LogExports } from './exports.ts';
import { wordsOf, type LogFilter } from './filter.ts';
import { severityOf } from './line.ts';
import type { LogStore } from './store.ts';
import { onWire, wholeOnWire } from './wire.ts';

/** What the operations stand on. */
export interface LogRoutesDeps {
  readonly store: LogStore;
  readonly exports: LogExports;
  readonly jobs: Jobs;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
}

/** Where `/logs/export/download/{file}` answers. */
const DOWNLOADS = '/api/v2/logs/export/download';
/** Of a page, as documented. */
const STANDARD_SIZE = 20;

type Query = Omit<QueryOf<typeof logRoutes.exportLogs>, 'format'>;

function filterOf({
  level,
  min_level: minLevel,
  module,
  start_time: since,
  end_time: until,
  search,
}: Query): LogFilter {
  return {
    ...(level === undefined ? {} : { level: severityOf(level) }),
    ...(minLevel === undefined ? {} : { minLevel: severityOf(minLevel) }),
    ...(module === undefined ? {} : { module }),
    ...(since === undefined ? {} : { since: Date.parse(since) }),
    ...(until === undefined ? {} : { until: Date.parse(until) }),
    ...(search === undefined ? {} : { words: wordsOf(search) }),
  };
}

/** Joins the contract with the store. */
export function createLogRoutes({ store, exports, jobs, audit, clock }: LogRoutesDeps): BoundRoute[] {
  return implement(logRoutes, {
    async listLogs({ query }) {
      const position = pageOf(query, STANDARD_SIZE);
      const { lines, total } = await store.list(filterOf(query), position);
      const pagination = paginate(position, total);
      const { page, size, pages } = pagination;
      return { data: { logs: lines.map(onWire), pagination: { page, size, total, pages } }, pagination };
    },
    async getLog({ params }) {
      const line = await store.get(params.log_id);
      if (!line) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'log' } });
      return { data: wholeOnWire(line) };
    },
    async exportLogs({ query: { format = 'json', ...query } }) {
      // Before it is read: whoever carries the log away stands in the audit log.
      await audit.record({ action: 'logs.export', payload: { format, ...query } });
      const job = await jobs.start('logs.export', async (job_id, report): Promise<LogExport> => {
        const { file, size, expires_at } = await exports.write(filterOf(query), format, report);
        return {
          job_id,
          download_url: `${DOWNLOADS}/${file}`,
          file_size: size,
          expires_at: toTimestamp(expires_at),
        };
      });
      const ended = await patiently(clock, job.done);
      return ended ? { data: ended.result } : { data: { job_id: job.job_id }, status: 202 };
    },
    async downloadLogs({ params }) {
      const { type, stream } = await exports.open(params.file);
      return { data: stream, download: { type, filename: params.file } };
    },
    async debugLogs({ query: { type = 'ddns', lines = 100, ...query } }) {
      const filter = filterOf(type === 'all' ? query : { ...query, module: type });
      const found = await store.list(filter, { limit: lines, offset: 0 });
      const logs = found.lines.map(onWire);
      return { data: { log_type: type, lines, total_entries: logs.length, logs } };
    },
  });
}
