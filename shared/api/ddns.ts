/** The contract of the `ddns` area: names, their state, what was done to them and the zone's records. */
import { Type, type Static } from 'typebox';
import { Id, IpAddress, Nullable, pageQuery, Reason, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { JobRef } from './jobs.ts';

/** Record type that carries an address family: `A` for IPv4, `AAAA` for IPv6. */
export const Family = Type.Union([Type.Literal('A'), Type.Literal('AAAA')]);
/** {@link Family} as a type. */
export type Family = Static<typeof Family>;

/**
 * Where a name is meant to be reached from. `public` names must hold public addresses; `lan` names (below home.arpa,
 * local or internal) may hold private ones.
 */
export const Scope = Type.Union([Type.Literal('public'), Type.Literal('lan')]);
/** {@link Scope} as a type. */
export type Scope = Static<typeof Scope>;

/** Where a host's addresses are read from. */
export const Source = Type.Object(
  {
    kind: Type.Literal('interface'),
    /** Name of the network interface; `null` means the one that holds the default route. */
    interface: Nullable(Type.String({ minLength: 1, maxLength: 64 })),
  },
  { additionalProperties: false },
);
/** {@link Source} as a type. */
export type Source = Static<typeof Source>;

/** How a name or one of its families is doing; the page gives each its own shape and colour. */
export const HostState = Type.Union([
  Type.Literal('ok'),
  Type.Literal('working'),
  Type.Literal('warning'),
  Type.Literal('error'),
  Type.Literal('paused'),
  Type.Literal('unknown'),
]);
/** {@link HostState} as a type. */
export type HostState = Static<typeof HostState>;

/** What the zone's own servers said after the last write; `null` before anything was written. */
export const Verification = Nullable(
  Type.Union([Type.Literal('pending'), Type.Literal('verified'), Type.Literal('mismatch')]),
);

/** One address family of a host. */
export const FamilyStatus = Type.Object({
  family: Family,
  state: HostState,
  /** What stands in the zone under this name and type and is ours. */
  published: Nullable(IpAddress),
  /** What the source says now. */
  detected: Nullable(IpAddress),
  verification: Verification,
  verified_at: Nullable(Timestamp),
  last_change: Nullable(Timestamp),
  reason: Nullable(Reason),
});

/** {@link FamilyStatus} as a type. */
export type FamilyStatus = Static<typeof FamilyStatus>;

const hostFields = {
  name: Type.String({
    minLength: 1,
    maxLength: 253,
    description: 'Fully qualified name below one of the zones',
  }),
  families: Type.Array(Family, { minItems: 1, maxItems: 2, uniqueItems: true }),
  scope: Scope,
  ttl: Type.Integer({ minimum: 1, maximum: 604800, description: 'Seconds' }),
  source: Source,
  enabled: Type.Boolean(),
};

/** A name that is kept equal to this machine's addresses. */
export const Host = Type.Object({
  host_id: Id,
  ...hostFields,
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link Host} as a type. */
export type Host = Static<typeof Host>;

/** What is needed to make a host; what is left out takes its default. */
export const NewHost = Type.Object(
  {
    name: hostFields.name,
    families: Type.Optional(hostFields.families),
    scope: Type.Optional(hostFields.scope),
    ttl: Type.Optional(hostFields.ttl),
    source: Type.Optional(hostFields.source),
    enabled: Type.Optional(hostFields.enabled),
  },
  { additionalProperties: false },
);
/** {@link NewHost} as a type. */
export type NewHost = Static<typeof NewHost>;

/** What is to change in a host; what is left out stays. */
export const HostChange = Type.Partial(NewHost, { additionalProperties: false, minProperties: 1 });
/** {@link HostChange} as a type. */
export type HostChange = Static<typeof HostChange>;

/** A host with how it is doing. */
export const HostStatus = Type.Object({
  host_id: Id,
  name: Type.String(),
  scope: Scope,
  enabled: Type.Boolean(),
  ttl: Type.Integer(),
  state: HostState,
  families: Type.Array(FamilyStatus),
  last_change: Nullable(Timestamp),
  last_check: Nullable(Timestamp),
  next_check: Nullable(Timestamp),
  /** Why it is not well; `null` when it is. */
  reason: Nullable(Reason),
});
/** {@link HostStatus} as a type. */
export type HostStatus = Static<typeof HostStatus>;

/** The steps of one update, in their order. */
export const Stage = Type.Union([
  Type.Literal('detect'),
  Type.Literal('filter'),
  Type.Literal('derive'),
  Type.Literal('plan'),
  Type.Literal('apply'),
  Type.Literal('verify'),
  Type.Literal('record'),
  Type.Literal('announce'),
]);
/** {@link Stage} as a type. */
export type Stage = Static<typeof Stage>;

/** An update that is under way. */
export const RunningUpdate = Type.Object({
  job_id: Nullable(Id),
  stage: Stage,
  /** From 0 to 1. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  started_at: Timestamp,
});

/** State of the whole service. The single fields show the first host, as documented; `hosts` shows all. */
export const DdnsStatus = Type.Object({
  ddns_enabled: Type.Boolean({ description: 'Automatic checks are on (not paused)' }),
  ddns_running: Type.Boolean({ description: 'The scheduler of the checks is alive' }),
  last_check: Nullable(Timestamp),
  current_ip: Nullable(IpAddress),
  domain: Nullable(Type.String()),
  status: Type.String({ description: 'One sentence in the language of the caller' }),
  next_check: Nullable(Timestamp),
  uptime: Type.Integer({ description: 'Seconds since this service started' }),
  state: HostState,
  paused_since: Nullable(Timestamp),
  paused_until: Nullable(Timestamp),
  update: Nullable(RunningUpdate),
  hosts: Type.Array(HostStatus),
});
/** {@link DdnsStatus} as a type. */
export type DdnsStatus = Static<typeof DdnsStatus>;

/** What was done, or failed. */
export const HistoryResult = Type.Union([
  Type.Literal('created'),
  Type.Literal('updated'),
  Type.Literal('refreshed'),
  Type.Literal('removed'),
  Type.Literal('failed'),
]);
/** {@link HistoryResult} as a type. */
export type HistoryResult = Static<typeof HistoryResult>;

/** What made an update run. */
export const Trigger = Type.Union([
  Type.Literal('start'),
  Type.Literal('schedule'),
  Type.Literal('address_change'),
  Type.Literal('manual'),
  Type.Literal('host_change'),
  Type.Literal('resume'),
]);
/** {@link Trigger} as a type. */
export type Trigger = Static<typeof Trigger>;

/** One row of what happened to a name. */
export const HistoryEntry = Type.Object({
  id: Id,
  timestamp: Timestamp,
  host_id: Id,
  host: Type.String(),
  family: Family,
  ip: Nullable(IpAddress),
  previous_ip: Nullable(IpAddress),
  result: HistoryResult,
  trigger: Trigger,
  reason: Nullable(Reason),
});
/** {@link HistoryEntry} as a type. */
export type HistoryEntry = Static<typeof HistoryEntry>;

/** What an update did, name by name. */
export const UpdateResult = Type.Object({
  job_id: Id,
  /** True where this call joined an update that was already running. */
  joined: Type.Boolean(),
  forced: Type.Boolean(),
  started_at: Timestamp,
  finished_at: Timestamp,
  changed: Type.Integer({ description: 'Records written' }),
  unchanged: Type.Integer(),
  failed: Type.Integer(),
  current_ip: Nullable(IpAddress),
  changes: Type.Array(HistoryEntry),
});
/** {@link UpdateResult} as a type. */
export type UpdateResult = Static<typeof UpdateResult>;

/** What an update would do to one name and type now. */
export const PlannedStep = Type.Object({
  host_id: Id,
  host: Type.String(),
  family: Family,
  action: Type.Union([
    Type.Literal('create'),
    Type.Literal('update'),
    Type.Literal('delete'),
    Type.Literal('keep'),
    Type.Literal('blocked'),
  ]),
  current: Nullable(IpAddress),
  desired: Nullable(IpAddress),
  reason: Nullable(Reason),
});
/** {@link PlannedStep} as a type. */
export type PlannedStep = Static<typeof PlannedStep>;

/** Record types of the embedded zone that can be written through the API. */
export const RecordType = Type.Union([
  Type.Literal('A'),
  Type.Literal('AAAA'),
  Type.Literal('CNAME'),
  Type.Literal('TXT'),
]);
/** {@link RecordType} as a type. */
export type RecordType = Static<typeof RecordType>;

/** One record of a zone. */
export const ZoneRecord = Type.Object({
  record_id: Id,
  domain: Type.String({ description: 'The zone' }),
  rr: Type.String({ description: 'Name relative to the zone, `@` for the zone itself' }),
  name: Type.String({ description: 'Fully qualified' }),
  type: RecordType,
  value: Type.String(),
  ttl: Type.Integer(),
  /** The host that keeps this record; `null` for one made by hand. */
  host_id: Nullable(Id),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link ZoneRecord} as a type. */
export type ZoneRecord = Static<typeof ZoneRecord>;

const recordFields = {
  rr: Type.String({ minLength: 1, maxLength: 253 }),
  type: RecordType,
  value: Type.String({ minLength: 1, maxLength: 4096 }),
  ttl: Type.Integer({ minimum: 1, maximum: 604800 }),
};

const hostExample = {
  host_id: '0198f3a0-0000-7000-8000-000000000001',
  name: 'nas.home.arpa',
  families: ['A', 'AAAA'],
  scope: 'lan',
  ttl: 60,
  source: { kind: 'interface', interface: null },
  enabled: true,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const statusExample = {
  host_id: '0198f3a0-0000-7000-8000-000000000001',
  name: 'nas.home.arpa',
  scope: 'lan',
  enabled: true,
  ttl: 60,
  state: 'ok',
  families: [
    {
      family: 'A',
      state: 'ok',
      published: '192.168.1.20',
      detected: '192.168.1.20',
      verification: 'verified',
      verified_at: '2026-11-20T08:00:01.000Z',
      last_change: '2026-11-20T08:00:00.000Z',
      reason: null,
    },
  ],
  last_change: '2026-11-20T08:00:00.000Z',
  last_check: '2026-11-20T08:10:00.000Z',
  next_check: '2026-11-20T08:15:07.000Z',
  reason: null,
};

const historyExample = {
  id: '0198f3a0-0000-7000-8000-000000000002',
  timestamp: '2026-11-20T08:00:00.000Z',
  host_id: '0198f3a0-0000-7000-8000-000000000001',
  host: 'nas.home.arpa',
  family: 'A',
  ip: '192.168.1.20',
  previous_ip: null,
  result: 'created',
  trigger: 'start',
  reason: null,
};

const recordExample = {
  record_id: '0198f3a0-0000-7000-8000-000000000003',
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

const updateExample = {
  job_id: '0198f3a0-0000-7000-8000-000000000004',
  joined: false,
  forced: false,
  started_at: '2026-11-20T08:00:00.000Z',
  finished_at: '2026-11-20T08:00:00.120Z',
  changed: 1,
  unchanged: 0,
  failed: 0,
  current_ip: '192.168.1.20',
  changes: [historyExample],
};

const hostParams = Type.Object({ host_id: Id });
const recordParams = Type.Object({ record_id: Id });

const updateRoute = {
  method: 'POST',
  tag: 'ddns',
  access: 'ddns:write',
  query: Type.Object({
    force: Type.Optional(Type.Boolean({ description: 'Write the records again even where they are right' })),
  }),
  body: Type.Optional(
    Type.Union([
      Type.Object({ force: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
      Type.Null(),
    ]),
  ),
  data: UpdateResult,
  accepted: JobRef,
  errors: ['STORAGE_FULL', 'STORAGE_FAILED'],
  example: { body: { force: false }, data: updateExample },
} as const;

/** Operations of the `ddns` area. */
export const ddnsRoutes = defineRoutes({
  getStatus: {
    method: 'GET',
    path: '/ddns/status',
    tag: 'ddns',
    summary: 'State of every name and of the service',
    access: 'ddns:read',
    data: DdnsStatus,
    example: {
      data: {
        ddns_enabled: true,
        ddns_running: true,
        last_check: '2026-11-20T08:10:00.000Z',
        current_ip: '192.168.1.20',
        domain: 'nas.home.arpa',
        status: 'nas.home.arpa is right',
        next_check: '2026-11-20T08:15:07.000Z',
        uptime: 86400,
        state: 'ok',
        paused_since: null,
        paused_until: null,
        update: null,
        hosts: [statusExample],
      },
    },
  },
  getHistory: {
    method: 'GET',
    path: '/ddns/history',
    tag: 'ddns',
    summary: 'What was done to the names, newest first',
    access: 'ddns:read',
    query: Type.Object({
      ...pageQuery,
      host_id: Type.Optional(Id),
      result: Type.Optional(HistoryResult),
    }),
    paginated: true,
    data: Type.Object({ history: Type.Array(HistoryEntry), count: Type.Integer() }),
    example: { data: { history: [historyExample], count: 1 } },
  },
  manualUpdate: {
    ...updateRoute,
    path: '/ddns/manual-update',
    summary: 'Check all names now and write what differs; joins an update that is already running',
  },
  update: {
    ...updateRoute,
    path: '/ddns/update',
    summary: 'Same as /ddns/manual-update',
  },
  getPlan: {
    method: 'GET',
    path: '/ddns/plan',
    tag: 'ddns',
    summary: 'What an update would do now, without doing it',
    access: 'ddns:read',
    data: Type.Object({ steps: Type.Array(PlannedStep), count: Type.Integer(), changes: Type.Integer() }),
    example: {
      data: {
        steps: [
          {
            host_id: hostExample.host_id,
            host: 'nas.home.arpa',
            family: 'A',
            action: 'update',
            current: '192.168.1.19',
            desired: '192.168.1.20',
            reason: null,
          },
        ],
        count: 1,
        changes: 1,
      },
    },
  },
  pause: {
    method: 'POST',
    path: '/ddns/pause',
    tag: 'ddns',
    summary: 'Stop automatic checks, for a time or until resumed; records stay as they are',
    access: 'ddns:write',
    body: Type.Optional(
      Type.Union([
        Type.Object(
          {
            minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 525600 })),
            until: Type.Optional(Timestamp),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
    data: Type.Object({ paused_since: Timestamp, paused_until: Nullable(Timestamp) }),
    example: {
      body: { minutes: 60 },
      data: { paused_since: '2026-11-20T08:00:00.000Z', paused_until: '2026-11-20T09:00:00.000Z' },
    },
  },
  resume: {
    method: 'POST',
    path: '/ddns/resume',
    tag: 'ddns',
    summary: 'Go on with automatic checks and make one at once',
    access: 'ddns:write',
    data: Type.Object({ paused_since: Type.Null(), paused_until: Type.Null() }),
    example: { data: { paused_since: null, paused_until: null } },
  },
  listHosts: {
    method: 'GET',
    path: '/ddns/hosts',
    tag: 'ddns',
    summary: 'The names that are kept',
    access: 'ddns:read',
    query: Type.Object(pageQuery),
    paginated: true,
    data: Type.Object({ hosts: Type.Array(Host), count: Type.Integer() }),
    example: { data: { hosts: [hostExample], count: 1 } },
  },
  getHost: {
    method: 'GET',
    path: '/ddns/hosts/{host_id}',
    tag: 'ddns',
    summary: 'One name with its state',
    access: 'ddns:read',
    params: hostParams,
    data: Type.Object({ host: Host, status: HostStatus }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { host: hostExample, status: statusExample } },
  },
  createHost: {
    method: 'POST',
    path: '/ddns/hosts',
    tag: 'ddns',
    summary: 'Keep a further name',
    access: 'ddns:write',
    body: NewHost,
    status: 201,
    data: Host,
    errors: ['DDNS_NAME_INVALID', 'DDNS_NAME_NOT_IN_ZONE', 'DDNS_HOST_EXISTS', 'DDNS_SCOPE_MISMATCH'],
    example: { body: { name: 'nas.home.arpa', families: ['A', 'AAAA'] }, data: hostExample },
  },
  updateHost: {
    method: 'PUT',
    path: '/ddns/hosts/{host_id}',
    tag: 'ddns',
    summary: 'Change a name; what is left out stays',
    access: 'ddns:write',
    params: hostParams,
    body: HostChange,
    data: Host,
    errors: [
      'RESOURCE_NOT_FOUND',
      'DDNS_NAME_INVALID',
      'DDNS_NAME_NOT_IN_ZONE',
      'DDNS_HOST_EXISTS',
      'DDNS_SCOPE_MISMATCH',
    ],
    example: { body: { ttl: 300 }, data: { ...hostExample, ttl: 300, revision: 2 } },
  },
  deleteHost: {
    method: 'DELETE',
    path: '/ddns/hosts/{host_id}',
    tag: 'ddns',
    summary: 'Stop keeping a name; its records stay unless `records=delete`',
    access: 'ddns:write',
    params: hostParams,
    query: Type.Object({
      records: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('delete')])),
    }),
    data: Type.Object({ host_id: Id, records_deleted: Type.Integer(), records_kept: Type.Integer() }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { host_id: hostExample.host_id, records_deleted: 0, records_kept: 2 } },
  },
  listRecords: {
    method: 'GET',
    path: '/ddns/records',
    tag: 'ddns',
    summary: 'Records of the zones',
    access: 'ddns:read',
    query: Type.Object({
      ...pageQuery,
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
    errors: ['DNS_ZONE_UNKNOWN'],
    example: { data: { domain: 'home.arpa', records: [recordExample], count: 1 } },
  },
  createRecord: {
    method: 'POST',
    path: '/ddns/records',
    tag: 'ddns',
    summary: 'Add a record by hand',
    access: 'ddns:write',
    body: Type.Object(
      {
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
    ],
    example: { body: { value: '192.168.1.31' }, data: { ...recordExample, value: '192.168.1.31' } },
  },
  deleteRecord: {
    method: 'DELETE',
    path: '/ddns/records/{record_id}',
    tag: 'ddns',
    summary: 'Remove a record made by hand',
    access: 'ddns:write',
    params: recordParams,
    data: Type.Object({ record_id: Id }),
    errors: ['RESOURCE_NOT_FOUND', 'DDNS_RECORD_MANAGED'],
    example: { data: { record_id: recordExample.record_id } },
  },
});
