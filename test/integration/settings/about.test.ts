/** What a running program says of itself, and what it gives to whoever looks for a fault. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { About, Diagnostics } from '../../../shared/api/about.ts';
import { version } from '../../../electron/kernel/version.ts';
import { adminEnv, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';

let daemon: Daemon;
let api: Api;
beforeAll(async () => {
  daemon = await startDaemon({ env: adminEnv });
  api = await signIn(daemon.url);
});
afterAll(() => daemon.stop());

it('says what runs, where everything is, and where the page is opened', async () => {
  const { data } = await api.call<About>('GET', '/system/about');
  expect(data).toMatchObject({
    versions: { cloudcube: version, node: process.versions.node, electron: null },
    ...{ host: 'daemon', system: process.platform, licence: 'MIT' },
    places: { data: daemon.dataDir, copies: join(daemon.dataDir, 'backups') },
    addresses: { local: daemon.url, lan: null },
  });
  const page = await (await fetch(daemon.url)).text();
  expect(data.versions.page).not.toBeNull();
  expect(page).toContain(data.versions.page);
});

it('gives diagnostics that name nobody', async () => {
  await api.call('PUT', '/exposure', { allowed_hosts: ['private.example'] });
  await api.call('POST', '/ddns/hosts', { name: 'hidden.home.arpa', families: ['A'] });
  await api.call('PUT', '/settings', { changes: { 'logs.keep_days': 33 } });
  const { data } = await api.call<Diagnostics>('GET', '/system/diagnostics');
  expect(data.text).toContain(`CloudCube ${version}, daemon`);
  expect(data.text).toContain('logs.keep_days = 33');
  expect(data.text).toContain('server.allowed_hosts = 1 entries');
  expect(data.text).toContain('database: works');
  expect(data.text).toMatch(/^ {2}names 2, /m);
  for (const theirs of ['private.example', 'hidden', daemon.dataDir, hostname(), 'home.arpa', '127.0.0.1']) {
    expect(data.text).not.toContain(theirs);
  }
});
