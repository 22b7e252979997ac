/** Standing checks over the built daemon: what was found outlives a kill, heartbeats come in from anybody who has the token. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Check, CheckResult, CheckTransition } from '../../../shared/api/checks.ts';
import type { Services } from '../../../shared/api/checks-health.ts';
import { adminEnv, request, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';

let dataDir: string;
let daemon: Daemon;
let api: Api;
const server = createServer((socket) => socket.on('error', () => undefined).destroy());

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-checks-'));
  daemon = await startDaemon({ dataDir, env: adminEnv });
  api = await signIn(daemon.url);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  await daemon.stop();
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('stands after a kill as it stood before', async () => {
  const { port } = server.address() as AddressInfo;
  const body = { name: 'Share', kind: 'tcp', config: { host: '127.0.0.1', port }, retries: 0 };
  const { data: made, status } = await api.call<Check>('POST', '/monitoring/checks', body);
  expect(status).toBe(201);
  const path = `/monitoring/checks/${made.check_id}`;
  const { data: first } = await api.call<{ check: Check; result: CheckResult }>('POST', `${path}/run`);
  expect([first.check.status, first.result.outcome]).toEqual(['up', 'ok']);
  await api.call('PUT', path, { config: { host: '127.0.0.1', port: 1 } });
  const { data: second } = await api.call<{ check: Check; result: CheckResult }>('POST', `${path}/run`);
  expect(second.check).toMatchObject({ status: 'down', reason: { code: 'CHECK_REFUSED' } });

  const ended = once(daemon.process, 'exit');
  daemon.process.kill('SIGKILL');
  await ended;
  daemon = await startDaemon({ dataDir });
  api = await signIn(daemon.url);
  const { data: after } = await api.call<Check>('GET', path);
  expect(after).toMatchObject({
    status: 'down',
    since: second.check.since,
    reason: { code: 'CHECK_REFUSED' },
  });
  const { data } = await api.call<{ transitions: CheckTransition[] }>('GET', `${path}/history`);
  expect(data.transitions.map(({ to }) => to)).toEqual(['down', 'unknown', 'up']);
});

it('hears heartbeats of whoever has the token, and tells it once', async () => {
  const body = { name: 'Backup', kind: 'heartbeat', config: {}, interval_seconds: 3600 };
  const { data: made } = await api.call<Check>('POST', '/monitoring/checks', body);
  const path = `/monitoring/checks/${made.check_id}`;
  const { data, status } = await api.call<{ token: string; url: string }>('POST', `${path}/token`);
  expect(status).toBe(201);
  expect(data.url).toBe(`${daemon.url}/api/v2/monitoring/heartbeats/${data.token}`);
  expect((await fetch(data.url)).status).toBe(200);
  expect((await request(daemon.url, 'POST', `/monitoring/heartbeats/${data.token}`)).status).toBe(200);
  expect((await request(daemon.url, 'POST', '/monitoring/heartbeats/cch_nobody')).status).toBe(404);
  const { data: run } = await api.call<{ check: Check }>('POST', `${path}/run`);
  expect(run.check.status).toBe('up');
  expect(JSON.stringify((await api.call('GET', '/monitoring/checks')).data)).not.toContain(data.token);
  expect(daemon.output()).not.toContain(data.token);
});

it('tells of its own parts, and says what it does not know', async () => {
  const { data, status } = await api.call<Services>('GET', '/monitoring/services');
  expect(status).toBe(200);
  expect(data.services['database']).toMatchObject({ kind: 'part', status: 'running' });
  expect(data.summary.total).toBe(data.summary.healthy + data.summary.unhealthy + data.summary.unknown);
  expect((await api.call('GET', '/monitoring/services?service=nobody')).status).toBe(404);
});

it('holds the embedded zone against what was published', async () => {
  await api.call('POST', '/ddns/hosts', { name: 'nas.home.arpa', families: ['A'] });
  const { status, data } = await api.call<{ domain: string }>('GET', '/monitoring/dns/health');
  expect([status, data.domain]).toEqual([200, expect.stringMatching(/\.home\.arpa$/)]);
});
