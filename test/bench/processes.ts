/** Child processes of the bench and what the system tells of a process. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A helper process that is told one thing at a time and answers it. */
export interface Helper {
  readonly process: ChildProcess;
  ask(order: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a file of this folder and waits for its first message, which is answered beside it. */
export async function startHelper(file: string, ...args: string[]): Promise<[Helper, unknown]> {
  const child = fork(join(import.meta.dirname, file), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const helper: Helper = {
    process: child,
    async ask(order) {
      const reply = nextMessage(child, file);
      child.send(order as object);
      return reply;
    },
    stop: () => stopProcess(child),
  };
  return [helper, await nextMessage(child, file)];
}

/** What a bench has while it runs. */
export interface Bench {
  /** A data folder of its own. */
  readonly dataDir: string;
  /** {@link startHelper}; it is stopped with the bench. */
  start(file: string): Promise<[Helper, unknown]>;
}

/** Runs one, and leaves nothing behind. `name` is in the folder's. */
export async function withHelpers<T>(name: string, run: (bench: Bench) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), `cloudcube-bench-${name}-`));
  const helpers: Helper[] = [];
  try {
    return await run({
      dataDir,
      async start(file) {
        const started = await startHelper(file);
        helpers.push(started[0]);
        return started;
      },
    });
  } finally {
    await Promise.all(helpers.map((helper) => helper.stop()));
    rmSync(dataDir, { recursive: true });
  }
}

async function nextMessage(child: ChildProcess, file: string): Promise<unknown> {
  const ended = new AbortController();
  const onExit = (): void => {
    ended.abort(new Error(`${file} ended before it answered`));
  };
  child.once('exit', onExit);
  try {
    const [message] = (await once(child, 'message', { signal: ended.signal })) as [unknown];
    return message;
  } finally {
    child.off('exit', onExit);
  }
}

/** Ends a process and waits for its end. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

/** User and system time of a process in seconds; the kernel counts in 1/100 s (proc_pid_stat(5)). `null` off Linux. */
export function cpuSeconds(pid: number | undefined): number | null {
  const file = `/proc/${String(pid)}/stat`;
  if (!existsSync(file)) return null;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process in MB (2^20 bytes). `null` off Linux. */
export function residentMegabytes(pid: number | undefined): number | null {
  const file = `/proc/${String(pid)}/status`;
  if (!existsSync(file)) return null;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
