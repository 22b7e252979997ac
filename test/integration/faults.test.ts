/** What the world may do to the data folder, and what the built daemon makes of it. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlertRule, AlertRuleState } from '../../shared/api/alert-rules.ts';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import type { Host } from '../../shared/api/ddns-hosts.ts';
import type { NotifyChannel } from '../../shared/api/notify.ts';
import type { Health } from '../../shared/api/health.ts';
import { openDatabase } from '../../electron/kernel/database.ts';
import { admin, adminEnv, request, signIn, type Api } from '../support/api.ts';
import { builtDaemon, startDaemon, type Daemon } from '../support/daemon.ts';
import { freePort } from '../support/free-port.ts';
import { makeCopy } from '../support/make-copy.ts';
import { mountSmallDisk, mountWeakDisk, needsLoopMounts, needsMounts } from '../support/mounts.ts';
import { titled } from '../support/needs.ts';
import { runCli, runProgram, startProgram, type Ended, type Started } from '../support/programs.ts';
import { until } from '../support/until.ts';
import { askZone } from '../support/zone.ts';

/** A stopped installation with an administrator and two names, and a sign-in of it; each test works on a copy. */
let template: string;
let token: string;

let folder: string;
let dataDir: string;
/** Run last first when a test ends, however it ends. */
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'cloudcube-faults-'));
  const daemon = await startDaemon({ dataDir: template, env: adminEnv });
  const api = await signIn(daemon.url);
  token = api.token;
  expect((await api.call('POST', '/ddns/hosts', { name: 'box.home.arpa' })).status).toBe(201);
  expect((await api.call('POST', '/ddns/manual-update')).status).toBe(200);
  expect(await daemon.stop()).toBe(0);
});

afterAll(() => {
  rmSync(template, { recursive: true, force: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-faults-'));
  dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  undo.push(() => {
    rmSync(folder, { recursive: true, force: true });
  });
});

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function useTemplate(): void {
  // Without what only makes starts faster: it is larger than the small disks here.
  const filter = (source: string): boolean => basename(source) !== 'code-cache';
  cpSync(template, dataDir, { recursive: true, filter });
}

/** Calls with the sign-in of the template, which stays good. */
const apiOf = (daemon: Daemon): Pick<Api, 'call'> => ({
  call: (method, path, body) => request(daemon.url, method, path, { body, token }),
});

async function start(env: NodeJS.ProcessEnv = {}): Promise<Daemon> {
  const daemon = await startDaemon({ dataDir, env: { ...env, CLOUDCUBE_LOG_LEVEL: 'error' } });
  undo.push(() => (daemon.process.exitCode === null ? daemon.stop('SIGKILL') : undefined));
  return daemon;
}

async function databaseHealth(url: string): Promise<[status: number, code: string | null | undefined]> {
  const response = await fetch(`${url}/health`);
  const body = (await response.json()) as { data?: Health; error?: { details: Health } };
  return [response.status, (body.data ?? body.error?.details)?.checks['database']?.code];
}

const address = async (daemon: Daemon): Promise<string[]> => [
  ...(await askZone(daemon.dns, 'nas.home.arpa', 'A')),
  ...(await askZone(daemon.dns, 'nas.home.arpa', 'AAAA')),
];

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

/** A daemon whose data folder has a file system of its own, which can be filled. */
async function startOnSmallDisk() {
  const disk = mountSmallDisk(dataDir);
  undo.push(() => {
    disk.unmount();
  });
  useTemplate();
  const daemon = await start();
  return { disk, daemon, api: apiOf(daemon) };
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
    const disk = mountSmallDisk(dataDir);
    undo.push(() => {
      disk.unmount();
    });
    useTemplate();
    writeFileSync(join(dataDir, 'reserve'), Buffer.alloc(4096));
    disk.fill();
    // With no byte left it cannot even be told whether the folder can be written.
    const refused = await runProgram(process.execPath, [builtDaemon, '--data-dir', dataDir]);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^CloudCube cannot start: .*ENOSPC.*\n$/),
    ]);
    rmSync(join(dataDir, 'reserve'));
    const daemon = await start();
    expect((await request(daemon.url, 'POST', '/auth/login', { body: admin })).status).toBe(507);
    expect(await databaseHealth(daemon.url)).toEqual([503, 'STORAGE_FULL']);
    disk.free();
    await signIn(daemon.url);
    expect(await daemon.stop()).toBe(0);
  });

  it.skipIf(!needsMounts.ok)(titled('at the first start is told in one line', needsMounts), async () => {
    const disk = mountSmallDisk(dataDir);
    undo.push(() => {
      disk.unmount();
    });
    writeFileSync(join(dataDir, 'reserve'), Buffer.alloc(64 * 1024));
    disk.fill();
    rmSync(join(dataDir, 'reserve'));
    const refused = await runProgram(process.execPath, [builtDaemon, '--data-dir', dataDir]);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/^CloudCube cannot start: [^\n]*full[^\n]*\n$/);
    disk.free();
    const daemon = await start(adminEnv);
    await signIn(daemon.url);
  });
});

describe('a file system that becomes read-only', () => {
  it.skipIf(!needsLoopMounts.ok)(
    titled('is told in words, and the zone goes on answering', needsLoopMounts),
    async ({ skip }) => {
      let disk;
      try {
        disk = mountWeakDisk(join(folder, 'image'), dataDir);
      } catch (error) {
        skip(`no loop mounts here: ${(error as Error).message}`);
        return;
      }
      const { unmount } = disk;
      undo.push(unmount);
      useTemplate();
      const daemon = await start();
      const api = apiOf(daemon);
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

/** Ways in which a database file gets lost. */
const damages: readonly (readonly [string, (file: string) => void])[] = [
  [
    'an overwritten header',
    (file) => {
      overwrite(file, 0, 512);
    },
  ],
  [
    'pages overwritten in the middle',
    (file) => {
      overwrite(file, Math.floor(statSync(file).size / 8192) * 4096, 3 * 4096);
    },
  ],
  [
    'a file cut in half',
    (file) => {
      truncateSync(file, Math.floor(statSync(file).size / 2));
    },
  ],
  [
    'an empty file',
    (file) => {
      truncateSync(file, 0);
    },
  ],
];

function overwrite(file: string, position: number, length: number): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, randomBytes(length), 0, length, position);
  closeSync(descriptor);
}

const cli = (...args: string[]): Promise<Ended> => runCli(dataDir, args);

describe('a damaged database', () => {
  /** Starts over damage: there is no DNS to wait for. */
  async function startDamaged(): Promise<{ program: Started; url: string }> {
    const flags = [
      '--port',
      String(await freePort()),
      '--dns-port',
      String(await freePort()),
      '--log-level',
      'silent',
    ];
    const program = startProgram(process.execPath, [builtDaemon, '--data-dir', dataDir, ...flags]);
    undo.push(async () => {
      program.process.kill('SIGKILL');
      await program.ended;
    });
    const [, url = ''] = await program.said(/^CloudCube ready: (\S+) \(no DNS\)\n/m);
    return { program, url };
  }

  async function expectRecovery(
    url: string,
  ): Promise<{ newest_good_copy: { made_at: string; bytes: number } | null }> {
    const health = await fetch(`${url}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'unhealthy', error: { code: 'STORAGE_DAMAGED' } });
    const page = await fetch(`${url}/`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="page">')]);
    for (const [method, path] of [
      ['GET', '/ddns/status'],
      ['POST', '/ddns/manual-update'],
      ['POST', '/auth/login'],
      ['GET', '/setup'],
    ] as const) {
      const { status, error } = await request(url, method, path, method === 'POST' ? { body: {} } : {});
      expect(`${path} ${status} ${error?.code ?? ''}`).toBe(`${path} 503 STORAGE_DAMAGED`);
    }
    const { error } = await request(url, 'GET', '/ddns/status');
    return error?.details as Awaited<ReturnType<typeof expectRecovery>>;
  }

  it.each(damages)(
    'by %s: the newest good copy is offered, and brought back without a restart',
    async (_name, damage) => {
      useTemplate();
      const copy = await makeCopy(dataDir);
      // Newer, but no good: it must be passed over.
      const bad = copy.replace(/state-\d{8}/, 'state-29990101');
      copyFileSync(copy, bad);
      overwrite(bad, 4096, 8192);
      damage(join(dataDir, 'state.db'));
      const lost = readFileSync(join(dataDir, 'state.db'));

      const { program, url } = await startDamaged();
      expect(program.stdout()).toMatch(/^The database is damaged\. .*npm run cli -- restore/m);
      const details = await expectRecovery(url);
      expect(details.newest_good_copy?.bytes).toBe(statSync(copy).size);

      const restored = await cli('restore');
      expect([restored.code, restored.stderr]).toEqual([0, '']);
      const aside = /the file before it is kept as (\S+)\n$/.exec(restored.stdout)?.[1] ?? '';
      expect(readFileSync(aside).equals(lost)).toBe(true);
      await program.said(/^CloudCube ready: \S+ \(DNS \S+\)\n/m);
      const api = await signIn(url);
      const { data } = await api.call<DdnsStatus>('GET', '/ddns/status');
      expect(data.hosts.map(({ name }) => name).sort()).toEqual(['box.home.arpa', 'nas.home.arpa']);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      program.process.kill('SIGTERM');
      expect((await program.ended).code).toBe(0);
      expect(readdirSync(dataDir)).not.toContain('state.db.fresh');
    },
  );

  it('with no copy is left for an empty one, and the file is kept', async () => {
    useTemplate();
    overwrite(join(dataDir, 'state.db'), 0, 4096);
    const { program, url } = await startDamaged();
    expect((await expectRecovery(url)).newest_good_copy).toBeNull();
    const refused = await cli('restore');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('npm run cli -- restore --empty'),
    ]);
    const begun = await cli('restore', '--empty');
    expect(begun.stdout).toMatch(/^Began anew; the file before it is kept as \S+\n$/);
    await program.said(/^First start: .*\nCloudCube ready: \S+ \(DNS \S+\)\n/m);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('of a stopped daemon is restored by the command line, which asks before it leaves a good one', async () => {
    useTemplate();
    await makeCopy(dataDir);
    const asked = await cli('restore');
    expect([asked.code, asked.stderr]).toEqual([
      1,
      expect.stringMatching(
        /^The database is in order\. To go back to the copy of \S+ all the same, add --yes\n$/,
      ),
    ]);
    overwrite(join(dataDir, 'state.db'), 0, 4096);
    const restored = await cli('restore');
    expect(restored.stdout).toMatch(/^Restored the copy of \S+Z; the file before it is kept as \S+\n$/);
    await signIn((await start()).url);
  });

  it('whose restore was killed between its steps is restored by the next start', async () => {
    useTemplate();
    const copy = await makeCopy(dataDir);
    renameSync(join(dataDir, 'state.db'), join(dataDir, 'state.db.damaged-20261120T080000000Z'));
    copyFileSync(copy, join(dataDir, 'state.db.fresh'));
    await signIn((await start()).url);
    expect(existsSync(join(dataDir, 'state.db.fresh'))).toBe(false);
  });

  it('that is found damaged while it runs says so until it is restored', async () => {
    const file = join(dataDir, 'state.db');
    const first = openDatabase(file);
    await sql`create table big (id integer primary key, text text)`.execute(first.query());
    // More than SQLite keeps in memory, so that it reads the file again.
    await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 8000)
      insert into big select i, hex(randomblob(500)) from n`.execute(first.query());
    first.close();
    const database = openDatabase(file);
    undo.push(() => {
      database.close();
    });
    overwrite(file, 40 * 4096, statSync(file).size - 40 * 4096);
    await expect(sql`select sum(length(text)) from big`.execute(database.query())).rejects.toMatchObject({
      code: 'STORAGE_DAMAGED',
    });
    expect(await database.health()).toBe('STORAGE_DAMAGED');
    await database
      .transact(() => sql`create table small (id integer)`.execute(database.query()))
      .catch(() => undefined);
    expect(await database.health()).toBe('STORAGE_DAMAGED');
  });
});

describe('a master key that is away', () => {
  it.each([
    [
      'missing',
      (key: string) => {
        renameSync(key, `${key}.away`);
      },
      'SECRETS_KEY_MISSING',
    ],
    [
      'another',
      (key: string) => {
        writeFileSync(key, randomBytes(32).toString('base64'));
      },
      'SECRETS_KEY_WRONG',
    ],
    [
      'rubbish',
      (key: string) => {
        writeFileSync(key, 'rubbish');
      },
      'SECRETS_KEY_WRONG',
    ],
  ])('(%s) keeps nobody signed in from working, and the names right', async (_what, lose, code) => {
    useTemplate();
    const keyFile = join(dataDir, 'master.key');
    const key = readFileSync(keyFile, 'utf8');
    lose(keyFile);

    const daemon = await start();
    const refused = await request(daemon.url, 'POST', '/auth/login', { body: admin });
    expect([refused.status, refused.error?.code]).toEqual([503, code]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await request(daemon.url, 'POST', '/ddns/manual-update', { token })).status).toBe(200);
    const status = await request<DdnsStatus>(daemon.url, 'GET', '/ddns/status', { token });
    const published = status.data.hosts[0]?.families.flatMap((family) => family.published ?? []);
    expect((await address(daemon)).sort()).toEqual(published?.sort());
    expect(await daemon.stop()).toBe(0);

    writeFileSync(keyFile, key);
    await signIn((await start()).url);
  });
});
