/** The program over a stand-in of GitHub: who may see and do what, who is told, and that a setting turned elsewhere counts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Updates } from '../../../shared/api/updates.ts';
import { createApp, type App } from '../../../electron/app.ts';
import { watchCore } from '../../../electron/attach/watch.ts';
import { readBootSettings } from '../../../electron/kernel/boot-settings.ts';
import { systemClock } from '../../../electron/kernel/clock.ts';
import { callControl } from '../../../electron/kernel/control.ts';
import { createLogger } from '../../../electron/kernel/logger.ts';
import { createSystemPorts } from '../../../electron/system-ports.ts';
import { inRoot } from '../../../scripts/support/paths.ts';
import { startGitHub, type FakeGitHub } from '../../fakes/github.ts';
import { admin, adminEnv, request, signIn, type Api } from '../../support/api.ts';

let github: FakeGitHub;
let app: App;
let url: string;
let owner: Api;
const folder = mkdtempSync(join(tmpdir(), 'cloudcube-updates-'));

beforeAll(async () => {
  github = await startGitHub();
  const flags = ['--data-dir', folder, '--port', '0', '--dns-port', '0', '--log-level', 'error'];
  const command = readBootSettings(flags, adminEnv, process.platform);
  if (command.kind !== 'run') throw new Error('These flags start no program');
  app = createApp({
    ...createSystemPorts(command.boot, inRoot('dist')),
    logger: createLogger('silent'),
    print: () => undefined,
    releases: { repository: github.repository, api: github.api },
  });
  ({ url } = await app.start());
  owner = await signIn(url);
}, 60_000);
afterAll(async () => {
  await app.stop();
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

it('looks when the owner asks, and the shell hears of it', async () => {
  const watch = watchCore({
    ...{ control: (command) => callControl(folder, command, []), clock: systemClock, random: () => 0.5 },
    ...{ logger: createLogger('silent'), language: () => 'en', changed: () => undefined },
  });
  await expect.poll(() => watch.told().reach, { timeout: 60_000 }).toBe('live');
  expect(watch.told()).toMatchObject({ new_version: null, looked_at: null });
  expect((await owner.call<Updates>('GET', '/updates')).data).toMatchObject({
    ...{ newer: null, checking: true, reason: { code: 'UPDATES_NOT_YET' } },
  });
  const { status, data } = await owner.call<Updates>('POST', '/updates/check');
  expect(status).toBe(200);
  expect(data).toMatchObject({ newer: { version: '0.2.0' }, reason: null });
  expect(github.asked).toHaveLength(1);
  expect(github.wrong).toEqual([]);
  await expect.poll(() => watch.told().new_version, { timeout: 60_000 }).toBe('0.2.0');
  expect(watch.told()).toMatchObject({
    new_version_url: 'https://github.com/example/cloudcube/releases/tag/v0.2.0',
    looked_at: Date.parse(data.checked_at ?? ''),
  });
  await watch.stop();
}, 120_000);

it('tells everybody who is signed in, and lets nobody else change it', async () => {
  const made = await owner.call('POST', '/users', {
    ...{
      username: 'guest',
      email: 'guest@example.com',
      password: 'a long and quiet afternoon',
      role: 'user',
    },
  });
  expect(made.status).toBe(201);
  const guest = await signIn(url, { username: 'guest', password: 'a long and quiet afternoon' });
  expect((await guest.call<Updates>('GET', '/updates')).data.newer?.version).toBe('0.2.0');
  expect((await guest.call('PUT', '/updates', { checking: false })).status).toBe(403);
  expect((await guest.call('POST', '/updates/check')).status).toBe(403);
  expect((await request(url, 'GET', '/updates')).status).toBe(401);
  expect(github.asked).toHaveLength(1);
});

it('is switched off by the owner, which is told in the log and stays so', async () => {
  const off = await owner.call<Updates>('PUT', '/updates', { checking: false });
  expect(off.data).toMatchObject({ checking: false, next_check_at: null, newer: { version: '0.2.0' } });
  const { data } = await owner.call<{ action: string; target_id: string; actor: string }[]>(
    'GET',
    '/admin/audit-logs?limit=1',
  );
  expect(data[0]).toMatchObject({
    ...{ action: 'setting.change', target_id: 'updates.check', actor: admin.username },
  });
  const settings = await callControl(folder, 'settings', ['list']);
  expect(JSON.stringify(settings)).toContain('updates.check');

  await app.stop();
  ({ url } = await app.start());
  owner = await signIn(url);
  expect((await owner.call<Updates>('GET', '/updates')).data).toMatchObject({
    ...{ checking: false, newer: { version: '0.2.0' } },
  });
  expect((await owner.call('PUT', '/updates', { checking: 'yes' })).status).toBe(400);
});
