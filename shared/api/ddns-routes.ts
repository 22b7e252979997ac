/** The operations on the names that are kept, and on the service that keeps them. */
import { Type } from 'typebox';
import { Id, Nullable, pageQuery, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import {
  Family,
  Host,
  NewHost,
  HostChange,
  HostStatus,
  DdnsStatus,
  HistoryResult,
  HistoryEntry,
  UpdateResult,
  PlannedStep,
} from './ddns.ts';
import { JobRef } from './jobs.ts';

const hostExample = {
  host_id: '0198f3a0-0000-7000-8000-000000000001',
  name: 'nas.home.arpa',
  account_id: null,
  families: ['A', 'AAAA'],
  scope: 'lan',
  ttl: 60,
  source: { kind: 'interface', interface: null },
  ipv6_host: null,
  enabled: true,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const statusExample = {
  host_id: '0198f3a0-0000-7000-8000-000000000001',
  name: 'nas.home.arpa',
  account_id: null,
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
      adoption: [],
      next_try: null,
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

const hostErrors = [
  'DDNS_NAME_INVALID',
  'DDNS_NAME_NOT_IN_ZONE',
  'DDNS_HOST_EXISTS',
  'DDNS_SCOPE_MISMATCH',
  'DDNS_FAMILY_UNSUPPORTED',
  'DDNS_SOURCE_UNKNOWN',
  'DDNS_IPV6_HOST_INVALID',
  'DDNS_ACCOUNT_UNKNOWN',
] as const;

const hostParams = Type.Object({ host_id: Id });

const updateRoute = {
  method: 'POST',
  tag: 'ddns',
  limit: 'ddns',
  access: 'ddns:write',
  unaudited: 'the history tells of each change, and it must go on while the log cannot be written',
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

/** Operations on names and on the service. */
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
    audit: 'ddns.pause',
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
    audit: 'ddns.resume',
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
    audit: 'host.create',
    body: NewHost,
    status: 201,
    data: Host,
    errors: [...hostErrors],
    example: { body: { name: 'nas.home.arpa', families: ['A', 'AAAA'] }, data: hostExample },
  },
  updateHost: {
    method: 'PUT',
    path: '/ddns/hosts/{host_id}',
    tag: 'ddns',
    summary: 'Change a name; what is left out stays',
    access: 'ddns:write',
    audit: 'host.update',
    params: hostParams,
    body: HostChange,
    data: Host,
    errors: ['RESOURCE_NOT_FOUND', ...hostErrors],
    example: { body: { ttl: 300 }, data: { ...hostExample, ttl: 300, revision: 2 } },
  },
  adoptHost: {
    method: 'POST',
    path: '/ddns/hosts/{host_id}/adopt',
    tag: 'ddns',
    summary: 'Take over the value that stands under a name, or declare it foreign',
    access: 'ddns:write',
    audit: 'host.adopt',
    params: hostParams,
    body: Type.Optional(
      Type.Union([
        Type.Object(
          {
            family: Type.Optional(Family),
            record_id: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
            as: Type.Optional(
              Type.Union([Type.Literal('own'), Type.Literal('foreign')], {
                description:
                  'own (as if left out): from now on this record is kept equal to the address. foreign: every value that stands there stays as it is, and a record of our own is made beside them',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
    data: Type.Object({ host: Host, status: HostStatus }),
    errors: ['RESOURCE_NOT_FOUND', 'DDNS_NOTHING_TO_ADOPT', 'DDNS_ADOPTION_AMBIGUOUS'],
    example: { body: { as: 'own' }, data: { host: hostExample, status: statusExample } },
  },
  deleteHost: {
    method: 'DELETE',
    path: '/ddns/hosts/{host_id}',
    tag: 'ddns',
    summary: 'Stop keeping a name; its records stay unless `records=delete`',
    access: 'ddns:write',
    audit: 'host.delete',
    params: hostParams,
    query: Type.Object({
      records: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('delete')])),
    }),
    data: Type.Object({ host_id: Id, records_deleted: Type.Integer(), records_kept: Type.Integer() }),
    errors: ['RESOURCE_NOT_FOUND', 'DDNS_WRITE_PENDING', 'DDNS_PROVIDER_REFUSED'],
    example: { data: { host_id: hostExample.host_id, records_deleted: 0, records_kept: 2 } },
  },
});
