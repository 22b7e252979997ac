/** What needs the reader of the overview: each thing once, worst first, as far as it is known. */
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../shared/api/ddns-accounts.ts';
import type { HostState } from '../../../shared/api/ddns.ts';
import type { HostStatus } from '../../../shared/api/ddns-hosts.ts';
import type { Alert } from '../../../shared/api/alerts.ts';
import type { Check } from '../../../shared/api/checks.ts';
import { needsOf, type Known } from '../../../renderer/pages/overview/needs.ts';

const NOW = Date.parse('2026-11-20T08:00:00.000Z');
const because = (message: string) => ({ code: 'X', params: {}, message });

const alert = (id: string, over: Partial<Alert> = {}): Alert => ({
  id,
  fingerprint: id,
  rule_id: 'rule',
  name: `Rule ${id}`,
  description: '',
  severity: 'warning',
  level: 'warning',
  status: 'active',
  state: 'firing',
  flapping: false,
  metric_name: 'system.disk.usage',
  condition: '>',
  threshold_value: 90,
  current_value: 93,
  object: '/data',
  object_name: '/data',
  labels: {},
  cause: null,
  under: null,
  telling: { decision: 'sent', reason: null, told_at: null },
  created_at: '2026-11-20T07:00:00.000Z',
  updated_at: '2026-11-20T07:00:00.000Z',
  acknowledged_at: null,
  acknowledged_by: null,
  resolved_at: null,
  resolved_by: null,
  notes: null,
  ...over,
});

const host = (name: string, state: HostState, enabled = true): HostStatus => ({
  host_id: `id of ${name}`,
  name,
  account_id: null,
  scope: 'lan',
  enabled,
  ttl: null,
  state,
  families: [],
  last_change: null,
  last_check: null,
  next_check: null,
  reason: because(`why ${name}`),
});

const account = (id: string, state: Account['state']): Account => ({
  account_id: id,
  name: `Account ${id}`,
  provider: 'aliyun',
  endpoint: null,
  proxy: null,
  zones: [],
  credentials_set: [],
  state,
  next_try: null,
  reason: because('The key was refused'),
  revision: 1,
  created_at: '2026-11-20T07:00:00.000Z',
  updated_at: '2026-11-20T07:00:00.000Z',
});

const check = (id: string, status: Check['status'], warning?: string): Check => ({
  check_id: id,
  name: `Check ${id}`,
  kind: 'http',
  target: 'https://nas.example.com/',
  config: {},
  enabled: true,
  interval_seconds: 60,
  timeout_seconds: 10,
  retries: 0,
  retry_interval_seconds: 5,
  recovery_successes: 1,
  status,
  since: '2026-11-20T06:00:00.000Z',
  reason: status === 'down' ? because('Refused') : null,
  last_result: {
    at: '2026-11-20T07:59:00.000Z',
    outcome: 'ok',
    latency_ms: 3,
    certificate_days: null,
    reason: null,
    warnings: warning === undefined ? [] : [because(warning)],
  },
  next_run: null,
  last_heartbeat: null,
  revision: 1,
  created_at: '2026-11-20T07:00:00.000Z',
  updated_at: '2026-11-20T07:00:00.000Z',
});

const status = (...hosts: HostStatus[]): NonNullable<Known['status']> => ({
  ddns_enabled: true,
  paused_since: null,
  hosts,
});
const exposure = (over: Partial<NonNullable<Known['exposure']>> = {}): NonNullable<Known['exposure']> => ({
  certificate: null,
  certificate_reason: null,
  master_key: { source: 'file', state: 'open', reason: null },
  ...over,
});
const certificate = (source: 'owner' | 'authority', notAfter: string) => ({
  source,
  subjects: ['nas.example.com'],
  not_after: notAfter,
  fingerprint: 'AA',
});
const told = (known: Omit<Known, 'now'>) =>
  needsOf({ now: NOW, ...known }).map(({ id, mark }) => `${mark} ${id}`);

describe('what needs the reader', () => {
  it.each<[string, Omit<Known, 'now'>, readonly string[]]>([
    ['nothing, where nothing is known', {}, []],
    [
      'nothing, where all is well',
      {
        status: status(host('a', 'ok'), host('b', 'error')),
        alerts: [],
        accounts: [account('x', 'ok'), account('y', 'waiting')],
        checks: [check('c', 'up'), check('d', 'paused'), check('e', 'unreachable')],
        exposure: exposure({ certificate: certificate('authority', '2026-11-21T08:00:00.000Z') }),
        totp: { totp_enabled: true, recovery_codes_left: 10 },
      },
      [],
    ],
    ['an alert', { alerts: [alert('1')] }, ['warning alert 1']],
    ['no alert that somebody took note of', { alerts: [alert('1', { state: 'acknowledged' })] }, []],
    [
      'alerts by severity, the newest first',
      {
        alerts: [
          alert('old', { created_at: '2026-11-19T07:00:00.000Z' }),
          alert('new'),
          alert('info', { severity: 'info' }),
          alert('bad', { severity: 'critical' }),
        ],
      },
      ['error alert bad', 'warning alert new', 'warning alert old', 'unknown alert info'],
    ],
    [
      'no alert that follows from another one that is told',
      { alerts: [alert('cause'), alert('effect', { under: 'cause' })] },
      ['warning alert cause'],
    ],
    [
      'one whose cause is told no more',
      { alerts: [alert('cause', { state: 'acknowledged' }), alert('effect', { under: 'cause' })] },
      ['warning alert effect'],
    ],
    [
      'a name that waits, instead of the alert about it',
      {
        status: status(host('a', 'needs_adoption'), host('off', 'needs_adoption', false)),
        alerts: [alert('1', { metric_name: 'ddns.name.ok', object: 'a', severity: 'critical' })],
      },
      ['needs_adoption name id of a'],
    ],
    [
      'the alert about a name that is not right',
      {
        status: status(host('a', 'error')),
        alerts: [alert('1', { metric_name: 'ddns.name.ok', object: 'a', severity: 'critical' })],
      },
      ['error alert 1'],
    ],
    [
      'an account that a wrong key stopped, instead of the alert about it',
      {
        accounts: [account('x', 'stopped')],
        alerts: [alert('1', { metric_name: 'ddns.account.ok', object: 'x' })],
      },
      ['error account x'],
    ],
    [
      'the alert about a check, instead of the check',
      {
        checks: [check('c', 'down')],
        alerts: [alert('1', { metric_name: 'check.up', object: 'c', severity: 'critical' })],
      },
      ['error alert 1'],
    ],
    ['a check that no rule tells of', { checks: [check('c', 'down')] }, ['error check c']],
    [
      'a check that will not stay well',
      { checks: [check('c', 'up', 'Ends in 6 days')] },
      ['warning check c'],
    ],
    [
      'the key that cannot be read, and files that are not in use',
      {
        exposure: exposure({
          master_key: { source: 'file', state: 'locked', reason: because('No file') },
          certificate_reason: because('Not a certificate'),
        }),
      },
      ['error key', 'error files'],
    ],
    [
      "an owner's certificate that ends",
      { exposure: exposure({ certificate: certificate('owner', '2026-11-26T08:00:00.000Z') }) },
      ['warning certificate'],
    ],
    [
      'one that has ended',
      { exposure: exposure({ certificate: certificate('owner', '2026-11-19T08:00:00.000Z') }) },
      ['error certificate'],
    ],
    [
      'one that has time',
      { exposure: exposure({ certificate: certificate('owner', '2026-12-19T08:00:00.000Z') }) },
      [],
    ],
    ['few recovery codes', { totp: { totp_enabled: true, recovery_codes_left: 2 } }, ['warning codes']],
    ['none without a second step', { totp: { totp_enabled: false, recovery_codes_left: 0 } }, []],
    [
      'a pause, last',
      {
        status: { ...status(host('a', 'ok')), ddns_enabled: false, paused_since: '2026-11-20T07:00:00.000Z' },
        alerts: [alert('1', { severity: 'info' })],
      },
      ['unknown alert 1', 'paused pause'],
    ],
    ['no pause where there is no name', { status: { ...status(), ddns_enabled: false } }, []],
  ])('tells %s', (_, known, wanted) => {
    expect(told(known)).toEqual(wanted);
  });

  it('says what, where, why and since when', () => {
    const [need] = needsOf({ now: NOW, alerts: [alert('1', { cause: because('Full of films') })] });
    expect(need).toMatchObject({
      text: 'overview.alert_at',
      params: { name: 'Rule 1', where: '/data' },
      why: 'Full of films',
      since: '2026-11-20T07:00:00.000Z',
      about: { kind: 'alert' },
    });
    const [ending] = needsOf({
      now: NOW,
      exposure: exposure({ certificate: certificate('owner', '2026-11-26T08:00:00.000Z') }),
    });
    expect(ending).toMatchObject({ text: 'overview.ends', params: { count: 6 }, why: 'nas.example.com' });
  });
});
