/** Alerts over the built daemon: rules in both documented forms, kills in every state, and what others count. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Alert, AlertHistory, AlertSummary } from '../../../shared/api/alerts.ts';
import type { AlertRule, AlertRulePreview, AlertRuleState } from '../../../shared/api/alert-rules.ts';
import type { Check } from '../../../shared/api/checks.ts';
import type { MonitoringDashboard } from '../../../shared/api/monitoring.ts';
import { adminEnv, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { until } from '../../support/until.ts';

let dataDir: string;
let daemon: Daemon;
let api: Api;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-alerts-'));
  daemon = await startDaemon({ dataDir, env: adminEnv });
  api = await signIn(daemon.url);
  // The rules that come along speak of the machine that this runs on.
  const { data } = await api.call<{ rules: AlertRule[] }>('GET', '/alerts/rules');
  expect(data.rules.length).toBeGreaterThan(15);
  for (const { id } of data.rules) {
    if (id !== 'check_down') await api.call('PUT', `/alerts/rules/${id}`, { enabled: false });
  }
});
afterAll(async () => {
  await daemon.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  const ended = once(daemon.process, 'exit');
  daemon.process.kill('SIGKILL');
  await ended;
  daemon = await startDaemon({ dataDir });
  api = await signIn(daemon.url);
}

const active = async (): Promise<Alert[]> =>
  (await api.call<Alert[]>('GET', '/monitoring/alerts/active')).data;
const alertOf = (rule: string): Promise<Alert> =>
  until(async () => (await active()).find(({ rule_id: id }) => id === rule));

const memory = {
  ...{
    id: 'memory_high',
    name: '内存使用率过高',
    metric_name: 'process.memory',
    condition: '>',
    threshold: 1,
  },
  ...{ level: 'error', enabled: true, cooldown_minutes: 5, description: '内存使用率超过 1' },
};

it('is raised by a rule in either documented form, and stands after kills as it stood before', async () => {
  const first = await api.call<AlertRule>('POST', '/monitoring/alerts/rules', memory);
  expect(first).toMatchObject({ status: 201, data: memory });
  const again = await api.call('POST', '/monitoring/alerts/rules', memory);
  expect([again.status, again.error?.code]).toEqual([409, 'ALERT_RULE_EXISTS']);
  const second = await api.call<AlertRule>('POST', '/alerts/rules', {
    ...{ name: 'Waits', condition: 'process.memory > 1 for 1h', severity: 'warning' },
    notification_channels: ['phone'],
  });
  expect(second).toMatchObject({ status: 201, data: { for_seconds: 3600, level: 'warning' } });

  const alert = await alertOf('memory_high');
  expect(alert).toMatchObject({
    ...{ level: 'error', status: 'active', metric_name: 'process.memory', threshold_value: 1 },
    telling: { decision: 'held' },
  });
  const states = await until(async () => {
    const { data } = await api.call<{ states: AlertRuleState[] }>(
      'GET',
      `/alerts/rules/${second.data.id}/states`,
    );
    return data.states.find(({ state }) => state === 'pending');
  });
  expect(states.value).toBeGreaterThan(1);

  await kill();
  expect((await active()).map(({ id }) => id)).toEqual([alert.id]);
  const noted = await api.call<Alert>('POST', `/alerts/${alert.id}/acknowledge`, { notes: 'Known' });
  expect(noted.data).toMatchObject({ state: 'acknowledged', acknowledged_by: 'admin', notes: 'Known' });

  await kill();
  expect((await active()).map(({ state }) => state)).toEqual(['acknowledged']);
  const { data: dashboard } = await api.call<MonitoringDashboard>('GET', '/monitoring/dashboard');
  expect(dashboard.alerts).toEqual({ active: 1, critical: 1, warning: 0, info: 0 });
  const metrics = await fetch(`${daemon.url}/metrics`, {
    headers: { authorization: `Bearer ${api.token}` },
  });
  expect(await metrics.text()).toContain(
    'cloudcube_alerts{rule="memory_high",severity="critical",state="acknowledged"} 1',
  );

  const done = await api.call<Alert>('POST', `/alerts/${alert.id}/resolve`, { resolution_notes: 'Fine' });
  expect(done.data).toMatchObject({ status: 'resolved', resolved_by: 'admin', notes: 'Fine' });
  expect((await api.call('POST', `/alerts/${alert.id}/resolve`, {})).status).toBe(404);

  await kill();
  expect(await active()).toEqual([]);
  const { data: list } = await api.call<{ alerts: Alert[]; summary: AlertSummary }>(
    'GET',
    '/alerts?status=resolved',
  );
  expect(list.alerts.map(({ id }) => id)).toEqual([alert.id]);
  expect(list.summary).toMatchObject({ total: 1, active: 0 });
  // What was measured since the last flush went with the process: the next looks bring more.
  const history = await until(async () => {
    const { data } = await api.call<AlertHistory>('GET', `/alerts/${alert.id}/history`);
    return data.series === null ? undefined : data;
  });
  // What was decided about telling stands between these.
  const turns = history.events.filter(({ kind }) => !['held', 'sent', 'deferred'].includes(kind));
  expect(turns.map(({ kind, actor }) => [kind, actor])).toEqual([
    ['firing', null],
    ['acknowledged', 'admin'],
    ['resolved', 'admin'],
  ]);
  expect(history.series?.series[0]?.at.length).toBeGreaterThan(0);
});

it('names a check and what is wrong with it, and ends with the check', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined).destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { data: check } = await api.call<Check>('POST', '/monitoring/checks', {
    ...{ name: 'Share', kind: 'tcp', config: { host: '127.0.0.1', port }, retries: 0 },
  });
  const path = `/monitoring/checks/${check.check_id}`;
  await api.call('POST', `${path}/run`);
  server.close();
  await once(server, 'close');
  await api.call('POST', `${path}/run`);
  const alert = await alertOf('check_down');
  expect(alert).toMatchObject({
    ...{ name: 'A check is down', object: check.check_id, object_name: 'Share' },
    labels: { check: 'Share', alertname: 'check_down' },
    cause: { code: 'CHECK_REFUSED' },
  });
  await api.call('DELETE', path);
  await until(async () => ((await active()).length === 0 ? true : undefined));
});

it('can be tried against what was measured', async () => {
  const asked = { condition: 'process.memory > 1', hours: 1 };
  const data = await until(async () => {
    const answer = await api.call<AlertRulePreview>('POST', '/alerts/rules/preview', asked);
    expect(answer.status).toBe(200);
    return answer.data.fired.length > 0 ? answer.data : undefined;
  });
  expect(data).toMatchObject({ objects: 1, fired: [{ object: '', resolved_at: null }] });
  expect(data.series[0]?.metric).toBe('process.memory');
  const bad = await api.call('POST', '/alerts/rules/preview', { condition: 'no.such > 1' });
  expect([bad.status, bad.error?.code]).toEqual([400, 'VALIDATION_ERROR']);
});
