/** The contract of the three probes. They answer at the root and below `/api/v2`, without signing in. */
import { Type, type Static } from 'typebox';
import { Nullable } from './common.ts';
import { defineRoutes } from './contract.ts';

/** One part of the program and whether it works. */
export const Check = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('failed')]),
  /** Error code, where it failed. */
  code: Nullable(Type.String()),
  /** The same in words, where it failed. */
  message: Nullable(Type.String()),
});

/** What the probes know. `status` is repeated at the top level of the envelope. */
export const Health = Type.Object({
  status: Type.Union([Type.Literal('healthy'), Type.Literal('unhealthy')]),
  version: Type.String(),
  uptime: Type.Integer({ description: 'Seconds' }),
  checks: Type.Record(Type.String(), Check),
});
/** {@link Health} as a type. */
export type Health = Static<typeof Health>;

const ok = { status: 'ok', code: null, message: null };
const probe = {
  method: 'GET',
  tag: 'health',
  access: 'public',
  limit: 'service',
  atRoot: true,
  data: Health,
  errors: ['SERVICE_UNAVAILABLE'],
} as const;

/** The probes. Each answers 503 when what it names does not work. */
export const healthRoutes = defineRoutes({
  health: {
    ...probe,
    path: '/health',
    summary: 'Does everything work: database, scheduler, DNS socket',
    example: {
      data: {
        status: 'healthy',
        version: '0.1.0',
        uptime: 86400,
        checks: { database: ok, scheduler: ok, dns: ok },
      },
    },
  },
  ready: {
    ...probe,
    path: '/ready',
    summary: 'May it be sent work: database and DNS socket',
    example: {
      data: { status: 'healthy', version: '0.1.0', uptime: 86400, checks: { database: ok, dns: ok } },
    },
  },
  live: {
    ...probe,
    path: '/live',
    summary: 'Does the process answer and its scheduler tick',
    example: { data: { status: 'healthy', version: '0.1.0', uptime: 86400, checks: { scheduler: ok } } },
  },
});
