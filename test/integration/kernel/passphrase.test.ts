/** The daemon on a machine without a keychain, its master key under a passphrase that comes in a file. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { callControl } from '../../../electron/kernel/control.ts';
import { adminEnv, request, signIn } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';

const noBus = { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' };
let dataDir: string;
let words: string;
let daemon: Daemon | null = null;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-passphrase-'));
  words = `${dataDir}.credential`;
  writeFileSync(words, 'correct horse battery staple\n');
});
afterEach(async () => {
  await stop();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(words, { force: true });
});

async function start(env: NodeJS.ProcessEnv = { CLOUDCUBE_KEY_PASSPHRASE_FILE: words }): Promise<Daemon> {
  daemon = await startDaemon({ dataDir, env: { ...noBus, ...adminEnv, ...env } });
  return daemon;
}
async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  await daemon?.stop(signal);
  daemon = null;
}
const keySource = (...args: string[]) => callControl(dataDir, 'key-source', args);
const has = (name: string): boolean => existsSync(join(dataDir, name));

it('keeps its key under the passphrase from the first start, and every start opens it', async () => {
  await signIn((await start()).url);
  expect([has('master.key'), has('master.key.sealed')]).toEqual([false, true]);
  await stop('SIGKILL');
  await signIn((await start()).url);
  expect(await keySource()).toMatchObject({ result: 'The master key is kept in: passphrase' });
});

it('moves its key from a file to the passphrase and back', async () => {
  await start({});
  expect(await keySource('passphrase')).toMatchObject({
    ok: false,
    message: expect.stringContaining('--key-passphrase-file') as unknown,
  });
  await stop();
  await start();
  expect(await keySource()).toMatchObject({ result: 'The master key is kept in: file' });
  expect(await keySource('passphrase')).toMatchObject({ result: 'The master key is kept in: passphrase' });
  expect([has('master.key'), has('master.key.sealed')]).toEqual([false, true]);
  await stop('SIGKILL');
  await signIn((await start()).url);
  expect(await keySource('file')).toMatchObject({ result: 'The master key is kept in: file' });
  expect([has('master.key'), has('master.key.sealed')]).toEqual([true, false]);
  await stop();
  await signIn((await start({})).url);
});

it.each([
  ['without its passphrase', {}, '--key-passphrase-file', '口令文件'],
  [
    'with another one',
    { CLOUDCUBE_KEY_PASSPHRASE_FILE: '/dev/null' },
    'cannot be read, or is empty',
    '口令文件',
  ],
])(
  'started %s it stays locked, says what to do in both languages, and makes no other key',
  async (_title, env, en, zh) => {
    await start();
    await stop();
    const { url } = await start(env);
    const body = { username: 'admin', password: 'whatever it may be' };
    const { status, error } = await request(url, 'POST', '/auth/login', { body });
    expect([status, error?.code]).toEqual([503, 'SECRETS_KEY_MISSING']);
    expect(error?.message).toContain(en);
    const answer = await fetch(`${url}/api/v2/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN' },
      body: JSON.stringify(body),
    });
    expect(await answer.text()).toContain(zh);
    expect([has('master.key'), has('master.key.sealed')]).toEqual([false, true]);
    await stop();
    await signIn((await start()).url);
  },
);

it('does not begin where the passphrase that was named cannot be used', async () => {
  writeFileSync(words, 'short');
  await expect(start()).rejects.toThrow(/shorter than 12 characters/);
  expect([has('master.key'), has('master.key.sealed')]).toEqual([false, false]);
});
