/** From a check that fails to a program that is told, over the built daemon: kills at each stage, muting, notes, fates. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callControl } from '../../../electron/kernel/control.ts';
import { inRoot } from '../../../scripts/support/paths.ts';
import type { Alert, AlertHistory } from '../../../shared/api/alerts.ts';
import type { AlertRule } from '../../../shared/api/alert-rules.ts';
import type { Check } from '../../../shared/api/checks.ts';
import type { NotifyChannel } from '../../../shared/api/notify.ts';
import { adminEnv, signIn, type Api } from '../../support/api.ts';
import { builtDaemon, startDaemon, type Daemon } from '../../support/daemon.ts';
import { freePort } from '../../support/free-port.ts';
import { until } from '../../support/until.ts';
import {
  startWebhookReceiver,
  type ArrivedWebhook,
  type WebhookReceiver,
} from '../../support/webhook-receiver.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-path-'));
let receiver: WebhookReceiver;
let daemon: Daemon;
let api: Api;
let pager: string;
const held = ['Share 1', 'Share 2', 'Share 3', 'Share 4', 'Share 5', 'Soft', 'Note', 'Long'];
let hosts = 0;
const silences = new Map<string, string>();

async function start(aheadMs = 0): Promise<void> {
  daemon = await startDaemon({
    dataDir,
    program: ['--import', inRoot('test/support/clock-ahead.ts'), builtDaemon],
    env: { ...adminEnv, CLOUDCUBE_TEST_AHEAD_MS: String(aheadMs) },
  });
  api = await signIn(daemon.url);
}

async function call<Data>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<Data> {
  const { status, data, error } = await api.call<Data>(method, path, body);
  expect(status, `${path}: ${error?.message ?? ''}`).toBeLessThan(300);
  return data;
}

const channel = async (name: string, settings: object): Promise<string> =>
  (await call<NotifyChannel>('POST', '/notify/channels', { name, kind: 'webhook', settings })).channel_id;
const rule = (id: string, object: string, more: object = {}): Promise<AlertRule> =>
  call('POST', '/alerts/rules', {
    ...{ id, name: id, condition: 'check.up == 0', severity: 'critical', cooldown_minutes: 0 },
    ...{ include: [object], repeat_minutes: 5, ...more },
  });

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  await start();
  const control = await callControl(dataDir, 'settings', ['set', 'alerts.grace_seconds', '0']);
  expect(control?.ok).toBe(true);
  // The rules that come along speak of the machine that this runs on.
  const { rules } = await call<{ rules: AlertRule[] }>('GET', '/alerts/rules');
  for (const { id } of rules) await call('PUT', `/alerts/rules/${id}`, { enabled: false });
  pager = await channel('Pager', receiver.settings);
  await call('PUT', '/notify/routes', {
    routes: [{ name: 'Pager', channels: [pager], group_by: ['check'], severities: ['critical', 'warning'] }],
    unmatched: 'nobody',
  });
  await rule('down', 'Share*');
  await rule('soft', 'Soft', { severity: 'warning' });
  await rule('note', 'Note', { severity: 'info' });
  await rule('long', 'Long', { notification_channels: ['Strict'] });
  // An alert of a check waits half a minute for what it may follow from: all of them begin at once, each held until its test.
  for (const name of held) {
    await hold(name);
    await failing(name);
  }
});
afterAll(async () => {
  await daemon.stop();
  await receiver.close();
  rmSync(dataDir, { recursive: true, force: true });
  expect(receiver.forged).toEqual([]);
});

/** Silences what is about a check. */
async function hold(name: string): Promise<void> {
  const ends_at = new Date(Date.now() + 3_600_000).toISOString();
  const { silence_id: id } = await call<{ silence_id: string }>('POST', '/alerts/silence', {
    ...{ matchers: { check: name }, starts_at: null, ends_at },
  });
  silences.set(name, id);
}
const release = (name: string): Promise<unknown> =>
  call('DELETE', `/alerts/silences/${silences.get(name) ?? ''}`);

async function kill(): Promise<void> {
  expect(await daemon.stop('SIGKILL')).toBe('SIGKILL');
}

/** A check of a service that is not there, each on a host of its own: those of one host are told as one. */
async function failing(name: string): Promise<void> {
  const config = { host: `127.0.0.${String(++hosts)}`, port: await freePort() };
  const { check_id: id } = await call<Check>('POST', '/monitoring/checks', {
    ...{ name, kind: 'tcp', config, retries: 0 },
  });
  await call('POST', `/monitoring/checks/${id}/run`);
}

const alertOf = (name: string, isSo: (alert: Alert) => boolean = () => true): Promise<Alert> =>
  until(async () => {
    const active = await call<Alert[]>('GET', '/monitoring/alerts/active');
    return active.find((alert) => alert.object_name === name && isSo(alert));
  });
const historyOf = ({ id }: Alert): Promise<AlertHistory> => call('GET', `/alerts/${id}/history`);
/** Its messages, once one of them stands so. */
const messagesOf = (alert: Alert, status: string) =>
  until(async () => {
    const { messages } = await historyOf(alert);
    return messages.some((one) => one.status === status) ? messages : undefined;
  });
const about = (name: string, type = 'alert.firing'): ArrivedWebhook[] =>
  receiver.arrived.filter((one) => one.type === type && one.labels['check'] === name);
const arrival = (name: string, type?: string): Promise<ArrivedWebhook> => until(() => about(name, type)[0]);

it('tells of a check that fails, signed, and of its end', async () => {
  await failing('Share');
  const alert = await alertOf('Share');
  expect(await arrival('Share')).toMatchObject({
    ...{ severity: 'critical', title: 'down: Share' },
    labels: { alertname: 'down', check: 'Share' },
  });
  expect(await messagesOf(alert, 'sent')).toMatchObject([{ kind: 'firing', channel: 'Pager' }]);
  await call('DELETE', `/monitoring/checks/${alert.object}`);
  await arrival('Share', 'alert.resolved');
});

it('loses nothing that was committed and not yet sent when it was killed', async () => {
  await release('Share 1');
  const alert = await alertOf('Share 1', ({ telling }) => telling.decision === 'sent');
  await kill();
  expect(about('Share 1')).toEqual([]);
  await start();
  await arrival('Share 1');
  expect(await messagesOf(alert, 'sent')).toMatchObject([{ kind: 'firing', channel: 'Pager' }]);
});

it('sends the same once more where it was killed before the answer, so that it can be told apart', async () => {
  receiver.answer = null;
  await release('Share 2');
  await arrival('Share 2');
  await kill();
  receiver.answer = 204;
  await start();
  const alert = await alertOf('Share 2');
  expect(await messagesOf(alert, 'sent')).toMatchObject([{ kind: 'firing', channel: 'Pager' }]);
  expect(about('Share 2').length).toBe(2);
  expect(new Set(about('Share 2').map(({ id }) => id)).size).toBe(1);
});

it('sends nothing again of what was sent before it was killed', async () => {
  const before = receiver.arrived.length;
  await kill();
  await start();
  await release('Share 3');
  await arrival('Share 3');
  expect(receiver.arrived.slice(before).map(({ labels }) => labels['check'])).toEqual(['Share 3']);
});

it('holds back what a silence fits, says why, and tells it when the silence ends', async () => {
  const alert = await alertOf('Share 4', ({ telling }) => telling.reason?.code === 'MUTED_BY_SILENCE');
  expect(alert.telling).toMatchObject({ decision: 'held', told_at: null });
  const { events, messages } = await historyOf(alert);
  const muted = events.find(({ reason }) => reason?.code === 'MUTED_BY_SILENCE');
  expect(muted?.reason?.message).toContain('admin');
  expect(messages).toMatchObject([]);
  expect(about('Share 4')).toEqual([]);
  await release('Share 4');
  await arrival('Share 4');
});

it('puts off a warning in quiet hours, says why, and lets what is critical pass', async () => {
  const hour = (hours: number): string =>
    `${String((new Date().getUTCHours() + hours) % 24).padStart(2, '0')}:00`;
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  await call('PUT', '/alerts/quiet-hours', {
    ...{ enabled: true, time_zone: 'UTC', spans: [{ days, from: hour(23), to: hour(2) }] },
  });
  await release('Soft');
  await release('Share 5');
  await arrival('Share 5');
  const alert = await alertOf('Soft', ({ telling }) => telling.decision === 'deferred');
  expect(alert.telling.reason?.code).toBe('DEFERRED_BY_QUIET_HOURS');
  expect((await historyOf(alert)).messages).toMatchObject([{ channel: 'Pager', status: 'pending' }]);
  expect(about('Soft')).toEqual([]);
  await call('PUT', '/alerts/quiet-hours', { enabled: false });
});

it('says that nobody was to be told, and that a receiver did not take it', async () => {
  const strict = await startWebhookReceiver();
  strict.answer = 413;
  await channel('Strict', strict.settings);
  await release('Note');
  await release('Long');
  expect(await messagesOf(await alertOf('Note'), 'nobody')).toMatchObject([
    { kind: 'firing', channel: null, reason: { code: expect.any(String) as string } },
  ]);
  const [failed] = await messagesOf(await alertOf('Long'), 'failed');
  expect(failed).toMatchObject({ channel: 'Strict', reason: { params: {} } });
  expect(strict.arrived.length).toBe(1);
  expect(about('Long')).toEqual([]);
  await strict.close();
});

it('reminds of what nobody has taken note of, and of nothing else', async () => {
  await call('POST', `/alerts/${(await alertOf('Share 1')).id}/acknowledge`, { notes: 'Known' });
  await kill();
  // Longer than the five minutes after which the rule says it again.
  await start(10 * 60_000);
  expect(await arrival('Share 3', 'alert.reminder')).toMatchObject({ title: 'Still: down: Share 3' });
  await arrival('Share 2', 'alert.reminder');
  const known = await historyOf(await alertOf('Share 1'));
  expect(known.messages.map(({ kind }) => kind)).toEqual(['firing']);
  expect(about('Share 1', 'alert.reminder')).toEqual([]);
});
