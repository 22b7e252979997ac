/**
 * Runs programs of the system: without a shell, from folders that only the administrator writes, with a deadline and a
 * bounded output. One that does not end is killed and abandoned; it is not started a second time while it hangs, for what
 * waits for a broken disk cannot even be killed.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Clock } from '../../kernel/clock.ts';

/** What a program said. */
export interface ProgramResult {
  /** Its exit status. */
  readonly status: number;
  readonly stdout: string;
}

/** Bounds of one run. */
export interface ProgramLimits {
  readonly deadlineMs: number;
  /** Of what it prints. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** A program could not be run to its end; the reason is for the reader. */
export class ProgramError extends Error {
  readonly reason: StoredReason;
  constructor(code: string, program: string, cause?: unknown) {
    super(`${program}: ${code}`, { cause });
    this.reason = { code, params: { program } };
  }
}

/** Runs programs by their bare name. */
export interface Programs {
  /**
   * Any exit status is an answer; what it means is the caller's.
   * @throws {ProgramError} `METRICS_PROGRAM_ABSENT`, `_DENIED`, `_TIMEOUT`, `_STUCK`, `_OUTPUT` (too much of it)
   */
  run(program: string, args: readonly string[], limits: ProgramLimits): Promise<ProgramResult>;
}

/** Where a system keeps programs that an unprivileged user cannot change. */
export function programFolders(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  switch (platform) {
    case 'win32':
      return [join(env['ProgramFiles'] ?? 'C:\\Program Files', 'smartmontools', 'bin')];
    case 'darwin':
      return ['/usr/sbin', '/usr/bin', '/opt/homebrew/sbin', '/opt/homebrew/bin', '/usr/local/sbin'];
    default:
      return ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/local/sbin', '/usr/local/bin'];
  }
}

async function find(program: string, folders: readonly string[]): Promise<string> {
  let denied: unknown;
  for (const folder of folders) {
    for (const path of [join(folder, program), join(folder, `${program}.exe`)]) {
      try {
        await access(path, constants.X_OK);
        return path;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EACCES') denied = error;
      }
    }
  }
  throw denied === undefined
    ? new ProgramError('METRICS_PROGRAM_ABSENT', program)
    : new ProgramError('METRICS_PROGRAM_DENIED', program, denied);
}

/** Programs out of `folders`. */
export function createPrograms({
  clock,
  folders,
}: {
  readonly clock: Clock;
  readonly folders: readonly string[];
}): Programs {
  /** Those that were given up and have not ended yet. */
  const hanging = new Set<string>();

  return {
    async run(program, args, { deadlineMs, maxBytes, signal }) {
      signal?.throwIfAborted();
      const call = JSON.stringify([program, ...args]);
      if (hanging.has(call)) throw new ProgramError('METRICS_PROGRAM_STUCK', program);
      const path = await find(program, folders);

      const child = spawn(path, args, {
        stdio: ['ignore', 'pipe', 'ignore'],
        windowsHide: true,
        // Nothing of ours is handed on: neither secrets nor a LD_PRELOAD. Windows starts nothing without its own.
        env: {
          PATH: folders.join(process.platform === 'win32' ? ';' : ':'),
          LANG: 'C',
          LC_ALL: 'C',
          ...(process.env['SystemRoot'] !== undefined && { SystemRoot: process.env['SystemRoot'] }),
        },
      });
      const abandon = (): void => {
        hanging.add(call);
        child.once('exit', () => hanging.delete(call));
        child.kill('SIGKILL');
        child.stdout.destroy();
        child.unref();
      };
      return new Promise<ProgramResult>((resolve, reject) => {
        const giveUp = (error: unknown): void => {
          finish();
          abandon();
          reject(error instanceof Error ? error : new Error('Aborted', { cause: error }));
        };
        const onAbort = (): void => giveUp(signal?.reason);
        const cancel = clock.after(deadlineMs, () => {
          giveUp(new ProgramError('METRICS_PROGRAM_TIMEOUT', program));
        });
        const finish = (): void => {
          cancel();
          signal?.removeEventListener('abort', onAbort);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        collect(child, maxBytes, {
          tooMuch: () => giveUp(new ProgramError('METRICS_PROGRAM_OUTPUT', program)),
          failed(error) {
            finish();
            reject(new ProgramError('METRICS_PROGRAM_DENIED', program, error));
          },
          ended(status, stdout) {
            finish();
            // Ended by a signal: of nobody here, for whoever gives up has let go of the promise before.
            if (status === null) reject(new ProgramError('METRICS_PROGRAM_OUTPUT', program));
            else resolve({ status, stdout });
          },
        });
      });
    },
  };
}

/** Gathers what a child prints until it has closed its output and ended. */
function collect(
  child: ChildProcess,
  maxBytes: number,
  on: {
    tooMuch: () => void;
    failed: (error: unknown) => void;
    ended: (status: number | null, stdout: string) => void;
  },
): void {
  const parts: Buffer[] = [];
  let size = 0;
  child.stdout?.on('data', (part: Buffer) => {
    size += part.length;
    if (size > maxBytes) on.tooMuch();
    else parts.push(part);
  });
  child.on('error', on.failed);
  child.on('close', (status) => on.ended(status, Buffer.concat(parts).toString('utf8')));
}
