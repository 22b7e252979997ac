/** The operations on the service that keeps the names: its state, its history, its updates and its pauses. */
import { Type } from 'typebox';
import { Id, Nullable, pageQuery, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { hostExample, statusExample } from './ddns-host-routes.ts';
import {
  AddressChange,
  Family,
  HistoryResult,
  HistoryEntry,
  UpdateResult,
  PlannedStep,
  Scope,
} from './ddns.ts';
import { DdnsStatus } from './ddns-status.ts';
import { JobRef } from './jobs.ts';

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

/** Operations on the service. */
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
  getAddressHistory: {
    method: 'GET',
    path: '/ddns/address-history',
    tag: 'ddns',
    summary: 'Which addresses the sources of the names came to, newest first; 500 of each are kept',
    access: 'ddns:read',
    query: Type.Object({
      ...pageQuery,
      family: Type.Optional(Family),
      reach: Type.Optional(Scope),
    }),
    paginated: true,
    data: Type.Object({ changes: Type.Array(AddressChange), count: Type.Integer() }),
    example: {
      data: {
        changes: [
          {
            id: '0198f3a0-0000-7000-8000-000000000005',
            timestamp: '2026-11-20T08:00:00.000Z',
            family: 'A',
            address: '203.0.113.7',
            previous: '203.0.113.4',
            until: null,
            watched: true,
            reach: 'public',
            source: { kind: 'source', id: '0198f3a0-0000-7000-8000-000000000003', name: 'Web services' },
          },
        ],
        count: 1,
      },
    },
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
    query: Type.Object({
      host_id: Type.Optional({ ...Id, description: 'Only of this name: nobody is asked for the others' }),
    }),
    errors: ['RESOURCE_NOT_FOUND'],
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
});
