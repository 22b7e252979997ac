/** What is attacked: a daemon of its own in a network of its own, open to that network by TLS, and somebody who watches it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callControl } from '../../electron/kernel/control.ts';
import { adminEnv } from '../support/api.ts';
import { builtDaemon } from '../support/daemon.ts';
import { createLan } from '../support/namespace.ts';
import { runProgram, startProgram, type Ended } from '../support/programs.ts';

/** A running target. */
export interface Target {
  /** In the network of its own. */
  readonly lan: { readonly host: string; readonly port: number };
  /** Plain HTTP on loopback. */
  readonly url: string;
  /** Runs a program inside, and ends it after so many seconds. */
  run(seconds: number, command: string, ...args: readonly string[]): Promise<Ended>;
  /** How the target fared for somebody else while the work went on. */
  watched<T>(work: Promise<T>): Promise<{ readonly result: T; readonly fared: string }>;
  /** Memory in MiB. */
  memory(): number;
  readonly dataDir: string;
  stop(): Promise<string>;
}

const LAN = '10.99.0.2';
const TLS_PORT = 8443;
const WATCH_MS = 250;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts it. For root on Linux. */
export async function startTarget(): Promise<Target> {
  const network = createLan(LAN);
  const dataDir = mkdtempSync(join(tmpdir(), 'cloudcube-attack-'));
  const [command = '', ...enter] = network.enter;
  const flags = [
    '--data-dir',
    dataDir,
    '--port',
    '0',
    '--dns-port',
    '0',
    '--key-source',
    'file',
    '--log-level',
    'warn',
  ];
  const daemon = startProgram(command, [...enter, process.execPath, builtDaemon, ...flags], {
    env: adminEnv,
  });
  const [, url = ''] = await daemon.said(/^CloudCube ready: (http:\S+) /m);
  await callControl(dataDir, 'settings', ['set', 'server.lan_access', 'true']);

  const inside = (seconds: number, program: string, ...args: readonly string[]): Promise<Ended> =>
    runProgram(command, [...enter, 'timeout', '--kill-after=5', String(seconds), program, ...args]);

  /** One look by TLS from the address that also attacks is refused while it holds all it may; loopback is another. */
  const look = async (): Promise<number | null> => {
    const began = performance.now();
    const { stdout } = await inside(
      5,
      'curl',
      '--silent',
      '--output',
      '/dev/null',
      '--write-out',
      '%{http_code}',
      `${url}/health`,
    );
    return stdout === '200' ? performance.now() - began : null;
  };
  for (let tries = 0; tries < 50; tries += 1) {
    const { stdout } = await inside(
      5,
      'curl',
      '--silent',
      '--insecure',
      '--output',
      '/dev/null',
      '--write-out',
      '%{http_code}',
      `https://${LAN}:${String(TLS_PORT)}/health`,
    );
    if (stdout === '200') break;
    await sleep(200);
  }

  return {
    lan: { host: LAN, port: TLS_PORT },
    url,
    dataDir,
    run: inside,
    async watched(work) {
      const over = new AbortController();
      const times: (number | null)[] = [];
      const ended = work.finally(() => {
        over.abort();
      });
      const watching = (async () => {
        while (!over.signal.aborted) {
          times.push(await look());
          await sleep(WATCH_MS);
        }
      })();
      const result = await ended;
      await watching;
      const answered = times.filter((time) => time !== null);
      const slowest = Math.max(0, ...answered).toFixed(0);
      return {
        result,
        fared: `${String(answered.length)} of ${String(times.length)} looks answered, the slowest in ${slowest} ms (with the start of curl)`,
      };
    },
    memory: () => {
      // The daemon is what `ip netns exec` became.
      const text = network.read(`/proc/${String(daemon.process.pid)}/status`);
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024);
    },
    async stop() {
      daemon.process.kill('SIGTERM');
      const { stderr } = await daemon.ended;
      await network.remove();
      rmSync(dataDir, { recursive: true, force: true });
      return stderr;
    },
  };
}
