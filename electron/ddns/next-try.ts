/** When a ground is looked at again before its next check. */
import type { Applied } from './grounds/ground.ts';
import type { Step } from './plan.ts';
import type { Proof } from './verify.ts';

/** How long after a change its proof is looked for again, ms: soon, then with more patience. */
const PROOF_DELAYS_MS = [5_000, 15_000, 60_000];

/**
 * The soonest of: a failure's next try, the end of a hold-down, the next look for a proof. ms UTC; `null`: no need.
 */
export function nextTry(
  {
    steps,
    applied,
    proofs,
  }: {
    readonly steps: readonly Step[];
    readonly applied: readonly Applied[];
    /** Those that may still come. */
    readonly proofs: readonly Proof[];
  },
  now: number,
): number | null {
  const times: number[] = [];
  for (const step of steps) {
    if (step.kind === 'delete') continue;
    const time = step.kind === 'blocked' ? step.next_try : step.desired.next_try;
    if (time !== null) times.push(time);
  }
  for (const { outcome } of applied) {
    if (!outcome.ok && outcome.next_try !== null) times.push(outcome.next_try);
  }
  for (const { claim, verification } of proofs) {
    const age = claim.since === null ? Infinity : now - claim.since;
    const delay = PROOF_DELAYS_MS.find((ms) => age < ms);
    if (verification === 'pending' && delay !== undefined && claim.since !== null)
      times.push(claim.since + delay);
  }
  return times.length === 0 ? null : Math.min(...times);
}
