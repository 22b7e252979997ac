/** What an update saw of each name: kept in memory for whoever asks how the names are doing. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Applied } from './grounds/ground.ts';
import type { Step } from './plan.ts';
import type { DdnsState } from './state.ts';
import type { Proof } from './verify.ts';

/** Why the outcome could not be stored is `unstored`: then what was written counts as failed. */
export function rememberSightings(
  state: Pick<DdnsState, 'putSighting'>,
  {
    steps,
    applied,
    proofs,
    unstored,
  }: {
    readonly steps: readonly Step[];
    readonly applied: readonly Applied[];
    readonly proofs: readonly Proof[];
    readonly unstored: StoredReason | null;
  },
): void {
  for (const step of steps) {
    if (step.kind === 'delete') continue;
    const { host_id, family, value, reason } = step.desired;
    const adoption = step.kind === 'needs_adoption' ? step.candidates : [];
    const isObstructed = step.kind === 'blocked' || step.kind === 'needs_adoption';
    state.putSighting(host_id, family, {
      detected: value,
      reason: isObstructed ? step.reason : reason,
      failed: isObstructed,
      adoption: adoption.map(({ record_id, value: standing, ttl }) => ({
        record_id,
        value: standing,
        ttl,
      })),
      next_try: step.kind === 'blocked' ? step.next_try : step.desired.next_try,
    });
  }
  for (const { operation, outcome } of applied) {
    const reason = outcome.ok ? unstored : outcome.reason;
    if (reason === null || operation.kind === 'delete') continue;
    state.putSighting(operation.host_id, operation.family, {
      detected: operation.value,
      reason,
      failed: true,
      adoption: [],
      next_try: outcome.ok ? null : outcome.next_try,
    });
  }
  for (const { claim, verification, answer } of proofs) {
    if (verification !== 'mismatch') continue;
    const reason = {
      code: 'DDNS_VERIFY_MISMATCH',
      params: { answer: answer ?? '', expected: claim.value },
    };
    const sighting = { detected: claim.value, reason, failed: true, adoption: [], next_try: null };
    state.putSighting(claim.host_id, claim.family, sighting);
  }
}
