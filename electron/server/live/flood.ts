/** How fast one socket may talk. */
import type { Clock } from '../../kernel/clock.ts';
import { createBucket } from '../limits/quota.ts';
import { MOST_REFUSED, SAID } from './limits.ts';

/** Whether something that was said is taken; `enough`: whoever says it is not to be listened to any more. */
export type Verdict = 'taken' | 'refused' | 'enough';

/** Judges one thing after the other. */
export function createFlood(clock: Pick<Clock, 'elapsed'>): () => Verdict {
  const account = createBucket(SAID);
  let refused = 0;
  return () => {
    if (account.take(clock.elapsed()).allowed) {
      refused = 0;
      return 'taken';
    }
    refused += 1;
    return refused > MOST_REFUSED ? 'enough' : 'refused';
  };
}
