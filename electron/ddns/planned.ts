/** What a plan says to its reader: steps as they would be taken, not yet in words. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { PlannedStep } from '../../shared/api/ddns.ts';
import type { Step } from './plan.ts';

/** A planned step whose reason is not yet in words. */
export type PlannedStepDraft = Omit<PlannedStep, 'reason'> & { readonly reason: StoredReason | null };

/** A step as a reader sees it; `nameOf` a host. */
export function toPlanned(step: Step, nameOf: (hostId: string) => string): PlannedStepDraft {
  if (step.kind === 'delete') {
    const { owner, record } = step;
    return {
      host_id: owner.host_id,
      host: record.name,
      family: owner.family,
      action: 'delete',
      current: record.value,
      desired: null,
      reason: null,
    };
  }
  const { desired } = step;
  return {
    host_id: desired.host_id,
    host: nameOf(desired.host_id),
    family: desired.family,
    action: step.kind,
    current: currentOf(step),
    desired: desired.value,
    reason: step.kind === 'blocked' || step.kind === 'needs_adoption' ? step.reason : desired.reason,
  };
}

function currentOf(step: Exclude<Step, { kind: 'delete' }>): string | null {
  switch (step.kind) {
    case 'create':
      return null;
    case 'needs_adoption':
      return step.candidates.map(({ value }) => value).join(', ');
    case 'update':
    case 'keep':
    case 'blocked':
      return step.record?.value ?? null;
  }
}
