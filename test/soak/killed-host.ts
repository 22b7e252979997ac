/** A process of `kill-host.ts`, and what the test asks of it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { inRoot } from '../../scripts/support/paths.ts';
import type { NameServer } from '../support/zone.ts';
import type { HostMessage, HostQuestion } from './host-messages.ts';
import type { Kill } from './moments.ts';
import type { Snapshot } from './snapshot.ts';

/** Longer than anything here takes on a slow machine; what takes longer hangs. */
const PATIENCE_MS = 120_000;

/** A running host. */
export interface KilledHost {
  readonly url: string;
  readonly dns: NameServer;
  readonly process: ChildProcess;
  /** Arms its end; `null` disarms it. */
  arm(kill: Kill | null): Promise<void>;
  snapshot(): Promise<Snapshot>;
  /** Resolves when it has ended, with what it wrote to standard error. */
  readonly ended: Promise<string>;
  /** Whether it still runs. */
  isAlive(): boolean;
}

/** Where it runs. */
export interface Place {
  /** The built `kill-host.ts`. */
  readonly program: string;
  readonly dataDir: string;
  readonly machineFile: string;
  /** How much faster than the machine's its clock runs; as fast unless told. */
  readonly speed?: number;
}

/**
 * Starts a host. It may be killed by itself, or from here `afterMs` after its start.
 * Resolves to `null` when it was killed before it was ready. @throws {Error} when it ended for another reason.
 */
export async function startHost(
  { program, dataDir, machineFile, speed = 1 }: Place,
  kill: Kill | null,
  afterMs: number | null = null,
): Promise<KilledHost | null> {
  const child = fork(
    program,
    [
      inRoot('dist'),
      dataDir,
      machineFile,
      String(speed),
      ...(kill === null ? [] : [kill.moment, String(kill.nth)]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  );
  let errors = '';
  child.stderr?.on('data', (part: Buffer) => (errors += part.toString()));
  const ended = once(child, 'close').then(() => errors);
  if (afterMs !== null) setTimeout(() => child.kill('SIGKILL'), afterMs);

  async function hear<T extends HostMessage['tell']>(what: T): Promise<Extract<HostMessage, { tell: T }>> {
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    try {
      for (;;) {
        const [message] = (await once(child, 'message', { signal: deadline })) as [HostMessage];
        if (message.tell === what) return message as Extract<HostMessage, { tell: T }>;
      }
    } catch (error) {
      child.kill('SIGKILL');
      throw new Error(`The host did not tell "${what}" in time:\n${errors}`, { cause: error });
    }
  }
  const ask = async <T extends HostMessage['tell']>(question: HostQuestion, answer: T) => {
    const heard = Promise.race([
      hear(answer),
      ended.then(() => {
        throw new HostGone(errors);
      }),
    ]);
    // A process that was just killed cannot take it; its end is told by `ended`.
    child.send(question, () => undefined);
    return heard;
  };

  const ready = await Promise.race([hear('ready'), ended.then(() => null)]);
  if (ready === null) {
    if (child.signalCode !== 'SIGKILL') throw new Error(`The host did not start:\n${errors}`);
    return null;
  }
  return {
    url: ready.url,
    dns: ready.dns,
    process: child,
    async arm(next) {
      await ask({ ask: 'kill', kill: next }, 'armed');
    },
    snapshot: async () => (await ask({ ask: 'snapshot' }, 'snapshot')).snapshot,
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
  };
}

/** The host ended while something was asked of it. */
export class HostGone extends Error {
  override readonly name = 'HostGone';
}
