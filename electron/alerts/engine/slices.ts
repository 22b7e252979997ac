/** Long work in slices, so that everything else has its turn in between. */
import type { Clock } from '../../kernel/clock.ts';

/** ms that one slice may take. */
const SLICE = 8;

/** Lets everything else have its turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Begins a slice; what it answers waits where that is used up, and begins the next. */
export function slices({ elapsed }: Pick<Clock, 'elapsed'>): () => Promise<void> {
  let begun = elapsed();
  return async () => {
    if (elapsed() - begun <= SLICE) return;
    await breathe();
    begun = elapsed();
  };
}
