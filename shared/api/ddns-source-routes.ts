/** The operations on sources of addresses and on devices' tokens of the `ddns` area. */
import { Type } from 'typebox';
import { Id } from './common.ts';
import { defineRoutes } from './contract.ts';
import {
  AddressSource,
  InboundToken,
  NewInboundToken,
  NewSource,
  SourceChange,
  SourceService,
  SourceTest,
  SourceTrial,
} from './ddns-sources.ts';

const sourceParams = Type.Object({ source_id: Id });

const sourceExample = {
  source_id: '0198f3a0-0000-7000-8000-000000000031',
  name: 'Public address (web)',
  kind: 'echo',
  members: [],
  quorum: 2,
  built_in: true,
  families: [
    {
      family: 'A',
      address: '93.184.216.34',
      since: '2026-11-20T08:00:00.000Z',
      candidate: null,
      candidate_since: null,
      reason: null,
    },
  ],
  hosts: 1,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const testExample = {
  families: [
    {
      family: 'A',
      address: '93.184.216.34',
      agreed: 2,
      answers: [
        { member: 'ipify', family: 'A', address: '93.184.216.34', reason: null, elapsed_ms: 41 },
        { member: 'icanhazip', family: 'A', address: '93.184.216.34', reason: null, elapsed_ms: 38 },
      ],
      reason: null,
    },
  ],
};

const tokenExample = {
  token_id: '0198f3a0-0000-7000-8000-000000000041',
  name: 'Router',
  host_ids: ['0198f3a0-0000-7000-8000-000000000001'],
  created_at: '2026-11-20T08:00:00.000Z',
  last_used: null,
  uses: 0,
};

/** Operations on `/ddns/sources` and `/ddns/inbound-tokens`. */
export const ddnsSourceRoutes = defineRoutes({
  listSources: {
    method: 'GET',
    path: '/ddns/sources',
    tag: 'ddns',
    summary: 'Where public addresses are found, and what is agreed on now',
    access: 'ddns:read',
    data: Type.Object({
      sources: Type.Array(AddressSource),
      services: Type.Array(SourceService, { description: 'The built-in members' }),
      count: Type.Integer(),
    }),
    example: {
      data: {
        sources: [sourceExample],
        services: [{ id: 'ipify', title: 'ipify', kind: 'echo', families: ['A', 'AAAA'] }],
        count: 1,
      },
    },
  },
  getSource: {
    method: 'GET',
    path: '/ddns/sources/{source_id}',
    tag: 'ddns',
    summary: 'One source',
    access: 'ddns:read',
    params: sourceParams,
    data: AddressSource,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: sourceExample },
  },
  createSource: {
    method: 'POST',
    path: '/ddns/sources',
    tag: 'ddns',
    summary: 'Add a source',
    access: 'ddns:write',
    audit: 'source.create',
    body: NewSource,
    data: AddressSource,
    status: 201,
    errors: ['DDNS_SOURCE_INVALID', 'DDNS_SOURCE_EXISTS'],
    example: {
      body: { name: 'My echo', kind: 'echo', members: ['https://ip.example.net/'], quorum: 1 },
      data: { ...sourceExample, name: 'My echo', built_in: false },
    },
  },
  updateSource: {
    method: 'PUT',
    path: '/ddns/sources/{source_id}',
    tag: 'ddns',
    summary: 'Change a source; what is left out stays',
    access: 'ddns:write',
    audit: 'source.update',
    params: sourceParams,
    body: SourceChange,
    data: AddressSource,
    errors: ['RESOURCE_NOT_FOUND', 'DDNS_SOURCE_INVALID', 'DDNS_SOURCE_EXISTS'],
    example: { body: { quorum: 3 }, data: { ...sourceExample, quorum: 3, revision: 2 } },
  },
  deleteSource: {
    method: 'DELETE',
    path: '/ddns/sources/{source_id}',
    tag: 'ddns',
    summary: 'Let a source go',
    access: 'ddns:write',
    audit: 'source.delete',
    params: sourceParams,
    data: Type.Object({ source_id: Id }),
    errors: ['RESOURCE_NOT_FOUND', 'DDNS_SOURCE_IN_USE', 'DDNS_SOURCE_INVALID'],
    example: { data: { source_id: sourceExample.source_id } },
  },
  testSource: {
    method: 'POST',
    path: '/ddns/sources/{source_id}/test',
    tag: 'ddns',
    summary: 'Ask every member of a source now',
    access: 'ddns:write',
    unaudited: 'asks elsewhere and changes nothing here',
    params: sourceParams,
    data: SourceTest,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: testExample },
  },
  trySource: {
    method: 'POST',
    path: '/ddns/sources/test',
    tag: 'ddns',
    summary: 'Ask the members of a source before it is kept',
    access: 'ddns:write',
    unaudited: 'asks elsewhere and changes nothing here',
    body: SourceTrial,
    data: SourceTest,
    errors: ['DDNS_SOURCE_INVALID'],
    example: { body: { kind: 'echo', members: ['ipify', 'icanhazip'], quorum: 2 }, data: testExample },
  },
  listInboundTokens: {
    method: 'GET',
    path: '/ddns/inbound-tokens',
    tag: 'ddns',
    summary: 'Devices that may tell their own address at /nic/update',
    access: 'ddns:read',
    data: Type.Object({ tokens: Type.Array(InboundToken), count: Type.Integer() }),
    example: { data: { tokens: [tokenExample], count: 1 } },
  },
  createInboundToken: {
    method: 'POST',
    path: '/ddns/inbound-tokens',
    tag: 'ddns',
    summary: 'Let a device in; the password is told this once',
    access: 'ddns:write',
    audit: 'device.create',
    body: NewInboundToken,
    data: Type.Object({
      ...InboundToken.properties,
      token: Type.String({ description: 'The password for Basic authentication; any user name' }),
    }),
    status: 201,
    showsSecret: true,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      body: { name: 'Router', host_ids: tokenExample.host_ids },
      data: { ...tokenExample, token: 'ccd_4Jm0…' },
    },
  },
  deleteInboundToken: {
    method: 'DELETE',
    path: '/ddns/inbound-tokens/{token_id}',
    tag: 'ddns',
    summary: 'Shut a device out; what it told stays published',
    access: 'ddns:write',
    audit: 'device.delete',
    params: Type.Object({ token_id: Id }),
    data: Type.Object({ token_id: Id }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { token_id: tokenExample.token_id } },
  },
});
