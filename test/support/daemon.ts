/** Starts the program as its users do: a process of its own, on free ports, over a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { raiseLimits } from './limits.ts';

const root = join(import.meta.dirname, '..', '..');

/** The built daemon. */
export const builtDaemon = join(root, 'dist', 'daemon.js');

/** How to start it. */
export interface StartOptions {
  /** What Node is given before the flags; the built daemon unless told. */
  readonly program?: readonly string[];
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A folder to go on with; a new one, removed at the end, unless told. */
  readonly dataDir?: string;
  /** Keeps the limits on requests as they are; raised out of the way unless told. */
  readonly keepLimits?: true;
  /** Command and first arguments that start it inside of a network of its own. */
  readonly enter?: readonly string[];
}

/** A running program. */
export interface Daemon {
  readonly url: string;
  /** Where the zone is asked. */
  readonly dns: { readonly host: string; readonly port: number };
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** All that it has printed so far, both streams. */
  readonly output: () => string;
  /** Sends a signal unless it has ended, waits for its end, and tells its exit code or the signal that ended it. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | NodeJS.Signals | null>;
}

/** Starts it and waits until it says that it is ready. @throws {Error} with its output when it ends before. */
export async function startDaemon(options: StartOptions = {}): Promise<Daemon> {
  const { program = [builtDaemon], flags = [], env = {}, dataDir, enter = [], keepLimits } = options;
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'cloudcube-test-'));
  const start = [...enter, process.execPath, ...program];
  const child = spawn(
    start[0]!,
    [...start.slice(1), '--data-dir', folder, '--port', '0', '--dns-port', '0', ...flags],
    { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let text = '';
  const output = (): string => text;
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;

  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | NodeJS.Signals | null> {
    child.kill(signal);
    const [code, killedBy] = await ended;
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
    return code ?? killedBy;
  }

  const ready = new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (part: Buffer): void => {
      text += part.toString();
      const match = /^CloudCube ready: (\S+) \(DNS (\S+):(\d+)\)$/m.exec(text);
      if (match) resolve(match);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', () => {
      reject(new Error(`CloudCube ended before it was ready:\n${text}`));
    });
  });
  const begin = async (): Promise<RegExpExecArray> => {
    const said = await ready;
    if (!keepLimits) await raiseLimits(folder);
    return said;
  };
  const [, url = '', host = '', port = ''] = await begin().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url,
    dns: { host: host.replace(/^\[|\]$/g, ''), port: Number(port) },
    dataDir: folder,
    process: child,
    output,
    stop,
  };
}
