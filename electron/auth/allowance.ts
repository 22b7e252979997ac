/** So many times in so long for each key, then a refusal: for what anybody may ask and what costs something. In memory. */
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { createMemory } from './memory.ts';

/** Lets a key do something so often. */
export interface Allowance {
  /** @throws {UserError} `RATE_LIMIT_EXCEEDED` where it was done too often already; that does not count. */
  take(key: string): void;
}

/** An allowance of `times` within any `ms` for each key. */
export function createAllowance(deps: { times: number; ms: number; clock: Clock }): Allowance {
  const { times, ms, clock } = deps;
  const moments = createMemory<readonly number[]>();
  return {
    take(key) {
      const now = clock.elapsed();
      const recent = (moments.get(key) ?? []).filter((moment) => moment > now - ms);
      const decisive = recent.at(-times);
      if (decisive !== undefined) {
        const seconds = Math.ceil((decisive + ms - now) / 1000);
        throw new UserError('RATE_LIMIT_EXCEEDED', { params: { seconds }, retryAfter: seconds });
      }
      moments.set(key, [...recent, now]);
    },
  };
}
