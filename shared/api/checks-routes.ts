/** The operations on standing checks, on heartbeats and on the dead-man ping. */
import { Type } from 'typebox';
import {
  Check,
  CheckChange,
  CheckKindInfo,
  CheckKindName,
  CheckResult,
  CheckStatus,
  CheckTransition,
  CheckTrial,
  DeadMan,
  DeadManChange,
  NewCheck,
  Uplink,
} from './checks.ts';
import { HttpCheck } from './check-kinds.ts';
import { Id, Timestamp, pageQuery } from './common.ts';
import { defineRoutes } from './contract.ts';

const checkParams = Type.Object({ check_id: Id });

const resultExample = {
  at: '2026-11-20T08:10:03.000Z',
  outcome: 'ok',
  latency_ms: 52.3,
  certificate_days: 39,
  reason: null,
  warnings: [],
};

const configExample = {
  url: 'https://nas.example.net/',
  method: 'GET',
  statuses: ['200-299'],
  headers: {},
  text: '',
  text_absent: false,
  json_path: '',
  json_value: '',
  latency_ms: null,
  redirects: 'follow',
  verify_certificate: true,
  certificate_days: 14,
};

const checkExample = {
  check_id: '0198f3a0-0000-7000-8000-000000000061',
  name: 'The page of the NAS',
  kind: 'http',
  target: 'https://nas.example.net/',
  config: configExample,
  enabled: true,
  interval_seconds: 60,
  timeout_seconds: 10,
  retries: 2,
  retry_interval_seconds: 20,
  recovery_successes: 1,
  status: 'up',
  since: '2026-11-20T08:00:00.000Z',
  reason: null,
  last_result: resultExample,
  next_run: '2026-11-20T08:11:03.000Z',
  last_heartbeat: null,
  revision: 1,
  created_at: '2026-11-20T08:00:00.000Z',
  updated_at: '2026-11-20T08:00:00.000Z',
};

const uplinkExample = { up: null, since: null, checked_at: null };

const deadManExample = {
  enabled: true,
  url: 'https://hc.example.net/…',
  method: 'GET',
  interval_minutes: 5,
  last_success: '2026-11-20T08:10:00.000Z',
  last_failure: null,
  reason: null,
  next_ping: '2026-11-20T08:15:00.000Z',
};

const heartbeat = {
  path: '/monitoring/heartbeats/{token}',
  tag: 'checks',
  access: 'public',
  params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_]+$' }) }),
  data: Type.Object({ received_at: Timestamp }),
  errors: ['RESOURCE_NOT_FOUND'],
  example: { data: { received_at: '2026-11-20T08:10:03.000Z' } },
} as const;

/** Operations on `/monitoring/checks`, `/monitoring/heartbeats` and `/monitoring/dead-man`. */
export const checkRoutes = defineRoutes({
  listChecks: {
    method: 'GET',
    path: '/monitoring/checks',
    tag: 'checks',
    summary: 'The standing checks, how they stand, and whether this machine has a way out',
    access: 'monitoring:read',
    query: Type.Object({ status: Type.Optional(CheckStatus), kind: Type.Optional(CheckKindName) }),
    data: Type.Object({ checks: Type.Array(Check), count: Type.Integer(), uplink: Uplink }),
    example: { data: { checks: [checkExample], count: 1, uplink: uplinkExample } },
  },
  listCheckKinds: {
    method: 'GET',
    path: '/monitoring/checks/kinds',
    tag: 'checks',
    summary: 'What can be checked here, and what each kind wants to know',
    access: 'monitoring:read',
    data: Type.Object({ kinds: Type.Array(CheckKindInfo) }),
    example: { data: { kinds: [{ kind: 'http', schema: HttpCheck, unavailable: null }] } },
  },
  getCheck: {
    method: 'GET',
    path: '/monitoring/checks/{check_id}',
    tag: 'checks',
    summary: 'One check',
    access: 'monitoring:read',
    params: checkParams,
    data: Check,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: checkExample },
  },
  getCheckHistory: {
    method: 'GET',
    path: '/monitoring/checks/{check_id}/history',
    tag: 'checks',
    summary:
      'When it changed, the newest first, and how its last runs went. Runs are kept until CloudCube ends; as series for two years',
    access: 'monitoring:read',
    params: checkParams,
    query: Type.Object(pageQuery),
    data: Type.Object({ transitions: Type.Array(CheckTransition), results: Type.Array(CheckResult) }),
    paginated: true,
    errors: ['RESOURCE_NOT_FOUND'],
    example: {
      data: {
        transitions: [{ at: '2026-11-20T08:00:00.000Z', from: 'unknown', to: 'up', reason: null }],
        results: [resultExample],
      },
    },
  },
  createCheck: {
    method: 'POST',
    path: '/monitoring/checks',
    tag: 'checks',
    summary:
      'Keep an eye on something. Its host and port may be in the local network; loopback only as an address',
    access: 'monitoring:write',
    audit: 'check.create',
    body: NewCheck,
    data: Check,
    status: 201,
    errors: ['CHECK_NAME_TAKEN', 'CHECK_TOO_MANY'],
    example: {
      body: { name: 'The page of the NAS', kind: 'http', config: { url: 'https://nas.example.net/' } },
      data: { ...checkExample, status: 'unknown', since: null, last_result: null },
    },
  },
  updateCheck: {
    method: 'PUT',
    path: '/monitoring/checks/{check_id}',
    tag: 'checks',
    summary: 'Change a check; what is left out stays. `enabled: false` pauses it',
    access: 'monitoring:write',
    audit: 'check.update',
    params: checkParams,
    body: CheckChange,
    data: Check,
    errors: ['RESOURCE_NOT_FOUND', 'CHECK_NAME_TAKEN'],
    example: {
      body: { enabled: false },
      data: { ...checkExample, enabled: false, status: 'paused', next_run: null, revision: 2 },
    },
  },
  deleteCheck: {
    method: 'DELETE',
    path: '/monitoring/checks/{check_id}',
    tag: 'checks',
    summary: 'Let a check go, with what was kept of it',
    access: 'monitoring:write',
    audit: 'check.delete',
    params: checkParams,
    data: Type.Object({ check_id: Id }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { check_id: checkExample.check_id } },
  },
  runCheck: {
    method: 'POST',
    path: '/monitoring/checks/{check_id}/run',
    tag: 'checks',
    summary: 'Run a check now; it counts like any other run',
    access: 'monitoring:write',
    unaudited: 'looks elsewhere and changes nothing but how the check stands',
    params: checkParams,
    data: Type.Object({ check: Check, result: CheckResult }),
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: { check: checkExample, result: resultExample } },
  },
  tryCheck: {
    method: 'POST',
    path: '/monitoring/checks/try',
    tag: 'checks',
    summary: 'Run a check once before it is kept',
    access: 'monitoring:write',
    unaudited: 'looks elsewhere and changes nothing here',
    body: CheckTrial,
    data: CheckResult,
    example: { body: { kind: 'tcp', config: { host: '192.168.1.10', port: 445 } }, data: resultExample },
  },
  renewHeartbeatToken: {
    method: 'POST',
    path: '/monitoring/checks/{check_id}/token',
    tag: 'checks',
    summary: 'The address that heartbeats come to; told this once. One from before is good no longer',
    access: 'monitoring:write',
    audit: 'check.rotate',
    params: checkParams,
    data: Type.Object({ check_id: Id, token: Type.String(), url: Type.String() }),
    status: 201,
    showsSecret: true,
    errors: ['RESOURCE_NOT_FOUND', 'CHECK_NO_HEARTBEAT'],
    example: {
      data: {
        check_id: checkExample.check_id,
        token: 'cch_4Jm0…',
        url: 'http://nas.example:8080/api/v2/monitoring/heartbeats/cch_4Jm0…',
      },
    },
  },
  receiveHeartbeat: {
    ...heartbeat,
    method: 'POST',
    summary: 'A sign of life',
    unaudited: 'a sign of life; what it changes is told by the check',
  },
  receiveHeartbeatByGet: {
    ...heartbeat,
    method: 'GET',
    summary: 'The same, for what can only open an address',
  },
  getDeadMan: {
    method: 'GET',
    path: '/monitoring/dead-man',
    tag: 'checks',
    summary: 'The ping outwards, by whose absence others notice that CloudCube is gone',
    access: 'monitoring:read',
    data: DeadMan,
    example: { data: deadManExample },
  },
  setDeadMan: {
    method: 'PUT',
    path: '/monitoring/dead-man',
    tag: 'checks',
    summary: 'Change the ping outwards; it is sent only while CloudCube itself is well',
    access: 'monitoring:write',
    audit: 'dead_man.update',
    body: DeadManChange,
    data: DeadMan,
    example: {
      body: { url: 'https://hc.example.net/2f1c0000-0000-4000-8000-000000000000', interval_minutes: 5 },
      data: deadManExample,
    },
  },
});
