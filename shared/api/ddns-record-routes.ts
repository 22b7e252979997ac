/** The operations on the records of the zones, whoever made them. */
import { Type } from 'typebox';
import { Id, Nullable, pageQuery } from './common.ts';
import { defineRoutes } from './contract.ts';
import { RecordType, ZoneRecord } from './ddns-records.ts';

const recordFields = {
  rr: Type.String({ minLength: 1, maxLength: 253 }),
  type: RecordType,
  value: Type.String({ minLength: 1, maxLength: 4096 }),
  ttl: Type.Integer({ minimum: 1, maximum: 604800 }),
};

const recordExample = {
  record_id: '0198f3a0-0000-7000-8000-000000000003',
  account_id: null,
  domain: 'home.arpa',
  rr: 'printer',
  name: 'printer.home.arpa',
  type: 'A',
  value: '192.168.1.30',
  ttl: 300,
  host_id: null,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const recordParams = Type.Object({ record_id: Type.String({ minLength: 1, maxLength: 1024 }) });

/** Operations on records. */
export const ddnsRecordRoutes = defineRoutes({
  listRecords: {
    method: 'GET',
    path: '/ddns/records',
    tag: 'ddns',
    summary: 'Records of the zones',
    access: 'ddns:read',
    query: Type.Object({
      ...pageQuery,
      account_id: Type.Optional(Id),
      domain: Type.Optional(Type.String({ maxLength: 253, description: 'Only this zone' })),
      subdomain: Type.Optional(
        Type.String({ maxLength: 253, description: 'Only this name relative to the zone' }),
      ),
      type: Type.Optional(RecordType),
    }),
    paginated: true,
    data: Type.Object({
      domain: Nullable(Type.String({ description: 'The zone asked for; null for all' })),
      records: Type.Array(ZoneRecord),
      count: Type.Integer(),
    }),
    errors: ['DNS_ZONE_UNKNOWN', 'DDNS_PROVIDER_REFUSED', 'DDNS_CANNOT_LIST'],
    example: { data: { domain: 'home.arpa', records: [recordExample], count: 1 } },
  },
  createRecord: {
    method: 'POST',
    path: '/ddns/records',
    tag: 'ddns',
    summary: 'Add a record by hand',
    access: 'ddns:write',
    audit: 'record.create',
    body: Type.Object(
      {
        account_id: Type.Optional(Nullable(Id)),
        domain: Type.String({ minLength: 1, maxLength: 253 }),
        rr: recordFields.rr,
        type: recordFields.type,
        value: recordFields.value,
        ttl: Type.Optional(recordFields.ttl),
      },
      { additionalProperties: false },
    ),
    status: 201,
    data: ZoneRecord,
    errors: [
      'DNS_ZONE_UNKNOWN',
      'DNS_RECORD_INVALID',
      'DNS_RECORD_EXISTS',
      'DNS_RECORD_CONFLICT',
      'DNS_ZONE_FULL',
      'DNS_NAME_FULL',
      'DDNS_RECORD_MANAGED',
      'DDNS_PROVIDER_REFUSED',
      'DDNS_CANNOT_LIST',
    ],
    example: {
      body: { domain: 'home.arpa', rr: 'printer', type: 'A', value: '192.168.1.30', ttl: 300 },
      data: recordExample,
    },
  },
  updateRecord: {
    method: 'PUT',
    path: '/ddns/records/{record_id}',
    tag: 'ddns',
    summary: 'Change a record made by hand; what is left out stays',
    access: 'ddns:write',
    audit: 'record.update',
    params: recordParams,
    body: Type.Partial(Type.Object(recordFields), { additionalProperties: false, minProperties: 1 }),
    data: ZoneRecord,
    errors: [
      'RESOURCE_NOT_FOUND',
      'DNS_RECORD_INVALID',
      'DNS_RECORD_EXISTS',
      'DNS_RECORD_CONFLICT',
      'DNS_ZONE_UNKNOWN',
      'DNS_ZONE_FULL',
      'DNS_NAME_FULL',
      'DDNS_RECORD_MANAGED',
      'DDNS_PROVIDER_REFUSED',
      'DDNS_CANNOT_LIST',
    ],
    example: { body: { value: '192.168.1.31' }, data: { ...recordExample, value: '192.168.1.31' } },
  },
  deleteRecord: {
    method: 'DELETE',
    path: '/ddns/records/{record_id}',
    tag: 'ddns',
    summary: 'Remove a record made by hand',
    access: 'ddns:write',
    audit: 'record.delete',
    params: recordParams,
    data: Type.Object({ record_id: Id }),
    errors: ['RESOURCE_NOT_FOUND', 'DDNS_RECORD_MANAGED', 'DDNS_PROVIDER_REFUSED'],
    example: { data: { record_id: recordExample.record_id } },
  },
});
