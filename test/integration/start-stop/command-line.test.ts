/** What the command line says and does beside the daemon, and where there is none. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, request } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { findCommand } from '../../support/needs.ts';
import { runCli, runProgram, type Ended } from '../../support/programs.ts';
import { newHome } from './home.ts';

const home = newHome();

/** The status of /health under another name; `fetch` does not let the Host header be set. */
async function rawStatus(url: string, host: string): Promise<number> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString())?.[1]);
}

describe('the command line', () => {
  describe('with a running daemon', () => {
    let daemon: Daemon;
    const ask = (...args: string[]): Promise<Ended> => runCli(daemon.dataDir, args);
    beforeAll(async () => {
      daemon = await startDaemon();
    });
    afterAll(() => daemon.stop());

    it('prints a new setup address, which ends the one before and works once', async () => {
      const npm = findCommand('npm') ?? 'npm';
      const { code, stdout } = await runProgram(npm, [
        ...['run', '--silent', 'cli', '--', '--data-dir', daemon.dataDir, 'setup-link'],
      ]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Open this address until \d{4}-\S+Z; it works once:\nhttp:\S+\n$/);
      const tokenIn = (text: string): string => /#token=(\S+)/.exec(text)?.[1] ?? '';
      const setUp = (token: string) =>
        request(daemon.url, 'POST', '/setup', { body: { token, password: admin.password } });
      expect((await setUp(tokenIn(daemon.output()))).error?.code).toBe('AUTH_SETUP_LINK_INVALID');
      expect((await setUp(tokenIn(stdout))).status).toBe(201);
      const refused = await ask('setup-link');
      expect([refused.code, refused.stdout]).toEqual([1, '']);
      expect(refused.stderr).toBe('The first administrator exists already. Sign in instead.\n');
    });

    it('shows and changes settings, which hold at once and after a restart', async () => {
      expect((await ask('settings')).stdout).toMatch(/^ddns\.interval_seconds = 300\n {4}Seconds between/m);
      expect((await ask('settings', 'set', 'ddns.interval_seconds', '600')).stdout).toBe('600\n');
      expect((await ask('settings', 'get', 'ddns.interval_seconds')).stdout).toBe('600\n');
      await ask('settings', 'add', 'server.allowed_hosts', 'nas.example');
      const health = (host: string) => rawStatus(daemon.url, host);
      expect(await health('nas.example')).toBe(200);
      await ask('settings', 'remove', 'server.allowed_hosts', 'nas.example');
      expect(await health('nas.example')).toBe(403);
    });

    it.each([
      [['settings', 'set', 'ddns.interval_seconds', '5'], 1, /ddns\.interval_seconds/],
      [['settings', 'set', 'no.such', '5'], 1, /There is no setting no\.such/],
      [['settings', 'turn', 'ddns.interval_seconds', '5'], 1, /settings list \| get KEY/],
      [['restore'], 1, /There is no good copy/],
      [['restore', '--empty'], 1, /The database is in order\. To begin anew all the same, add --yes/],
      [['restore', '--emtpy'], 2, /does not know --emtpy/],
      [['no-such'], 2, /^Usage/],
      [[], 2, /^Usage/],
    ])('refuses %j in words', async (args, code, reason) => {
      const refused = await ask(...args);
      expect([refused.code, refused.stdout]).toEqual([code, '']);
      expect(refused.stderr).toMatch(reason);
      expect(refused.stderr).not.toMatch(/\n\s+at /);
    });
  });

  it('with no daemon says that it does not run', async () => {
    mkdirSync(home.dataDir);
    for (const command of [['setup-link'], ['settings', 'list']]) {
      const { code, stderr } = await runCli(home.dataDir, command);
      expect(code).toBe(1);
      expect(stderr).toBe(
        `CloudCube is not running with the data folder ${home.dataDir}. Start it first: npm start\n`,
      );
    }
  });
});
