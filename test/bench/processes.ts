/** Child processes of the bench and what the system tells of a process. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
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
