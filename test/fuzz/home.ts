/** The program under test: started as its users start it, over a new data folder, with nobody outside to ask. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callControl } from '../../electron/kernel/control.ts';
import { inRoot } from '../../scripts/support/paths.ts';
import { admin, request } from '../support/api.ts';
import { builtDaemon, startDaemon, type Daemon } from '../support/daemon.ts';

/** One data folder and the program over it. */
export interface Home {
  url(): string;
  readonly dataDir: string;
  /** Makes the administrator with the address of the first start, through the API like everybody. */
  setUp(): Promise<{ readonly status: number }>;
  /** A command of the command line. @throws {Error} where it is refused. */
  command(name: string, ...args: readonly string[]): Promise<string>;
  /** Gives the administrator the first password back, without a second step. */
  resetAdmin(): Promise<void>;
  /** A ticket of the console, which opens a session once. */
  ticket(): Promise<string>;
  /** Switches on what is off by default, and makes limits so wide that a fuzzer does not meet them. */
  openUp(): Promise<void>;
  /** Lines of the log that tell of a bug, since this was asked last. */
  newBugs(): readonly string[];
  /** The end of what it printed. */
  lastWords(): string;
  /** Whether the process runs and answers that it is healthy. */
  isHealthy(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Settings and what they are set to, those of them that this version has. Limits on requests come here, too. */
const settings: readonly (readonly [RegExp, string])[] = [
  [/^limits\.\w+$/, '1000000'],
  [/^users\.(?:registration|password_reset)$/, 'true'],
];

/** Starts it. */
export async function startHome(): Promise<Home> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-fuzz-'));
  const daemon: Daemon = await startDaemon({
    dataDir,
    program: ['--import', inRoot('test/support/no-strangers.ts'), builtDaemon],
    env: { CLOUDCUBE_LOG_LEVEL: 'warn', CLOUDCUBE_KEY_SOURCE: 'file' },
  });
  let read = 0;

  async function command(name: string, ...args: readonly string[]): Promise<string> {
    const answer = await callControl(dataDir, name, args);
    if (!answer?.ok) throw new Error(`${name}: ${answer?.message ?? 'nobody answers'}`);
    return String(answer.result);
  }

  return {
    url: () => daemon.url,
    dataDir,
    async setUp() {
      const token = /#token=(\S+)/.exec(daemon.output())?.[1] ?? '';
      return request(daemon.url, 'POST', '/setup', { body: { token, ...admin } });
    },
    command,
    async resetAdmin() {
      await command('reset-password', admin.username, admin.password, '--remove-totp');
    },
    ticket: async () => /#ticket=(\S+)/.exec(await command('ticket'))?.[1] ?? '',
    async openUp() {
      const keys = (await command('settings', 'list')).match(/^\S+(?= = )/gm) ?? [];
      for (const key of keys) {
        for (const [pattern, value] of settings) {
          if (pattern.test(key)) await command('settings', 'set', key, value);
        }
      }
    },
    newBugs() {
      const text = daemon.output();
      const end = text.lastIndexOf('\n') + 1;
      const lines = text.slice(read, end).split('\n');
      read = Math.max(read, end);
      return lines.filter((line) => line.includes('"level":"error"'));
    },
    lastWords: () => daemon.output().slice(-3000),
    async isHealthy() {
      if (daemon.process.exitCode !== null || daemon.process.signalCode !== null) return false;
      const answer = await fetch(`${daemon.url}/health`).catch(() => null);
      return answer?.status === 200;
    },
    async stop() {
      await daemon.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
