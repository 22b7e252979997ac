/** The verbs over DNSPod's zones (https://cloud.tencent.com/document/api/1427/56193). */
import { Type, type Static } from 'typebox';
import type { ProviderRecord, RecordAccess } from '../provider.ts';
import { canonicalValue } from '../values.ts';
import { wholeList } from '../whole-list.ts';
import { asciiName, labelOf, nameOf, ownScript } from '../zone-label.ts';
import type { TencentClient } from './client.ts';

/** Seconds for a record whose owner names none; the least that is free of charge. */
export const STANDARD_TTL = 600;
/** The most that a page of zones or records can have. */
const A_PAGE = 3000;
/** The line for everybody. Its number counts before its name, which is another one on the international site. */
const STANDARD_LINE = { Line: '默认', LineId: '0' };

const Count = Type.Integer({ minimum: 0 });
const Text = Type.String({ minLength: 1 });
const Zone = Type.Object({ DomainId: Type.Integer(), Name: Text });
const Zones = Type.Object({
  DomainCountInfo: Type.Object({ DomainTotal: Count }),
  DomainList: Type.Array(Zone),
});
const Row = Type.Object({
  RecordId: Type.Integer(),
  Name: Text,
  Type: Text,
  Value: Type.String(),
  TTL: Type.Integer(),
  Line: Text,
  LineId: Text,
});
const Rows = Type.Object({
  RecordCountInfo: Type.Object({ TotalCount: Count }),
  RecordList: Type.Array(Row),
});
const Written = Type.Object({ RecordId: Type.Integer() });
const Removed = Type.Object({ RequestId: Type.String() });

function recordOf(zone: string, row: Static<typeof Row>): ProviderRecord {
  const { RecordId, Type: type, Value, TTL, ...kept } = row;
  return {
    record_id: String(RecordId),
    name: nameOf(zone, row.Name),
    type,
    value: canonicalValue(type, Value),
    ttl: TTL,
    kept,
  };
}

/** What a change would set back if it were left out: as the list told it, under the names that a change has for it. */
function echoed({ kept }: ProviderRecord): Record<string, unknown> {
  const fields = {
    RecordLine: kept['Line'] ?? STANDARD_LINE.Line,
    RecordLineId: kept['LineId'] ?? STANDARD_LINE.LineId,
    Weight: kept['Weight'],
    // 0 stands for a type that has none, and is refused.
    MX: kept['MX'] === 0 ? undefined : kept['MX'],
    Remark: kept['Remark'],
    Status: kept['Status'],
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

/** The verbs of an account. */
export function createTencentAccess(client: TencentClient, named: readonly string[]): RecordAccess {
  const { host } = client;

  return {
    kind: 'records',
    async zones() {
      const found = await wholeList<Static<typeof Zone>>(
        host,
        (zone) => String(zone.DomainId),
        async (_page, before) => {
          const asked = { Type: 'ALL', Offset: before, Limit: A_PAGE };
          const { DomainList, DomainCountInfo } = await client.call(Zones, 'DescribeDomainList', asked);
          return { rows: DomainList, total: DomainCountInfo.DomainTotal };
        },
      );
      const all = found.map((zone) => asciiName(zone.Name));
      return named.length === 0 ? all : all.filter((zone) => named.includes(zone));
    },

    async list(zone, { name, type }) {
      // The zone as a whole: a filter of the service's would leave open what its count counts, and cost as much.
      const rows = await wholeList<Static<typeof Row>>(
        host,
        (row) => String(row.RecordId),
        async (_page, before) => {
          const asked = { Domain: ownScript(zone), Offset: before, Limit: A_PAGE, ErrorOnEmpty: 'no' };
          const { RecordList, RecordCountInfo } = await client.call(Rows, 'DescribeRecordList', asked);
          return { rows: RecordList, total: RecordCountInfo.TotalCount };
        },
      );
      return rows
        .map((row) => recordOf(zone, row))
        .filter(
          (record) =>
            (name === undefined || record.name === name) && (type === undefined || record.type === type),
        );
    },

    async create(zone, { name, type, value, ttl }) {
      const label = labelOf(zone, name);
      const seconds = ttl ?? STANDARD_TTL;
      const { RecordId } = await client.call(Written, 'CreateRecord', {
        Domain: ownScript(zone),
        SubDomain: label,
        RecordType: type,
        RecordLine: STANDARD_LINE.Line,
        RecordLineId: STANDARD_LINE.LineId,
        Value: value,
        TTL: seconds,
      });
      const kept = { Name: label, ...STANDARD_LINE };
      return { record_id: String(RecordId), name, type, value, ttl: seconds, kept };
    },

    async update(zone, record, change) {
      const next = { ...record, ...change };
      const ttl = next.ttl ?? STANDARD_TTL;
      await client.call(Written, 'ModifyRecord', {
        Domain: ownScript(zone),
        RecordId: Number(record.record_id),
        SubDomain: record.kept['Name'] ?? labelOf(zone, record.name),
        RecordType: record.type,
        Value: next.value,
        TTL: ttl,
        ...echoed(record),
      });
      return { ...next, ttl };
    },

    async remove(zone, record) {
      await client.call(Removed, 'DeleteRecord', {
        Domain: ownScript(zone),
        RecordId: Number(record.record_id),
      });
    },
  };
}
