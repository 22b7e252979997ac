/**
 * Where routers, cameras and other NAS boxes tell their own address, in the words of dyndns2: the protocol of Dyn's
 * "Remote Access API" (help.dyn.com, "Perform Update" and "Return Codes"), which every router speaks.
 */
import { Type } from 'typebox';
import { defineRoutes } from './contract.ts';

const update = {
  method: 'GET',
  tag: 'ddns',
  access: 'device',
  onlyAtRoot: true,
  raw: 'the protocol is dyndns2',
  plainText: {
    // "Bad agent" is a request that is none of the protocol: asking again would not make it one.
    failures: {
      400: 'badagent',
      401: 'badauth',
      403: 'badagent',
      405: 'badagent',
      414: 'badagent',
      429: 'abuse',
    },
    // "There is a problem on our side": the one word after which a device tries again later.
    otherwise: '911',
  },
  query: Type.Object({
    hostname: Type.Optional(Type.String({ description: 'Up to 20 names, separated by commas' })),
    myip: Type.Optional(
      Type.String({
        description:
          'An IPv4 address, an IPv6 address, or both with a comma between. Without any, the address that the device calls from',
      }),
    ),
    myipv6: Type.Optional(Type.String({ description: 'An IPv6 address' })),
  }),
  data: Type.String({
    description:
      'A line for each name, in their order: `good` and `nochg` with the addresses that stand or will stand there, `nohost`, `notfqdn` or `dnserr`; or one line for all: `numhost`, `abuse`',
  }),
  example: { data: 'good 93.184.216.34\n' },
} as const;

/** Operations at the root of the server; other parameters of the protocol (`system`, `wildcard`, …) are ignored. */
export const ddnsInboundRoutes = defineRoutes({
  updateAddress: {
    ...update,
    path: '/nic/update',
    summary: 'A device tells its own address (dyndns2)',
  },
  updateAddressV3: {
    ...update,
    path: '/v3/update',
    summary: 'A device tells its own address (dyndns2, as newer clients of Dyn ask)',
  },
});
