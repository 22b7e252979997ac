/** Starts the built daemon as a process of its own, on free ports and in a data folder that is gone afterwards. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How to start it. */
export interface DaemonOptions {
  /** Flags; they win over what the helper sets. */
  readonly args?: readonly string[];
  /** Environment; `CLOUDCUBE_DATA_DIR` and `CLOUDCUBE_PORT` start one where another ended. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A daemon that is ready. */
export interface Daemon {
  readonly url: string;
  readonly dnsPort: number;
  readonly dataDir: string;
  /** Printed on the very first start. */
  readonly setupUrl: string | null;
  readonly pid: number;
  /** Asks it to stop; the exit code. */
  stop(): Promise<number | null>;
  /** Ends it without asking. */
  kill(): Promise<void>;
  /** What it has printed so far. */
  stdout(): string;
}

const entry = join(import.meta.dirname, '../../dist/daemon.js');
/** A first start makes keys and a database; on a busy machine that takes its time (ms). */
const patience = 30_000;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cloudcube-test-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Starts it and waits until it is ready. Fails with what it printed if it ends before. */
export async function startDaemon({ args = [], env = {} }: DaemonOptions = {}): Promise<Daemon> {
  const dataDir = env['CLOUDCUBE_DATA_DIR'] ?? temporaryFolder();
  const child = spawn(process.execPath, [entry, ...args], {
    env: {
      ...process.env,
      CLOUDCUBE_PORT: '0',
      CLOUDCUBE_DNS_PORT: '0',
      CLOUDCUBE_KEY_SOURCE: 'file',
      CLOUDCUBE_LOG_LEVEL: 'warn',
      ...env,
      CLOUDCUBE_DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  let printed = '';
  let complaints = '';

  const ready = new Promise<RegExpExecArray>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`Not ready within ${patience} ms:\n${printed}${complaints}`));
    }, patience);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const line = /CloudCube ready: (\S+) \((?:DNS .*:(\d+)|no DNS)\)/.exec(printed);
      if (line) {
        clearTimeout(timer);
        resolve(line);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    void exited.then(([code]) => {
      clearTimeout(timer);
      reject(new Error(`Ended with ${String(code)}:\n${printed}${complaints}`));
    });
  });
  const [, url = '', dnsPort = '0'] = await ready;

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal);
    const [code] = await exited;
    return code;
  }

  return {
    url,
    dnsPort: Number(dnsPort),
    dataDir,
    setupUrl: /https?:\/\/\S+\/setup#token=\S+/.exec(printed)?.[0] ?? null,
    pid: child.pid ?? 0,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
    stdout: () => printed,
  };
}
