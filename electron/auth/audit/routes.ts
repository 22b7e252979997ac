/** The routes of the audit log. */
import { Readable } from 'node:stream';
import { auditRoutes, MOST_EXPORTED, type AuditEntry } from '../../../shared/api/audit.ts';
import { pageOf, paginate } from '../../../shared/api/common.ts';
import type { QueryOf } from '../../../shared/api/contract.ts';
import { toTimestamp, toTimestampOrNull, type Clock } from '../../kernel/clock.ts';
import { implement, type BoundRoute } from '../../server/route.ts';
import type { Audit } from './audit.ts';
import type { AuditRow } from './chain.ts';
import { asCsv, asJson } from './export.ts';
import type { AuditFilter } from './store.ts';

type Query = Omit<QueryOf<typeof auditRoutes.exportAudit>, 'format'>;

function filterOf({ since, until, ...equal }: Query): AuditFilter {
  return {
    ...equal,
    ...(since === undefined ? {} : { since: Date.parse(since) }),
    ...(until === undefined ? {} : { until: Date.parse(until) }),
  };
}

const onWire = (row: AuditRow): AuditEntry =>
  // The row's words were written by this program and are sealed; the contract names them.
  ({
    ...row,
    payload_redacted: row.payload_redacted === null ? null : (JSON.parse(row.payload_redacted) as unknown),
    created_at: toTimestamp(row.created_at),
  }) as AuditEntry;

async function* allOnWire(rows: AsyncIterable<AuditRow>): AsyncGenerator<AuditEntry> {
  for await (const row of rows) yield onWire(row);
}

/** Joins the contract with the log. */
export function createAuditRoutes({ audit, clock }: { audit: Audit; clock: Clock }): BoundRoute[] {
  return implement(auditRoutes, {
    async listAudit({ query }) {
      const { limit: _limit, offset: _offset, page: _page, size: _size, per_page: _per, ...filter } = query;
      const position = pageOf(query, 100);
      const { rows, total } = await audit.list(filterOf(filter), position);
      return { data: rows.map(onWire), pagination: paginate(position, total) };
    },
    async exportAudit({ query: { format = 'json', ...query } }) {
      // Before it is read: whoever carries the log away stands in it.
      await audit.record({ action: 'audit.export', payload: { format, ...query } });
      const entries = allOnWire(audit.all(filterOf(query), MOST_EXPORTED));
      const day = toTimestamp(clock.now()).slice(0, 10);
      return {
        data: Readable.from(format === 'csv' ? asCsv(entries) : asJson(entries)),
        download: {
          type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
          filename: `cloudcube-audit-${day}.${format}`,
        },
      };
    },
    async verifyAudit() {
      const { checked_at, begun_at, checkpoint, ...found } = await audit.verify();
      return {
        data: {
          ...found,
          checked_at: toTimestamp(checked_at),
          begun_at: toTimestampOrNull(begun_at),
          checkpoint: checkpoint && { ...checkpoint, pruned_at: toTimestamp(checkpoint.pruned_at) },
        },
      };
    },
  });
}
