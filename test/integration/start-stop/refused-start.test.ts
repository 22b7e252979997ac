/** What keeps the daemon from starting, and how it says so. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtDaemon, startDaemon } from '../../support/daemon.ts';
import { needs, titled, type Need } from '../../support/needs.ts';
import { runCli, runProgram, type Ended } from '../../support/programs.ts';
import { freePorts, holdPort, newHome, ready } from './home.ts';

const home = newHome();
const run = (flags: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  home.start(flags, env).ended;

function expectRefusal({ code, stdout, stderr }: Ended, reason: RegExp): void {
  expect(code).toBe(2);
  expect(stdout).toBe('');
  const told = stderr.replaceAll(/^\{"level":"warn".*\}\n/gm, '');
  expect(told).toMatch(/^CloudCube cannot start: [^\n]+\n$/);
  expect(told).toMatch(reason);
}

describe('a start that cannot be', () => {
  it.each([
    ['an unknown flag', ['--no-such'], {}, /--no-such/],
    ['a word too many', ['here'], {}, /here/],
    ['a flag without its value', ['--port'], {}, /--port/],
    ['a port that is none', ['--port', '65536'], {}, /--port must be a port.*"65536"/],
    ['a DNS port that is none', ['--dns-port', 'dns'], {}, /--dns-port must be a port.*"dns"/],
    ['a port in the environment that is none', [], { CLOUDCUBE_PORT: '-1' }, /CLOUDCUBE_PORT must be a port/],
    ['a host that is a name', ['--host', 'nas.home.arpa'], {}, /--host must be an IP address/],
    [
      'an address of another machine',
      ['--host', '192.0.2.77', ...freePorts],
      {},
      /192\.0\.2\.77|EADDRNOTAVAIL/,
    ],
    ['a log level that is none', ['--log-level', 'loud'], {}, /--log-level must be one of/],
    ['a short first password', freePorts, { CLOUDCUBE_ADMIN_PASSWORD: 'short' }, /CLOUDCUBE_ADMIN_PASSWORD/],
    ['a first name of blanks', freePorts, { CLOUDCUBE_ADMIN_USER: '  ' }, /CLOUDCUBE_ADMIN_USER/],
  ])('for %s ends with 2 and one line', async (_what, flags, env, reason) => {
    expectRefusal(await run(['--data-dir', home.dataDir, ...flags], env), reason);
  });

  it.each([
    ['not JSON', '{"port": ', /config\.json is not valid JSON/],
    ['no object', '[8080]', /config\.json must hold one JSON object/],
    ['an unknown setting', '{"prot": 9000}', /unknown setting "prot"/],
    ['a setting of another type', '{"port": true}', /"port" must be a string or a number/],
    ['a bad value', '{"port": 99999}', /config\.json: port must be a port/],
  ])('for a config.json that holds %s ends with 2 and one line', async (_what, text, reason) => {
    mkdirSync(home.dataDir);
    writeFileSync(join(home.dataDir, 'config.json'), text);
    expectRefusal(await run(['--data-dir', home.dataDir]), reason);
  });

  it('for a given port that is taken ends with 2, HTTP and DNS alike', async () => {
    const { port, server } = await holdPort(0);
    const given = String(port);
    expectRefusal(
      await run(['--data-dir', home.dataDir, '--port', given, '--dns-port', '0']),
      new RegExp(`HTTP: cannot listen on port ${given}: .*taken`),
    );
    expectRefusal(
      await run(['--data-dir', home.dataDir, '--port', '0', '--dns-port', given]),
      new RegExp(`DNS: cannot listen on port ${given}: .*taken`),
    );
    server.close();
  });

  it('for a data folder that is a file ends with 2', async () => {
    writeFileSync(home.dataDir, '');
    expectRefusal(await run(['--data-dir', home.dataDir]), /data folder .* cannot be written/);
  });

  it('for a key file that cannot be written ends with 2', async () => {
    mkdirSync(join(home.dataDir, 'master.key.draft', 'in the way'), { recursive: true });
    expectRefusal(
      await run(['--data-dir', home.dataDir, ...freePorts]),
      /key file .*master\.key cannot be written/,
    );
  });

  const readOnlyMount = needs.all(needs.linux, needs.root, needs.command('mount'));
  it.skipIf(!readOnlyMount.ok)(
    titled('for a data folder on a read-only mount ends with 2', readOnlyMount),
    async () => {
      mkdirSync(home.dataDir);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'cloudcube-test', home.dataDir]);
      expect(mounted.status).toBe(0);
      try {
        expectRefusal(
          await run(['--data-dir', home.dataDir]),
          /data folder .* cannot be written: .*(EROFS|read-only)/i,
        );
      } finally {
        spawnSync('umount', [home.dataDir]);
      }
    },
  );

  it('for a data folder that another daemon holds ends with 2 and leaves that one alone', async () => {
    const daemon = await startDaemon({ dataDir: home.dataDir });
    expectRefusal(
      await run(['--data-dir', home.dataDir, ...freePorts]),
      /already running with the data folder/,
    );
    expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
    expect(await daemon.stop()).toBe(0);
  });

  it('lets one of two through that start at the same moment', async () => {
    const both = [0, 1].map(() => home.start(['--data-dir', home.dataDir, ...freePorts]));
    const winner = await Promise.any(both.map(async (program) => ready(program).then(() => program)));
    const [loser] = both.filter((program) => program !== winner);
    expectRefusal(await loser!.ended, /already running|held by another process/);
    // The socket of the one that runs must have survived the other's try.
    const asked = await runCli(home.dataDir, ['settings', 'get', 'ddns.interval_seconds']);
    expect([asked.code, asked.stdout]).toEqual([0, '300\n']);
  });

  const oldNode = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    return typeof stdout === 'string' && Number(/^v(\d+)/.exec(stdout)?.[1] ?? 24) < 24;
  });
  const needsOldNode: Need = { ok: oldNode !== undefined, reason: 'no older Node' };
  it.skipIf(!needsOldNode.ok)(
    titled('on an older Node ends with 2 and one clear line', needsOldNode),
    async () => {
      for (const args of [[builtDaemon], ['scripts/run.mjs', 'scripts/start.ts']]) {
        const { code, stdout, stderr } = await runProgram(oldNode!, args);
        expect([code, stdout]).toEqual([2, '']);
        expect(stderr).toMatch(/^CloudCube needs Node 24 or newer; this is v\d+\.[^\n]+\n$/);
      }
    },
  );

  it('is none of --help and --version', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await run(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
