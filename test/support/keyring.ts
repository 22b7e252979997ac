/** A private D-Bus session with a GNOME keyring in it, as a desktop has: nothing of this machine's own is touched. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A session. */
export interface KeyringSession {
  /** What a program in this session has in its environment. */
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** Resolves when somebody on the bus keeps secrets. */
async function served(env: NodeJS.ProcessEnv): Promise<void> {
  const ask = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'];
  for (let tries = 0; tries < 200; tries++) {
    const name = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
    if (spawnSync('dbus-send', [...ask, ...name], { env, encoding: 'utf8' }).stdout.includes('true')) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The keyring did not come up');
}

/** `open`: with an unlocked keyring; `none`: a bus on which nobody has set up a keyring. */
export async function startKeyringSession(keyring: 'open' | 'none'): Promise<KeyringSession> {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-keyring-'));
  chmodSync(folder, 0o700);
  const folders = { XDG_RUNTIME_DIR: folder, XDG_DATA_HOME: folder, HOME: folder };
  const own: NodeJS.ProcessEnv = { ...process.env, ...folders, DISPLAY: '' };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: own,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = (await once(createInterface(bus.stdout), 'line')) as [string];
  const env = { ...own, DBUS_SESSION_BUS_ADDRESS: address };
  const daemons: ChildProcess[] = [bus];
  if (keyring === 'open') {
    const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    daemon.stdin.end('a password');
    daemons.unshift(daemon);
    await served(env);
  }
  return {
    env,
    async close() {
      for (const daemon of daemons) {
        if (daemon.exitCode !== null || daemon.signalCode !== null) continue;
        const ended = once(daemon, 'exit');
        daemon.kill();
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
