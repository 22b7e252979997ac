/**
 * What the Containerfile lays into the image is all that the program needs: the files are laid into a folder as its last
 * stage says, and started there with its environment and, by root, as its user and without powers. What an engine adds is
 * missing: its own root, its walls, and the image that Node comes in.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminEnv, signIn } from '../../support/api.ts';
import { imageInstructions } from '../../support/containerfile.ts';
import { freePort } from '../../support/free-port.ts';
import { needs, titled } from '../../support/needs.ts';
import { startProgram, type Started } from '../../support/programs.ts';

const root = join(import.meta.dirname, '../../..');
const user = 1000;

const of = (wanted: string): string[] =>
  imageInstructions()
    .filter(({ name }) => name === wanted)
    .map(({ rest }) => rest);

/** Lays each file of `COPY --from=stage …` where it says, out of this repository, which is what the stages build. */
function layOut(folder: string): void {
  for (const rest of of('COPY')) {
    const [stage = '', ...paths] = rest.split(' ');
    expect(stage).toMatch(/^--from=(?:native|build)$/);
    const target = paths.pop() ?? '';
    for (const path of paths) {
      const from = path.replace(/^\/cloudcube\//, '');
      const to = target.endsWith('/') ? join(target, basename(from)) : target;
      mkdirSync(dirname(join(folder, to)), { recursive: true });
      cpSync(join(root, from), join(folder, to), { recursive: true, dereference: true });
    }
  }
}

describe.skipIf(!needs.linux.ok)(titled('the files of the image', needs.linux), () => {
  let folder: string;
  let env: Record<string, string>;
  let program: Started;
  let url: string;

  /** As the image's user, without powers, where that can be had. */
  const start = (...args: string[]): [string, string[]] => {
    const command = [process.execPath, ...args];
    const ids = [
      `--reuid=${user}`,
      `--regid=${user}`,
      '--clear-groups',
      '--bounding-set=-all',
      '--no-new-privs',
    ];
    const whole = needs.root.ok ? ['setpriv', ...ids, ...command] : command;
    return [whole[0]!, whole.slice(1)];
  };
  /** What the health check of the image comes to. */
  const health = (): number | null => {
    const [, json = '[]'] = /CMD (\[.*\])$/.exec(of('HEALTHCHECK')[0] ?? '') ?? [];
    const [node, ...args] = JSON.parse(json) as string[];
    expect(node).toBe('node');
    const [command, rest] = start(...args);
    return spawnSync(command, rest, { env: { ...process.env, ...env } }).status;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cloudcube-image-'));
    chmodSync(folder, 0o755);
    layOut(folder);
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o700 });
    if (needs.root.ok) chownSync(data, user, user);
    const given = Object.fromEntries(of('ENV').map((rest) => rest.split('=') as [string, string]));
    expect(given['CLOUDCUBE_DATA_DIR']).toBe('/data');
    const port = String(await freePort());
    env = { ...given, CLOUDCUBE_DATA_DIR: data, CLOUDCUBE_PORT: port, CLOUDCUBE_DNS_PORT: '0' };
    const [node, file = ''] = JSON.parse(of('ENTRYPOINT')[0] ?? '[]') as string[];
    expect(node).toBe('node');
    const [command, args] = start(file);
    program = startProgram(command, args, { cwd: folder, env: { ...env, ...adminEnv } });
    [, url = ''] = await program.said(/^CloudCube ready: (\S+) \(DNS/m);
  });
  afterAll(async () => {
    program.process.kill('SIGTERM');
    await program.ended;
    rmSync(folder, { recursive: true });
  });

  it('are a program that starts, knows its administrator and shows its page', async () => {
    expect((await signIn(url)).token).not.toBe('');
    const page = await fetch(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await fetch(`${url}/docs`)).status).toBe(200);
  });

  it('tell by the health check whether it works', async () => {
    expect(health()).toBe(0);
    program.process.kill('SIGTERM');
    expect((await program.ended).code).toBe(0);
    expect(health()).toBe(1);
  });
});
