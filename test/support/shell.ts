/** Starts the built `main.js` as Electron would, over the fake of it, and hears every call. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../scripts/support/paths.ts';
import type { Order, Said } from '../fakes/electron/talk.ts';

/** The built host. */
export const builtMain = inRoot('dist/main.js');

/** A call that was made. */
export interface Call {
  readonly call: string;
  readonly args: readonly unknown[];
}

/** How to start it. */
export interface ShellOptions {
  /** The `main.js` to start; {@link builtMain} where none is named. */
  readonly main?: string;
  readonly dataDir?: string;
  readonly flags?: readonly string[];
  /** A module that is loaded before it. */
  readonly preload?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Starts as a package whose resources are in this folder. */
  readonly resources?: string;
  /** A start that was there before: Electron's folder is the same one, and so is the data folder unless another is named. */
  readonly beside?: Shell;
  /** Electron can read no icon. */
  readonly blind?: true;
}

type Answer = Extract<Said, { readonly answer: number }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** A running shell. */
export interface Shell {
  readonly calls: readonly Call[];
  readonly process: ChildProcess;
  readonly home: string;
  readonly dataDir: string;
  readonly output: () => string;
  /** The first such call from now on, or from the beginning. */
  hears(is: (call: Call) => boolean, from?: number): Promise<Call>;
  order(order: WithoutId<Order>): Promise<unknown>;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
  stop(): Promise<number | null>;
}

/** Starts it and comes back at once. */
export function startShell(options: ShellOptions = {}): Shell {
  const { beside } = options;
  const home = beside?.home ?? mkdtempSync(join(tmpdir(), 'cloudcube-shell-'));
  const dataDir = options.dataDir ?? beside?.dataDir ?? join(home, 'data');
  const hook = pathToFileURL(inRoot('test/fakes/electron/as-electron.mjs')).href;
  const ports = ['--port', '0', '--dns-port', '0', '--tls-port', '0'];
  const before = [hook, ...(options.preload === undefined ? [] : [options.preload])];
  const child = fork(options.main ?? builtMain, ['--data-dir', dataDir, ...ports, ...(options.flags ?? [])], {
    execArgv: before.flatMap((module) => ['--import', module]),
    env: {
      ...process.env,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'share'),
      FAKE_ELECTRON: JSON.stringify({
        userData: join(home, 'userData'),
        blind: options.blind === true,
        resources: options.resources,
      }),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  child.stdout?.on('data', (part: Buffer) => (text += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (text += part.toString()));
  const calls: Call[] = [];
  const waiting = new Set<() => void>();
  const answers = new Map<number, (said: Answer) => void>();
  let orders = 0;
  let isOver = false;
  child.on('message', (said: Said) => {
    if ('call' in said) {
      calls.push(said);
      for (const wake of [...waiting]) wake();
    } else answers.get(said.answer)?.(said);
  });
  const ended = (once(child, 'close') as Promise<[number | null]>).then(([code]) => {
    isOver = true;
    for (const wake of [...waiting]) wake();
    return code;
  });
  return {
    calls,
    process: child,
    ...{ home, dataDir, ended },
    output: () => text,
    async hears(is, from = 0) {
      for (;;) {
        const found = calls.slice(from).find(is);
        if (found) return found;
        if (isOver) throw new Error(`The shell ended before:\n${text}\n${JSON.stringify(calls, null, 1)}`);
        await new Promise<void>((resolve) => {
          waiting.add(() => {
            waiting.clear();
            resolve();
          });
        });
      }
    },
    order(order) {
      orders += 1;
      const id = orders;
      return new Promise((resolve, reject) => {
        answers.set(id, (said) => {
          answers.delete(id);
          if ('error' in said) reject(new Error(said.error));
          else resolve(said.value);
        });
        child.send({ ...order, id });
      });
    },
    async stop() {
      if (!isOver) child.kill('SIGTERM');
      const code = await ended;
      if (!beside) rmSync(home, { recursive: true, force: true });
      return code;
    },
  };
}
