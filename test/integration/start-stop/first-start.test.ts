/** What the daemon makes, prints and takes at its first start. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { admin, adminEnv, request, signIn } from '../../support/api.ts';
import { startDaemon } from '../../support/daemon.ts';
import { freePorts, holdPort, newHome, ready } from './home.ts';

const home = newHome();

describe('a first start', () => {
  it('without any option takes the place of the system, for its owner alone', async () => {
    const program = home.start(freePorts, { HOME: home.folder, XDG_DATA_HOME: '', USERPROFILE: home.folder });
    await ready(program);
    const place = join(home.folder, '.local', 'share', 'cloudcube');
    expect(statSync(place).mode & 0o777).toBe(0o700);
    const entries = readdirSync(place, { recursive: true, encoding: 'utf8' });
    expect(entries).toEqual(
      expect.arrayContaining([
        'backups',
        'control.sock',
        'master.key',
        'metrics.db',
        'state.db',
        'state.db-wal',
      ]),
    );
    for (const entry of entries) {
      const { mode } = statSync(join(place, entry));
      expect(`${entry} ${(mode & 0o777).toString(8)}`).toBe(
        `${entry} ${entry === 'backups' ? '700' : '600'}`,
      );
    }
  });

  it('prints a setup address that makes the administrator once, and says last that it is ready', async () => {
    const program = home.start(['--data-dir', home.dataDir, ...freePorts]);
    const [, url = ''] = await ready(program);
    const lines = program.stdout().trim().split('\n');
    expect(lines.at(-1)).toMatch(/^CloudCube ready: http:\/\/127\.0\.0\.1:\d+ \(DNS 127\.0\.0\.1:\d+\)$/);
    const link = /(http:\S+)\/setup#token=(\S+)$/.exec(lines[0] ?? '');
    expect(link?.[1]).toBe(url);
    const body = { token: link?.[2], password: admin.password };
    expect((await request(url, 'POST', '/setup', { body })).status).toBe(201);
    const again = await request(url, 'POST', '/setup', { body });
    expect([again.status, again.error?.code]).toEqual([409, 'AUTH_SETUP_DONE']);
    expect((await signIn(url)).token).not.toBe('');
  });

  it('with a password from the environment prints no address, and later starts ask for none', async () => {
    const first = await startDaemon({ dataDir: home.dataDir, env: adminEnv });
    await signIn(first.url);
    expect(first.output()).not.toContain('token=');
    await first.stop();
    const second = await startDaemon({ dataDir: home.dataDir });
    await signIn(second.url);
    expect(second.output()).not.toContain('token=');
    await second.stop();
  });

  it('uses the next free ports where a default one is taken, and says so', async () => {
    // Whoever holds them already on this machine serves as well.
    const held = await Promise.all([8080, 5300].map((port) => holdPort(port).catch(() => null)));
    const program = home.start(['--data-dir', home.dataDir]);
    const [, url, , dnsPort] = await ready(program);
    const http = /^HTTP: port 8080 is taken by another program; (\d+) is used instead$/m.exec(
      program.stdout(),
    );
    const dns = /^DNS: port 5300 is taken by another program; (\d+) is used instead$/m.exec(program.stdout());
    expect(url).toBe(`http://127.0.0.1:${http?.[1] ?? ''}`);
    expect(dnsPort).toBe(dns?.[1]);
    for (const holder of held) holder?.server.close();
  });
});
