/** The verbs over Aliyun's zones (https://help.aliyun.com/zh/dns/api-alidns-2015-01-09-overview). */
import { Type, type Static } from 'typebox';
import { ProviderFailure, type ProviderRecord, type RecordAccess } from '../provider.ts';
import { canonicalValue } from '../values.ts';
import { wholeList } from '../whole-list.ts';
import { asciiName, labelOf, nameOf, ownScript } from '../zone-label.ts';
import type { AliyunClient } from './client.ts';

/** Seconds for a record whose owner names none; the least that is free of charge. */
export const STANDARD_TTL = 600;
/** The most that a page of zones or of a name's records can have. */
const A_PAGE = '100';
const STANDARD_LINE = 'default';

const Count = Type.Integer({ minimum: 0 });
const Zone = Type.Object({ DomainName: Type.String({ minLength: 1 }) });
const Zones = Type.Object({ TotalCount: Count, Domains: Type.Object({ Domain: Type.Array(Zone) }) });
const Row = Type.Object({
  RecordId: Type.String({ minLength: 1 }),
  RR: Type.String({ minLength: 1 }),
  Type: Type.String({ minLength: 1 }),
  Value: Type.String(),
  TTL: Type.Integer(),
  Line: Type.String({ minLength: 1 }),
});
const Rows = Type.Object({ TotalCount: Count, DomainRecords: Type.Object({ Record: Type.Array(Row) }) });
const Written = Type.Object({ RecordId: Type.String({ minLength: 1 }) });
const Removed = Type.Object({ RequestId: Type.String({ minLength: 1 }) });

function recordOf(zone: string, row: Static<typeof Row>): ProviderRecord {
  const { RecordId, Type: type, Value, TTL, ...kept } = row;
  return {
    record_id: RecordId,
    name: nameOf(zone, row.RR),
    type,
    value: canonicalValue(type, Value),
    ttl: TTL,
    kept,
  };
}

/** A field that is echoed as the record had it. */
function keptText({ kept }: ProviderRecord, field: string): string | undefined {
  const value = kept[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The verbs of an account. Zones of other scripts are known to Aliyun by their own script only. */
export function createAliyunAccess(client: AliyunClient, named: readonly string[]): RecordAccess {
  const { host } = client;

  /** Every record of a name in one spelling. */
  function rowsOf(zone: string, label: string, type: string): Promise<readonly Static<typeof Row>[]> {
    const domain = ownScript(zone);
    const parameters = { DomainName: domain, SubDomain: `${label}.${domain}`, Type: type, PageSize: A_PAGE };
    return wholeList(
      host,
      (row) => row.RecordId,
      async (page) => {
        const asked = { ...parameters, PageNumber: String(page) };
        const { TotalCount, DomainRecords } = await client.call(Rows, 'DescribeSubDomainRecords', asked);
        return { rows: DomainRecords.Record, total: TotalCount };
      },
    );
  }

  return {
    kind: 'records',
    async zones() {
      const found = await wholeList<Static<typeof Zone>>(
        host,
        (zone) => zone.DomainName,
        async (page) => {
          const asked = { PageSize: A_PAGE, PageNumber: String(page) };
          const { TotalCount, Domains } = await client.call(Zones, 'DescribeDomains', asked);
          return { rows: Domains.Domain, total: TotalCount };
        },
      );
      const all = found.map((zone) => asciiName(zone.DomainName));
      return named.length === 0 ? all : all.filter((zone) => named.includes(zone));
    },

    async list(zone, { name, type }) {
      if (name === undefined || type === undefined) {
        const message = 'A list takes a name and a type';
        throw new ProviderFailure({ failure: 'config' }, { code: 'UNSUPPORTED', message });
      }
      const label = labelOf(zone, name);
      const found = new Map<string, ProviderRecord>();
      // A label of another script may stand there in either spelling.
      for (const spelling of new Set([label, ownScript(label)])) {
        for (const row of await rowsOf(zone, spelling, type)) found.set(row.RecordId, recordOf(zone, row));
      }
      return [...found.values()].filter((record) => record.name === name && record.type === type);
    },

    async create(zone, { name, type, value, ttl }) {
      const kept = { RR: labelOf(zone, name), Line: STANDARD_LINE };
      const seconds = ttl ?? STANDARD_TTL;
      const { RecordId } = await client.call(Written, 'AddDomainRecord', {
        DomainName: ownScript(zone),
        Type: type,
        Value: value,
        TTL: String(seconds),
        ...kept,
      });
      return { record_id: RecordId, name, type, value, ttl: seconds, kept };
    },

    async update(zone, record, change) {
      const next = { ...record, ...change };
      const ttl = next.ttl ?? STANDARD_TTL;
      const priority = keptText(record, 'Priority');
      // Whatever is left out goes back to its default.
      await client.call(Written, 'UpdateDomainRecord', {
        RecordId: record.record_id,
        RR: keptText(record, 'RR') ?? labelOf(zone, record.name),
        Type: record.type,
        Value: next.value,
        TTL: String(ttl),
        Line: keptText(record, 'Line') ?? STANDARD_LINE,
        ...(priority === undefined ? {} : { Priority: priority }),
      });
      return { ...next, ttl };
    },

    async remove(_zone, record) {
      await client.call(Removed, 'DeleteDomainRecord', { RecordId: record.record_id });
    },
  };
}
