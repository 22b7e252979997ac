/** The disk below the data folder is full, or lets nobody write any more. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AlertRule, AlertRuleState } from '../../../shared/api/alert-rules.ts';
import type { Host } from '../../../shared/api/ddns-hosts.ts';
import type { Health } from '../../../shared/api/health.ts';
import type { NotifyChannel } from '../../../shared/api/notify.ts';
import { admin, adminEnv, request, signIn, type Api } from '../../support/api.ts';
import { builtDaemon, type Daemon } from '../../support/daemon.ts';
import {
  mountSmallDisk,
  mountWeakDisk,
  needsLoopMounts,
  needsMounts,
  type SmallDisk,
} from '../../support/mounts.ts';
import { titled } from '../../support/needs.ts';
import { runProgram } from '../../support/programs.ts';
import { until } from '../../support/until.ts';
import { address, startHome } from './home.ts';

const home = startHome();

async function databaseHealth(url: string): Promise<[status: number, code: string | null | undefined]> {
  const response = await fetch(`${url}/health`);
  const body = (await response.json()) as { data?: Health; error?: { details: Health } };
  return [response.status, (body.data ?? body.error?.details)?.checks['database']?.code];
}

/** Gives it what it would write when it ends: a rule that waits, and a message that cannot be sent. */
async function keepBusy(api: Pick<Api, 'call'>): Promise<void> {
  const rule = await api.call<AlertRule>('POST', '/alerts/rules', {
    ...{ name: 'Waits', condition: 'process.memory > 1 for 1h' },
  });
  const settings = { url: 'http://127.0.0.1:1/hook', secret: `whsec_${'A'.repeat(43)}=` };
  const channel = await api.call<NotifyChannel>('POST', '/notify/channels', {
    ...{ name: 'Away', kind: 'webhook', settings },
  });
  expect([rule.status, channel.status]).toEqual([201, 201]);
  await api.call('POST', `/notify/channels/${channel.data.channel_id}/test`);
  await until(async () => {
    const { data } = await api.call<{ states: AlertRuleState[] }>(
      'GET',
      `/alerts/rules/${rule.data.id}/states`,
    );
    return data.states.find(({ state }) => state === 'pending');
  });
}

/** It ends in peace, whatever it can no longer write, and calls nothing of that an error. */
async function expectCleanEnd(daemon: Daemon): Promise<void> {
  const before = daemon.output().length;
  expect(await daemon.stop()).toBe(0);
  expect(daemon.output().slice(before)).not.toContain('"level":"error"');
}

/** A file system of its own for the data folder, which can be filled. */
function smallDisk(): SmallDisk {
  const disk = mountSmallDisk(home.dataDir);
  home.atEnd(() => {
    disk.unmount();
  });
  return disk;
}

/** A daemon on such a file system. */
async function startOnSmallDisk() {
  const disk = smallDisk();
  home.useTemplate();
  const daemon = await home.start();
  return { disk, daemon, api: home.apiOf(daemon) };
}

describe('a full disk', () => {
  it.skipIf(!needsMounts.ok)(titled('keeps nobody from ending it', needsMounts), async () => {
    const { disk, daemon, api } = await startOnSmallDisk();
    await keepBusy(api);
    disk.fill();
    // What was freed in the file before may still take something.
    let names = 0;
    await until(async () => {
      const name = `box-${String(++names)}.home.arpa`;
      return (await api.call('POST', '/ddns/hosts', { name })).status === 507 ? true : undefined;
    });
    await expectCleanEnd(daemon);
  });

  it.skipIf(!needsMounts.ok)(
    titled('is told in words, the zone goes on answering, and all goes on once there is space', needsMounts),
    async () => {
      const { disk, daemon, api } = await startOnSmallDisk();
      await api.call('POST', '/ddns/manual-update');
      const before = await address(daemon);
      disk.fill();

      const full = [
        507,
        'STORAGE_FULL',
        'The disk that holds the data folder is full. Free some space, then try again.',
      ];
      for (const attempt of [
        () => api.call('POST', '/ddns/hosts', { name: 'crate.home.arpa' }),
        () => api.call('POST', '/ddns/manual-update', { force: true }),
        () => api.call('POST', '/ddns/pause'),
        () => request(daemon.url, 'POST', '/auth/login', { body: admin }),
      ]) {
        const { status, error } = await attempt();
        expect([status, error?.code, error?.message]).toEqual(full);
      }
      expect(await databaseHealth(daemon.url)).toEqual([503, 'STORAGE_FULL']);
      expect((await api.call('GET', '/ddns/status')).status).toBe(200);
      expect((await api.call<Host[]>('GET', '/ddns/hosts')).status).toBe(200);
      expect(await address(daemon)).toEqual(before);

      disk.free();
      expect(await databaseHealth(daemon.url)).toEqual([200, null]);
      expect((await api.call('POST', '/ddns/hosts', { name: 'crate.home.arpa' })).status).toBe(201);
      expect((await api.call('POST', '/ddns/manual-update', { force: true })).status).toBe(200);
      await signIn(daemon.url);
      expect(await daemon.stop()).toBe(0);
    },
  );

  it.skipIf(!needsMounts.ok)(titled('does not hinder a start where there is data', needsMounts), async () => {
    const disk = smallDisk();
    home.useTemplate();
    writeFileSync(join(home.dataDir, 'reserve'), Buffer.alloc(4096));
    disk.fill();
    // With no byte left it cannot even be told whether the folder can be written.
    const refused = await runProgram(process.execPath, [builtDaemon, '--data-dir', home.dataDir]);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^CloudCube cannot start: .*ENOSPC.*\n$/),
    ]);
    rmSync(join(home.dataDir, 'reserve'));
    const daemon = await home.start();
    expect((await request(daemon.url, 'POST', '/auth/login', { body: admin })).status).toBe(507);
    expect(await databaseHealth(daemon.url)).toEqual([503, 'STORAGE_FULL']);
    disk.free();
    await signIn(daemon.url);
    expect(await daemon.stop()).toBe(0);
  });

  it.skipIf(!needsMounts.ok)(titled('at the first start is told in one line', needsMounts), async () => {
    const disk = smallDisk();
    writeFileSync(join(home.dataDir, 'reserve'), Buffer.alloc(64 * 1024));
    disk.fill();
    rmSync(join(home.dataDir, 'reserve'));
    const refused = await runProgram(process.execPath, [builtDaemon, '--data-dir', home.dataDir]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^CloudCube cannot start: [^\n]*full[^\n]*\n$/);
    disk.free();
    const daemon = await home.start(adminEnv);
    await signIn(daemon.url);
  });
});

describe('a file system that becomes read-only', () => {
  it.skipIf(!needsLoopMounts.ok)(
    titled('is told in words, and the zone goes on answering', needsLoopMounts),
    async ({ skip }) => {
      let disk;
      try {
        disk = mountWeakDisk(join(home.folder, 'image'), home.dataDir);
      } catch (error) {
        skip(`no loop mounts here: ${(error as Error).message}`);
        return;
      }
      const { unmount } = disk;
      home.atEnd(unmount);
      home.useTemplate();
      const daemon = await home.start();
      const api = home.apiOf(daemon);
      await api.call('POST', '/ddns/manual-update');
      await keepBusy(api);
      const before = await address(daemon);
      disk.break();
      const refused = await api.call('POST', '/ddns/hosts', { name: 'crate.home.arpa' });
      expect([refused.status, refused.error?.code]).toEqual([503, 'STORAGE_READ_ONLY']);
      expect(await databaseHealth(daemon.url)).toEqual([503, 'STORAGE_READ_ONLY']);
      expect((await request(daemon.url, 'POST', '/auth/login', { body: admin })).status).toBe(503);
      expect(await address(daemon)).toEqual(before);
      expect((await api.call('GET', '/ddns/status')).status).toBe(200);
      await expectCleanEnd(daemon);
    },
  );
});
