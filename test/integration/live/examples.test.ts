/** The examples that programs in the network begin with, as they stand there, against a running CloudCube. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ApiKeyMade } from '../../../shared/api/auth-keys.ts';
import { adminEnv, signIn, type Api } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { freePort } from '../../support/free-port.ts';
import { needs, titled, type Need } from '../../support/needs.ts';
import { runProgram, startProgram, type Started } from '../../support/programs.ts';

const examples = join(import.meta.dirname, '../../../examples');
const simulated = join(import.meta.dirname, '../../support/home-assistant.py');

/** A Python that has these modules: that of the user, or the system's, which Debian's packages are for. */
function python(...modules: readonly string[]): Need & { readonly command: string } {
  const has = (command: string): boolean =>
    spawnSync(command, ['-c', `import ${modules.join(', ')}`]).status === 0;
  const command = ['python3', '/usr/bin/python3'].find(has);
  const reason = `no Python with ${modules.join(' and ')}`;
  return { ok: command !== undefined, reason, command: command ?? 'python3' };
}
const withSockets = python('websockets');
const withTemplates = python('jinja2', 'yaml');

let dataDir: string;
let daemon: Daemon;
let api: Api;
let key: string;
let port: string;
const started: Started[] = [];

const start = async (): Promise<void> => {
  daemon = await startDaemon({
    dataDir,
    flags: ['--port', port],
    env: { ...adminEnv, CLOUDCUBE_LOG_LEVEL: 'error' },
  });
};

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-examples-'));
  port = String(await freePort());
  await start();
  api = await signIn(daemon.url);
  const scopes = ['ddns:read', 'ddns:write', 'monitoring:read', 'alerts:read'];
  const made = await api.call<ApiKeyMade>('POST', '/auth/keys', { name: 'examples', scopes });
  key = made.data.api_key;
});

afterEach(async () => {
  for (const program of started.splice(0)) {
    program.process.kill('SIGKILL');
    await program.ended;
  }
});

afterAll(async () => {
  await daemon.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

function run(command: string, args: readonly string[]): Started {
  const socket = daemon.url.replace('http', 'ws');
  const program = startProgram(command, args, { env: { CLOUDCUBE_URL: socket, CLOUDCUBE_KEY: key } });
  started.push(program);
  return program;
}

it.skipIf(!needs.command('curl').ok)(titled('curl reads and updates', needs.command('curl')), async () => {
  const env = { CLOUDCUBE_URL: daemon.url, CLOUDCUBE_KEY: key };
  const { code, stdout, stderr } = await runProgram('sh', [join(examples, 'curl.sh')], { env });
  expect([code, stderr]).toEqual([0, '']);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { success: boolean; data: object });
  expect(answers.map(({ success }) => success)).toEqual([true, true, true]);
  expect(answers[0]?.data).toHaveProperty('hosts');
  expect(answers[1]?.data).toHaveProperty('job_id');
  expect(answers[2]?.data).toHaveProperty('system_metrics');
});

it.skipIf(!withSockets.ok)(
  titled('Python hears of a new name, and goes on after a restart', withSockets),
  async () => {
    const program = run(withSockets.command, [join(examples, 'live.py')]);
    await program.said(/^listening to ddns_updates\n(?:.*\n)*listening to alerts$/m);
    const names = ['one.home.arpa', 'two.home.arpa'];
    const add = (name: string | undefined) =>
      api.call('POST', '/ddns/hosts', { name, families: ['A'], scope: 'lan' });
    expect(await add(names[0])).toMatchObject({ status: 201 });
    await program.said(/^name one\.home\.arpa A created \S+$/m);
    await daemon.stop();
    await program.said(/^not connected/m);
    await start();
    api = await signIn(daemon.url);
    await program.said(/^missed something: epoch$/m);
    expect(await add(names[1])).toMatchObject({ status: 201 });
    await program.said(/^name two\.home\.arpa A created \S+$/m);
  },
);

it('Node hears how the machine does', async () => {
  const program = run(process.execPath, [join(examples, 'live.mjs')]);
  await program.said(/^cpu \S+ %, memory [\d.]+ %, disk [\d.]+ %$/m);
});

it('the typed client hears of updates and asks for one', async () => {
  const program = run(process.execPath, [join(examples, 'live.ts')]);
  await program.said(/^live$/m);
  await program.said(/^updated: \d+ changed, \d+ unchanged, \d+ failed$/m);
});

it.skipIf(!withTemplates.ok)(
  titled('Home Assistant finds all that its templates name', withTemplates),
  async () => {
    const secrets = JSON.stringify({ cloudcube_key: key });
    const file = join(examples, 'home-assistant.yaml');
    const { code, stdout, stderr } = await runProgram(withTemplates.command, [
      simulated,
      file,
      daemon.url,
      secrets,
    ]);
    expect([code, stderr]).toEqual([0, '']);
    const { entities, commands } = JSON.parse(stdout) as Record<
      'entities' | 'commands',
      Record<string, unknown>
    >;
    expect(commands).toEqual({ cloudcube_update_now: true });
    expect(entities).toMatchObject({
      cloudcube_names: expect.stringMatching(/^(True|False)$/) as string,
      cloudcube_status: expect.stringMatching(/\S/) as string,
      cloudcube_memory: expect.stringMatching(/^[\d.]+$/) as string,
      cloudcube_disk: expect.stringMatching(/^[\d.]+$/) as string,
      cloudcube_alerts: expect.stringMatching(/^\d+$/) as string,
    });
  },
);
