import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callControl, openControl, type ControlServer } from '../../../electron/kernel/control.ts';
import { StartError } from '../../../electron/kernel/errors.ts';
import { newFolder, turn } from './folder.ts';

const isWindows = process.platform === 'win32';
let folder: string;
let path: string;
let control: ControlServer | null;

beforeEach(() => {
  folder = newFolder();
  path = join(folder, 'control.sock');
  control = null;
});
afterEach(() => control?.stop());

async function open(): Promise<ControlServer> {
  control = await openControl(folder);
  return control;
}

/** Sends bytes as they are and answers everything that comes back until the other side ends. */
async function raw(...chunks: (string | Buffer)[]): Promise<string> {
  const socket = connect(path);
  await once(socket, 'connect');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  for (const chunk of chunks) socket.write(chunk);
  await once(socket, 'close');
  return answer;
}

describe('a command', () => {
  it('is answered by its handler, which gets its arguments', async () => {
    (await open()).handle({ echo: async (args) => ({ args }) });
    expect(await callControl(folder, 'echo', ['a b', 'ü', '\n'])).toEqual({
      ok: true,
      result: { args: ['a b', 'ü', '\n'] },
    });
  });

  it('that fails answers its message', async () => {
    (await open()).handle({ fail: () => Promise.reject(new Error('no such setting')) });
    expect(await callControl(folder, 'fail', [])).toEqual({ ok: false, message: 'no such setting' });
  });

  it.each(['unknown', 'toString', '__proto__'])('%s is not known', async (command) => {
    (await open()).handle({ echo: async () => 'x' });
    expect(await callControl(folder, command, [])).toMatchObject({
      ok: false,
      message: expect.stringContaining(command),
    });
  });

  it('to nobody is answered with nothing', async () => {
    expect(await callControl(folder, 'echo', [])).toBeNull();
  });

  it('whose answer never comes because the owner ends is answered with nothing', async () => {
    const server = await open();
    server.handle({ hang: () => new Promise(() => undefined) });
    const asked = callControl(folder, 'hang', []);
    await turn();
    await server.stop();
    expect(await asked).toBeNull();
  });
});

describe('the owner of a data folder', () => {
  it('leaves the folder free when it stops', async () => {
    await (await open()).stop();
    await open();
    expect(await callControl(folder, 'x', [])).toMatchObject({ ok: false });
  });

  it.skipIf(isWindows)('takes over from one that was killed', async () => {
    // A socket whose file stays when nobody listens any more.
    const killed = createServer().listen(path);
    await once(killed, 'listening');
    killed.close();
    writeFileSync(path, '');
    await open();
    expect(await callControl(folder, 'x', [])).toMatchObject({ ok: false });
  });

  it.skipIf(isWindows)('lets nobody else in', async () => {
    await open();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.skipIf(isWindows)('is told when the path is too long for a socket', async () => {
    const long = openControl(join(folder, 'x'.repeat(100)));
    await expect(long).rejects.toThrow(StartError);
    await expect(long).rejects.toThrow(/too long/);
  });

  it('is told when the socket cannot be made', async () => {
    if (isWindows) return;
    await expect(openControl(join(folder, 'none'))).rejects.toThrow(StartError);
  });
});

describe.skipIf(isWindows)('whatever else is sent', () => {
  beforeEach(async () => {
    (await open()).handle({ echo: async () => 'x' });
  });

  it.each([
    'rubbish\n',
    '\n',
    'null\n',
    '[]\n',
    '{}\n',
    '{"command":"echo"}\n',
    '{"command":"echo","args":"x"}\n',
    '{"command":1,"args":[]}\n',
    '{"command":"echo","args":[1]}\n',
  ])('%j is refused', async (line) => {
    expect(JSON.parse(await raw(line))).toMatchObject({ ok: false });
  });

  it('a second line on the same connection is not read', async () => {
    const line = '{"command":"echo","args":[]}\n';
    expect(await raw(line + line)).toBe('{"ok":true,"result":"x"}\n');
  });

  it('a line without end is cut off', async () => {
    expect(await raw('x'.repeat(70_000))).toBe('');
    expect(await raw(...Array.from({ length: 70 }, () => 'x'.repeat(1000)))).toBe('');
  });

  it('a connection that says nothing holds up nobody, not even the end', async () => {
    const silent = connect(path);
    await once(silent, 'connect');
    expect(await callControl(folder, 'echo', [])).toMatchObject({ ok: true });
    await control?.stop();
    control = null;
    expect(existsSync(path)).toBe(false);
    silent.destroy();
  });
});
