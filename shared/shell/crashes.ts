/** What is done about parts of the shell that end unexpectedly. Pure. */

/** A page may end this often within the time below (ms) and is loaded again. */
const MOST_RELOADS = 3;
const RELOADS_WITHIN_MS = 600_000;
/** A start that lives for this long (ms) has got over the crash before it. */
const OVER_IT_MS = 600_000;

/** Whether a page that has just ended is loaded again. `times`: of its ends so far, ms of any one clock, this one too. */
export const mayReload = (times: readonly number[], now: number): boolean =>
  times.filter((time) => now - time < RELOADS_WITHIN_MS).length <= MOST_RELOADS;

/**
 * What follows a crash: one new start, and where that ends soon as well, words.
 * @param again This start came of a crash.
 * @param lived ms since it began.
 */
export const afterCrash = (again: boolean, lived: number): 'restart' | 'tell' =>
  again && lived < OVER_IT_MS ? 'tell' : 'restart';
