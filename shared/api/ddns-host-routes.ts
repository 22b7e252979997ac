/** The operations on the names that are kept. */
import { Type } from 'typebox';
import { Id, pageQuery, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';
import { Family } from './ddns.ts';
import { FamilyProof, Host, NewHost, HostChange, HostStatus } from './ddns-hosts.ts';

/** A host as examples show it. */
export const hostExample = {
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

/** How {@link hostExample} is doing. */
export const statusExample = {
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

/** Operations on names. */
export const ddnsHostRoutes = defineRoutes({
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
  verifyHost: {
    method: 'GET',
    path: '/ddns/hosts/{host_id}/verification',
    tag: 'ddns',
    summary: 'What each server that speaks for a name says of it now',
    access: 'ddns:read',
    params: hostParams,
    data: Type.Object({ asked_at: Timestamp, families: Type.Array(FamilyProof) }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        asked_at: '2026-11-20T08:10:00.000Z',
        families: [
          {
            family: 'A',
            expected: '192.168.1.20',
            since: '2026-11-20T08:00:00.000Z',
            proxied: false,
            servers: [{ server: 'CloudCube', values: ['192.168.1.20'], verdict: 'verified' }],
          },
        ],
      },
    },
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
