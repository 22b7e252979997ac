/** How the daemon starts, refuses to start, and ends: the built program as a process of its own. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { admin, adminEnv, request, signIn } from '../support/api.ts';
import { builtDaemon, startDaemon, type Daemon } from '../support/daemon.ts';
import { findCommand, needs, titled, type Need } from '../support/needs.ts';
import { runCli, runProgram, startProgram, type Ended, type Started } from '../support/programs.ts';
import { askZone } from '../support/zone.ts';

const freePorts = ['--port', '0', '--dns-port', '0'];

let folder: string;
let dataDir: string;
const started: Started[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudcube-start-'));
  dataDir = join(folder, 'data');
});

afterEach(async () => {
  for (const program of started.splice(0)) {
    program.process.kill('SIGKILL');
    await program.ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(flags: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const program = startProgram(process.execPath, [builtDaemon, ...flags], { env });
  started.push(program);
  return program;
}

const run = (flags: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  start(flags, env).ended;
const ready = (program: Started): Promise<RegExpExecArray> =>
  program.said(/^CloudCube ready: (\S+) \(DNS (\S+):(\d+)\)\n/m);

function expectRefusal({ code, stdout, stderr }: Ended, reason: RegExp): void {
  expect(code).toBe(2);
  expect(stdout).toBe('');
  const told = stderr.replaceAll(/^\{"level":"warn".*\}\n/gm, '');
  expect(told).toMatch(/^CloudCube cannot start: [^\n]+\n$/);
  expect(told).toMatch(reason);
}

async function holdPort(port: number, host = '127.0.0.1'): Promise<{ port: number; server: Server }> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}

describe('a first start', () => {
  it('without any option takes the place of the system, for its owner alone', async () => {
    const program = start(freePorts, { HOME: folder, XDG_DATA_HOME: '', USERPROFILE: folder });
    await ready(program);
    const place = join(folder, '.local', 'share', 'cloudcube');
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
    const program = start(['--data-dir', dataDir, ...freePorts]);
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
    const first = await startDaemon({ dataDir, env: adminEnv });
    await signIn(first.url);
    expect(first.output()).not.toContain('token=');
    await first.stop();
    const second = await startDaemon({ dataDir });
    await signIn(second.url);
    expect(second.output()).not.toContain('token=');
    await second.stop();
  });

  it('uses the next free ports where a default one is taken, and says so', async () => {
    // Whoever holds them already on this machine serves as well.
    const held = await Promise.all([8080, 5300].map((port) => holdPort(port).catch(() => null)));
    const program = start(['--data-dir', dataDir]);
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
    expectRefusal(await run(['--data-dir', dataDir, ...flags], env), reason);
  });

  it.each([
    ['not JSON', '{"port": ', /config\.json is not valid JSON/],
    ['no object', '[8080]', /config\.json must hold one JSON object/],
    ['an unknown setting', '{"prot": 9000}', /unknown setting "prot"/],
    ['a setting of another type', '{"port": true}', /"port" must be a string or a number/],
    ['a bad value', '{"port": 99999}', /config\.json: port must be a port/],
  ])('for a config.json that holds %s ends with 2 and one line', async (_what, text, reason) => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'config.json'), text);
    expectRefusal(await run(['--data-dir', dataDir]), reason);
  });

  it('for a given port that is taken ends with 2, HTTP and DNS alike', async () => {
    const { port, server } = await holdPort(0);
    const given = String(port);
    expectRefusal(
      await run(['--data-dir', dataDir, '--port', given, '--dns-port', '0']),
      new RegExp(`HTTP: cannot listen on port ${given}: .*taken`),
    );
    expectRefusal(
      await run(['--data-dir', dataDir, '--port', '0', '--dns-port', given]),
      new RegExp(`DNS: cannot listen on port ${given}: .*taken`),
    );
    server.close();
  });

  it('for a data folder that is a file ends with 2', async () => {
    writeFileSync(dataDir, '');
    expectRefusal(await run(['--data-dir', dataDir]), /data folder .* cannot be written/);
  });

  it('for a key file that cannot be written ends with 2', async () => {
    mkdirSync(join(dataDir, 'master.key.draft', 'in the way'), { recursive: true });
    expectRefusal(
      await run(['--data-dir', dataDir, ...freePorts]),
      /key file .*master\.key cannot be written/,
    );
  });

  const readOnlyMount = needs.all(needs.linux, needs.root, needs.command('mount'));
  it.skipIf(!readOnlyMount.ok)(
    titled('for a data folder on a read-only mount ends with 2', readOnlyMount),
    async () => {
      mkdirSync(dataDir);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'cloudcube-test', dataDir]);
      expect(mounted.status).toBe(0);
      try {
        expectRefusal(
          await run(['--data-dir', dataDir]),
          /data folder .* cannot be written: .*(EROFS|read-only)/i,
        );
      } finally {
        spawnSync('umount', [dataDir]);
      }
    },
  );

  it('for a data folder that another daemon holds ends with 2 and leaves that one alone', async () => {
    const daemon = await startDaemon({ dataDir });
    expectRefusal(await run(['--data-dir', dataDir, ...freePorts]), /already running with the data folder/);
    expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
    expect(await daemon.stop()).toBe(0);
  });

  it('lets one of two through that start at the same moment', async () => {
    const both = [0, 1].map(() => start(['--data-dir', dataDir, ...freePorts]));
    const winner = await Promise.any(both.map(async (program) => ready(program).then(() => program)));
    const [loser] = both.filter((program) => program !== winner);
    expectRefusal(await loser!.ended, /already running|held by another process/);
    // The socket of the one that runs must have survived the other's try.
    const asked = await runCli(dataDir, ['settings', 'get', 'ddns.interval_seconds']);
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

describe('an end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s is clean, and the next start finds everything',
    async (signal) => {
      const daemon = await startDaemon({ dataDir });
      expect(await daemon.stop(signal)).toBe(0);
      expect(readdirSync(dataDir).sort()).toEqual([
        'backups',
        'logs',
        'master.key',
        'metrics.db',
        'owner.lock',
        'state.db',
      ]);
      const next = await startDaemon({ dataDir });
      expect(await next.stop()).toBe(0);
      // What was compiled is kept for the start after that.
      expect(readdirSync(dataDir)).toContain('code-cache');
    },
  );

  /** A request whose body never ends: the server waits for it as long as it waits for anything. */
  async function holdRequest(daemon: Daemon): Promise<void> {
    const { port } = new URL(daemon.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => socket.destroy());
    await once(socket, 'connect');
    socket.write(
      'POST /api/v2/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
    );
    // Read by the server before anything else is asked of it.
    await fetch(`${daemon.url}/health`);
  }

  const isOpen = async (path: string | number): Promise<boolean> => {
    const socket = typeof path === 'number' ? connect(path, '127.0.0.1') : connect(path);
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    return open;
  };

  it('goes in reverse order: while HTTP ends, the zone still answers and the folder is still held', async () => {
    const daemon = await startDaemon({ dataDir });
    await holdRequest(daemon);
    const ended = daemon.stop();
    const port = Number(new URL(daemon.url).port);
    while (await isOpen(port)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(daemon.process.exitCode).toBeNull();
    await askZone(daemon.dns, 'nas.home.arpa', 'A');
    expect(await isOpen(join(dataDir, 'control.sock'))).toBe(true);
    expect(await ended).toBe(0);
  });

  it('by a second signal comes at once', async () => {
    const daemon = await startDaemon({ dataDir });
    await holdRequest(daemon);
    const port = Number(new URL(daemon.url).port);
    daemon.process.kill('SIGINT');
    while (await isOpen(port)) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await daemon.stop('SIGINT')).toBe(130);
  });

  it('may come during the start, at any moment', async () => {
    for (const ms of [0, 40, 80, 120, 160, 200, 260, 320]) {
      const program = start(['--data-dir', dataDir, ...freePorts]);
      await new Promise((resolve) => setTimeout(resolve, ms));
      program.process.kill('SIGTERM');
      const { code, stderr } = await program.ended;
      // Before the program's own code is loaded, the system ends it.
      expect([0, 'SIGTERM']).toContain(code);
      expect(stderr).not.toContain('"level":"error"');
    }
    const daemon = await startDaemon({ dataDir });
    expect((await fetch(`${daemon.url}/health`)).status).toBe(200);
    expect(await daemon.stop()).toBe(0);
    // Whether code was kept depends on how far the starts before this one came.
    const left = readdirSync(dataDir).filter((name) => name !== 'code-cache');
    expect(left.sort()).toEqual(['backups', 'logs', 'master.key', 'metrics.db', 'owner.lock', 'state.db']);
  });

  it('by kill -9 leaves a socket behind that does not hinder the next start', async () => {
    const daemon = await startDaemon({ dataDir, env: adminEnv });
    expect(await daemon.stop('SIGKILL')).toBe('SIGKILL');
    expect(readdirSync(dataDir)).toContain('control.sock');
    const next = await startDaemon({ dataDir });
    await signIn(next.url);
    const asked = await runCli(dataDir, ['settings', 'get', 'ddns.interval_seconds']);
    expect(asked.stdout).toBe('300\n');
    expect(await next.stop()).toBe(0);
  });
});

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
    mkdirSync(dataDir);
    for (const command of [['setup-link'], ['settings', 'list']]) {
      const { code, stderr } = await runCli(dataDir, command);
      expect(code).toBe(1);
      expect(stderr).toBe(
        `CloudCube is not running with the data folder ${dataDir}. Start it first: npm start\n`,
      );
    }
  });
});

/** The status of /health under another name; `fetch` does not let the Host header be set. */
async function rawStatus(url: string, host: string): Promise<number> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString())?.[1]);
}
