/** The daemon with a real keychain, without one, and on the way from one to the other. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callControl } from '../../../electron/kernel/control.ts';
import { adminEnv, signIn } from '../../support/api.ts';
import { startDaemon, type Daemon } from '../../support/daemon.ts';
import { startKeyringSession, type KeyringSession } from '../../support/keyring.ts';
import { needs, titled } from '../../support/needs.ts';
import { newFolder } from '../../unit/kernel/folder.ts';

const wanted = needs.all(needs.linux, needs.command('dbus-daemon'), needs.command('gnome-keyring-daemon'));
/** As a service has it: nobody to ask. */
const noBus = { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' };

describe.skipIf(!wanted.ok)(titled('the master key', wanted), () => {
  let dataDir: string;
  let keyFile: string;
  const daemons: Daemon[] = [];
  const sessions: KeyringSession[] = [];

  beforeEach(() => {
    dataDir = newFolder();
    keyFile = join(dataDir, 'master.key');
  });
  afterEach(async () => {
    for (const daemon of daemons.splice(0)) await daemon.stop();
    for (const session of sessions.splice(0)) await session.close();
  });

  async function session(keyring: 'open' | 'none'): Promise<KeyringSession> {
    const started = await startKeyringSession(keyring);
    sessions.push(started);
    return started;
  }
  async function start(env: NodeJS.ProcessEnv, ...flags: string[]): Promise<Daemon> {
    const daemon = await startDaemon({ dataDir, env: { ...env, ...adminEnv }, flags });
    daemons.push(daemon);
    return daemon;
  }
  const stop = async () => daemons.pop()?.stop();
  const keySource = async (...args: string[]) => callControl(dataDir, 'key-source', args);

  it('lives in the keychain of a desktop, and nowhere else', async () => {
    const { env } = await session('open');
    await start(env);
    expect(await keySource()).toMatchObject({ ok: true, result: 'The master key is kept in: keychain' });
    expect(existsSync(keyFile)).toBe(false);
    await stop();
    const again = await start(env);
    await signIn(again.url);
  });

  it('moves to a file and back, and every start finds it', async () => {
    const { env } = await session('open');
    await start(env);
    await keySource('file');
    expect(existsSync(keyFile)).toBe(true);
    await stop();
    // The keychain has forgotten it: a start without one finds all it needs.
    const alone = await start({ ...env, ...noBus });
    await signIn(alone.url);
    expect(await keySource('keychain')).toMatchObject({
      ok: false,
      message: expect.stringContaining('No keychain service answers') as unknown,
    });
    expect(existsSync(keyFile)).toBe(true);
    await stop();
    await start(env);
    expect(await keySource('keychain')).toMatchObject({ result: 'The master key is kept in: keychain' });
    expect(existsSync(keyFile)).toBe(false);
    await stop();
    await signIn((await start(env)).url);
  });

  it('lives in a file where there is no keychain, and the log warns', async () => {
    const daemon = await start(noBus);
    expect(existsSync(keyFile)).toBe(true);
    expect(daemon.output()).toContain('The master key is kept in a file');
    await signIn(daemon.url);
  });

  it('lives in a file where a keychain was never set up', async () => {
    const { env } = await session('none');
    await start(env);
    expect(await keySource()).toMatchObject({ result: 'The master key is kept in: file' });
    expect(await keySource('keychain')).toMatchObject({
      ok: false,
      message: expect.stringContaining('No keyring has been set up') as unknown,
    });
  });

  it('that cannot be reached is never made anew: what needs it waits, and says what to do', async () => {
    const { env } = await session('open');
    await start(env);
    await stop();
    const locked = await start(noBus);
    await expect(signIn(locked.url)).rejects.toThrow();
    const answer = await fetch(`${locked.url}/api/v2/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'whatever it is' }),
    });
    expect(answer.status).toBe(503);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('SECRETS_KEY_MISSING');
    expect(error.message).toContain('No keychain service answers');
    expect(existsSync(keyFile)).toBe(false);
    await stop();
    await signIn((await start(env)).url);
  });

  it('that nobody can keep ends the start with what to do', async () => {
    const refused = startDaemon({
      dataDir,
      env: { ...noBus, ...adminEnv },
      flags: ['--key-source', 'keychain'],
    });
    await expect(refused).rejects.toThrow(/No keychain service answers/);
  });
});
