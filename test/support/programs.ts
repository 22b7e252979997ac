/** Programs as their users start them, with all that they say; for those that end by themselves or never get ready. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** How a program ended and what it said. */
export interface Ended {
  /** The exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that was started. */
export interface Started {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when its standard output matches. @throws {Error} with all its output when it ends before. */
  readonly said: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<Ended>;
}

/** Where it runs. */
export interface Surroundings {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What it reads; nothing unless told. */
  readonly input?: string;
}

/** The tests' own environment without the settings of CloudCube, so that none of the developer's leak in. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith('CLOUDCUBE_') && !name.startsWith('npm_'),
    ),
  );
}

/** Starts a program in the repository's folder. */
export function startProgram(
  command: string,
  args: readonly string[],
  { env = {}, cwd = root, input }: Surroundings = {},
): Started {
  const child = spawn(command, args, {
    cwd,
    env: { ...cleanEnv(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // One that ends without reading is no failure of the test.
  child.stdin.on('error', () => undefined).end(input ?? '');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const ended = (once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>).then(
    ([code, signal]): Ended => ({ code: code ?? signal, stdout, stderr }),
  );
  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(stdout);
          if (match) resolve(match);
        };
        child.stdout.on('data', look);
        look();
        void ended.then(() => {
          reject(new Error(`It ended before it said ${String(pattern)}:\n${stdout}${stderr}`));
        });
      }),
  };
}

/** Starts a program and waits for its end. */
export function runProgram(
  command: string,
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<Ended> {
  return startProgram(command, args, surroundings).ended;
}

/** Runs the command line over a data folder and waits for its end. */
export const runCli = (
  dataDir: string,
  args: readonly string[],
  surroundings?: Surroundings,
): Promise<Ended> =>
  runProgram(
    process.execPath,
    ['scripts/run.mjs', 'electron/cli.ts', '--data-dir', dataDir, ...args],
    surroundings,
  );
