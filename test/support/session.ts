/** A desktop session of a test's own: a private message bus, and dunst on a display that nobody sees. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { until } from './until.ts';

const run = promisify(execFile);

/** A session. */
export interface Session {
  /** What a program in it has in its environment. */
  readonly env: NodeJS.ProcessEnv & { readonly DBUS_SESSION_BUS_ADDRESS: string };
  /** Empty, and gone with the session. */
  readonly folder: string;
  /** Ends it; once. */
  close(): Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

const firstLine = async (stream: Readable): Promise<string> =>
  ((await once(createInterface(stream), 'line')) as [string])[0];

/** A bus that nobody is on, and that starts nobody. In a folder that was another's where one is named. */
export async function startSession(of?: string): Promise<Session> {
  const folder = of ?? mkdtempSync(join(tmpdir(), 'cloudcube-session-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const config = join(folder, 'bus.conf');
  // As a session's own (/usr/share/dbus-1/session.conf), without the services that are started on demand.
  writeFileSync(
    config,
    `<busconfig><type>session</type><listen>unix:path=${join(folder, 'bus')}</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
    </busconfig>`,
  );
  const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await firstLine(bus.stdout);
  return {
    env: { ...process.env, XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: address },
    folder,
    async close() {
      await end(bus);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What dunst keeps of a notification, as much as is looked at. */
export interface DunstEntry {
  readonly appname: string;
  readonly summary: string;
  readonly body: string;
  readonly icon_path: string;
  readonly default_action_name: string;
}

/** dunst in a session. */
export interface Dunst {
  /** What it has been sent, the newest first. What it still shows goes away. */
  history(): Promise<readonly DunstEntry[]>;
  /** As many as it shows now. */
  shows(): Promise<number>;
  /** As a click on the newest does. */
  click(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it; from now on it shows the session's notifications. */
export async function startDunst({ env, folder }: Session): Promise<Dunst> {
  const display = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '640x480x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await firstLine(display.stdio[3] as Readable);
  const config = join(folder, 'dunstrc');
  // Nothing goes away by itself.
  writeFileSync(config, '[global]\n    idle_threshold = 0\n[urgency_normal]\n    timeout = 0\n');
  const dunst = spawn('dunst', ['-conf', config], {
    env: { ...env, DISPLAY: `:${number}`, WAYLAND_DISPLAY: '', HOME: folder },
    stdio: 'ignore',
  });
  const ask = async (...args: string[]) => (await run('dunstctl', args, { env })).stdout;
  await until(() =>
    ask('count').then(
      () => true,
      () => undefined,
    ),
  );
  return {
    async history() {
      await ask('close-all');
      const { data } = JSON.parse(await ask('history')) as { data: Record<string, { data: string }>[][] };
      return (data[0] ?? []).map(
        (entry) =>
          Object.fromEntries(
            Object.entries(entry).map(([name, { data: value }]) => [name, value]),
          ) as unknown as DunstEntry,
      );
    },
    shows: async () => Number(await ask('count', 'displayed')),
    click: async () => void (await ask('action')),
    async stop() {
      await end(dunst);
      await end(display);
    },
  };
}
