/** What of an update is to be proven. */
import type { Applied } from './grounds/ground.ts';
import { isChange, type Step } from './plan.ts';
import type { DdnsState } from './state.ts';
import type { Claim } from './verify.ts';

/** What was written now, and what stands there but was never proven; with force, everything. */
export function claimsOf(
  state: Pick<DdnsState, 'record'>,
  all: readonly Step[],
  done: readonly Applied[],
  { everything, now }: { readonly everything: boolean; readonly now: number },
): Claim[] {
  const written = new Set(done.filter(({ outcome }) => outcome.ok).map(({ change }) => change));
  return all.flatMap((step) => {
    if (step.kind !== 'keep' && !isChange(step)) return [];
    if (step.kind === 'delete' || step.desired.value === null) return [];
    const { host_id: hostId, family, name, value } = step.desired;
    const record = state.record(hostId, family);
    const due = isChange(step) ? written.has(step) : everything || record.verification !== 'verified';
    const since = isChange(step) ? now : record.sent_at;
    return due ? [{ host_id: hostId, name, family, value, since }] : [];
  });
}
