/** The database is damaged: what is said, and the ways back. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import { openDatabase } from '../../../electron/kernel/database.ts';
import { request, signIn } from '../../support/api.ts';
import { builtDaemon } from '../../support/daemon.ts';
import { freePort } from '../../support/free-port.ts';
import { makeCopy } from '../../support/make-copy.ts';
import { runCli, startProgram, type Ended, type Started } from '../../support/programs.ts';
import { startHome } from './home.ts';

const home = startHome();

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

const cli = (...args: string[]): Promise<Ended> => runCli(home.dataDir, args);

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
    const program = startProgram(process.execPath, [builtDaemon, '--data-dir', home.dataDir, ...flags]);
    home.atEnd(async () => {
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
      home.useTemplate();
      const copy = await makeCopy(home.dataDir);
      // Newer, but no good: it must be passed over.
      const bad = copy.replace(/state-\d{8}/, 'state-29990101');
      copyFileSync(copy, bad);
      overwrite(bad, 4096, 8192);
      damage(join(home.dataDir, 'state.db'));
      const lost = readFileSync(join(home.dataDir, 'state.db'));

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
      expect(readdirSync(home.dataDir)).not.toContain('state.db.fresh');
    },
  );

  it('with no copy is left for an empty one, and the file is kept', async () => {
    home.useTemplate();
    overwrite(join(home.dataDir, 'state.db'), 0, 4096);
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
    home.useTemplate();
    await makeCopy(home.dataDir);
    const asked = await cli('restore');
    expect([asked.code, asked.stderr]).toEqual([
      1,
      expect.stringMatching(
        /^The database is in order\. To go back to the copy of \S+ all the same, add --yes\n$/,
      ),
    ]);
    overwrite(join(home.dataDir, 'state.db'), 0, 4096);
    const restored = await cli('restore');
    expect(restored.stdout).toMatch(/^Restored the copy of \S+Z; the file before it is kept as \S+\n$/);
    await signIn((await home.start()).url);
  });

  it('whose restore was killed between its steps is restored by the next start', async () => {
    home.useTemplate();
    const copy = await makeCopy(home.dataDir);
    renameSync(join(home.dataDir, 'state.db'), join(home.dataDir, 'state.db.damaged-20261120T080000000Z'));
    copyFileSync(copy, join(home.dataDir, 'state.db.fresh'));
    await signIn((await home.start()).url);
    expect(existsSync(join(home.dataDir, 'state.db.fresh'))).toBe(false);
  });

  it('that is found damaged while it runs says so until it is restored', async () => {
    const file = join(home.dataDir, 'state.db');
    const first = openDatabase(file);
    await sql`create table big (id integer primary key, text text)`.execute(first.query());
    // More than SQLite keeps in memory, so that it reads the file again.
    await sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 8000)
      insert into big select i, hex(randomblob(500)) from n`.execute(first.query());
    first.close();
    const database = openDatabase(file);
    home.atEnd(() => {
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
