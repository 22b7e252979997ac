/**
 * Every secret that CloudCube takes or makes, given to a program that says as much as it can (`--log-level debug`),
 * while providers fail and tell all that they were sent, requests are wrong, and the process is ended in every way. No
 * secret may then stand in an answer, a log line, the output of a crash, or any file of the data folder.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callControl } from '../../../electron/kernel/control.ts';
import { findCanaries } from '../../support/canary.ts';
import { keepAccounts } from './accounts.ts';
import { keepChannels } from './channels.ts';
import { makeSecretsOfPeople } from './people.ts';
import { createStage } from './stage.ts';
import { carrySettings } from './settings.ts';
import { sendWrong } from './wrong-requests.ts';

const stage = createStage();
const { dataDir, canaries, outputs, echo, start, end, canary, call, places } = stage;

beforeAll(async () => {
  await stage.open();
  // What is said least often is kept as well.
  await callControl(dataDir, 'settings', ['set', 'logs.level', 'debug']);
  const header = canary('header for telemetry');
  const telemetry = { endpoint: echo().url, headers: { authorization: `Bearer ${header}` } };
  expect((await call('PUT', '/debug/telemetry', telemetry)).status).toBe(200);
  await keepAccounts(stage);
  await keepChannels(stage);
  await makeSecretsOfPeople(stage);
  await carrySettings(stage);
  await sendWrong(stage);
  await call('POST', '/ddns/manual-update?force=true');
  for (const path of [
    '/ddns/accounts',
    '/ddns/status',
    '/ddns/history',
    '/ddns/hosts',
    '/users',
    '/auth/keys',
    '/auth/sessions',
    '/auth/oidc/providers',
    '/ddns/inbound-tokens',
    '/debug/telemetry',
    '/notify/channels',
    '/settings',
    '/copies',
    '/system/about',
    '/system/diagnostics',
    '/notify/deliveries',
    '/alerts/notifications',
    '/admin/audit-logs?limit=1000',
    '/logs?size=1000',
    '/logs/export?format=json',
  ]) {
    await call('GET', path);
  }
  // The log is stored when it ends in peace.
  await end('SIGTERM');
  await start();
  await call('POST', '/ddns/manual-update?force=true');
  await end('SIGABRT');
  await start();
  await call('POST', '/ddns/manual-update?force=true');
  await end('SIGUSR2');
  await start();
  await end('SIGKILL');
  await start();
  await callControl(dataDir, 'rotate-signing-key', []);
  await end('SIGTERM');
});
afterAll(() => stage.remove());

describe('the search', () => {
  it('finds what does stand there: a name in the database, in answers, and an error in the output', () => {
    const known = [
      { kind: 'name', value: 'cloudflare-echo.internal' },
      { kind: 'channel', value: 'matrix of a test' },
      { kind: 'bug', value: 'A bug made by a test' },
      { kind: 'line', value: 'A sign-in was refused' },
    ];
    const found = findCanaries(known, places()).join('\n');
    expect(found).toContain('name as plain in state.db');
    expect(found).toContain('name as plain in answer');
    expect(found).toContain('channel as plain in state.db');
    expect(found).toContain('bug as plain in output 3');
    expect(found).toContain('bug as plain in logs/cloudcube.log');
    expect(found).toContain('line as plain in metrics.db');
  });

  it('had something to find: providers were asked, and failed', () => {
    expect(echo().count()).toBeGreaterThan(20);
    expect(canaries.length).toBeGreaterThan(100);
    expect(outputs.map((text) => text.includes('"level":"debug"'))).toEqual([true, true, true, true, true]);
  });
});

it('no secret stands in an answer, a log, the output of a crash or a file', () => {
  expect(findCanaries(canaries, places())).toEqual([]);
});
