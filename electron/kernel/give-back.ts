/**
 * Gives the memory back that the start alone needed. V8 lets its young generation grow while much is made, 32 MB of it
 * after our start, and takes it back at a full collection; a program that then has little to do may not come to one for
 * days.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from './clock.ts';

/** When what runs by itself after the start has run, too. */
const SETTLED_MS = 5_000;

/** Collects once, then. It holds everything up for some 30 ms. */
export function giveBackAfterStart(clock: Clock): void {
  clock.after(SETTLED_MS, () => {
    // The collector can only be called by a name that is made for it; nobody else gets to know it.
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
    collect();
  });
}
