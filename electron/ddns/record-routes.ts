/** Operations on records: from what the zones hold to what goes over the wire. */
import { pageOf, paginate } from '../../shared/api/common.ts';
import { ddnsRecordRoutes } from '../../shared/api/ddns-record-routes.ts';
import type { ZoneRecord } from '../../shared/api/ddns-records.ts';
import { toTimestampOrNull } from '../kernel/clock.ts';
import { implement, type BoundRoute } from '../server/route.ts';
import type { OwnedRow } from './record-owners.ts';
import { relativeName } from './zone-names.ts';
import type { DdnsService } from './service.ts';

function toRecord({ zone, created_at, updated_at, ...row }: OwnedRow): ZoneRecord {
  return {
    ...row,
    domain: zone,
    rr: relativeName(row.name, zone),
    created_at: toTimestampOrNull(created_at),
    updated_at: toTimestampOrNull(updated_at),
  };
}

/** Joins the records to their contract. */
export function createRecordRoutes({
  records,
  checkSoon,
}: Pick<DdnsService, 'records' | 'checkSoon'>): BoundRoute[] {
  return implement(ddnsRecordRoutes, {
    async listRecords({ query }) {
      const position = pageOf(query);
      const { rows, unavailable } = await records.list(query);
      const page = rows.slice(position.offset, position.offset + position.limit).map(toRecord);
      return {
        data: { domain: query.domain ?? null, records: page, count: page.length },
        pagination: paginate(position, rows.length),
        unavailable: unavailable.map(({ account_id: id, reason }) => ({
          path: `records[account_id=${id}]`,
          reason,
        })),
      };
    },
    async createRecord({ body }) {
      const { account_id, domain, rr, type, value, ttl } = body;
      const place = { account_id, domain };
      return { data: toRecord(await records.create(place, rr, { type, value, ttl: ttl ?? null })) };
    },
    async updateRecord({ params, body }) {
      return { data: toRecord(await records.update(params.record_id, body)) };
    },
    async deleteRecord({ params }) {
      await records.remove(params.record_id);
      // A name that was waiting for this record to go need not wait for the next check.
      checkSoon('host_change');
      return { data: { record_id: params.record_id } };
    },
  });
}
