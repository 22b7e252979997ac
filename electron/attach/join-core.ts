/** Whose program the shell shows: one of its own, or that of a daemon that holds the data folder already. */
import type { ControlAnswer } from '../kernel/control.ts';
import { sleep, type Clock } from '../kernel/clock.ts';
import { StartError } from '../kernel/errors.ts';

/** The program, and how far it is ours. */
export interface JoinedCore {
  readonly core: 'own' | 'attached';
  /** Ends a program of our own; a daemon goes on. */
  stop(): Promise<void>;
}

/** What joining stands on. */
export interface JoinPorts {
  /** One command to whoever holds the data folder; `null` where nobody does. */
  readonly control: (command: string) => Promise<ControlAnswer | null>;
  /** Starts one of our own. Answers its stop. @throws {Error} where another has the folder, among others */
  readonly start: () => Promise<() => Promise<void>>;
  readonly clock: Clock;
}

/** A daemon that is starting answers within this time (ms), asked this often. */
const PATIENCE_MS = 30_000;
const ASKING_MS = 250;

/** Attaches, or starts. @throws {StartError} where a daemon holds the folder and does not speak to us */
export async function joinCore({ control, start, clock }: JoinPorts): Promise<JoinedCore> {
  const until = clock.elapsed() + PATIENCE_MS;
  for (;;) {
    const answer = await control('status');
    if (answer?.ok === true) return { core: 'attached', stop: () => Promise.resolve() };
    if (answer === null) {
      try {
        return { core: 'own', stop: await start() };
      } catch (error) {
        // Somebody else may have been quicker; a trouble of our own stays one.
        if ((await control('status')) === null) throw error;
      }
    } else if (clock.elapsed() >= until) {
      throw new StartError(
        'Another CloudCube holds the data folder and does not answer this version. Stop it, or let it be renewed',
      );
    }
    await sleep(clock, ASKING_MS);
  }
}
