/** An account that cannot be used at all: its provider is not known to this version. Its names say so, and wait. */
import type { UserError } from '../../kernel/errors.ts';
import type { AccountGate } from './account-gate.ts';
import type { AccountGround } from './account-ground.ts';

/** A ground on which nothing is looked at, written or proven, for the reason of the error. */
export function createLostGround(
  accountId: string,
  revision: () => number,
  why: UserError,
): { readonly ground: AccountGround; readonly gate: AccountGate } {
  const { reason } = why;
  const obstacle = { reason, next_try: null, stops: false };
  const refuse = (): Promise<never> => Promise.reject(why);
  return {
    ground: {
      account_id: accountId,
      // Whoever wants a record removed is refused, instead of being told that there is none.
      traits: () => ({
        can_remove: true,
        can_stand_beside: false,
        may_rewrite: false,
        settle_ms: 0,
        refresh_ms: null,
      }),
      revision,
      observe: () => Promise.resolve({ at: () => obstacle, get: () => undefined }),
      apply: (changes, operations) =>
        Promise.resolve(
          changes.flatMap((change, index) => {
            const operation = operations[index];
            const outcome = { ok: false, open: false, ...obstacle } as const;
            return operation ? [{ change, operation, outcome }] : [];
          }),
        ),
      ask: (claims) => Promise.resolve(claims.map(() => [])),
      verify: () => Promise.resolve([]),
      zones: refuse,
      byHand: refuse,
    },
    gate: {
      run: refuse,
      standing: () => ({ state: 'stopped', next_try: null, reason }),
      tryNow: () => undefined,
      reset: () => Promise.resolve(),
      stop: () => undefined,
    },
  };
}
