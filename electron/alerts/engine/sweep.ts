/** One step of every rule on every object. */
import type { Board, Instance } from './board.ts';
import { findingOf } from './finding.ts';
import { isFiring, step, type State } from './step.ts';

/** A rule on an object that fires now, or does no more. */
export interface Turned {
  readonly instance: Instance;
  readonly state: State;
}

/** Steps between two looks at the clock. */
const SLICE_STEPS = 512;
/** Alerts that one sweep begins or ends; the others follow with the next. */
const MOST_TURNS = 500;

/** What fires or is over has to be stored before it counts, and is answered; all else counts at once. */
export async function sweep(
  board: Pick<Board, 'watched'>,
  now: number,
  rest: () => Promise<void>,
): Promise<readonly Turned[]> {
  const turned: Turned[] = [];
  let steps = 0;
  for (const series of board.watched()) {
    for (const instance of series.instances) {
      const { rule, state } = instance;
      const wasFiring = isFiring(state);
      const next = step(rule, state, findingOf(rule, wasFiring, series, now), now);
      if (next !== state) {
        if (isFiring(next) === wasFiring) instance.state = next;
        else turned.push({ instance, state: next });
      }
      steps += 1;
      if (steps % SLICE_STEPS === 0) await rest();
    }
  }
  return turned.slice(0, MOST_TURNS);
}
