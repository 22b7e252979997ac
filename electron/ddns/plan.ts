/**
 * Step 4, plan: from what is wanted, what stands there and what is ours to what is to be done. Pure.
 * What we do not own is never changed; what we do not know is never removed.
 */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family } from '../../shared/api/ddns.ts';
import type { ZoneRow } from './model.ts';

/** One name and type that a host keeps. */
export interface Desired {
  readonly host_id: string;
  readonly name: string;
  readonly family: Family;
  readonly ttl: number;
  /** `null`: not known, or nothing to publish. */
  readonly value: string | null;
  readonly reason: StoredReason | null;
}

/** Whose a record is. */
export interface Owner {
  readonly host_id: string;
  readonly family: Family;
}

/** What the planner looks at. */
export interface PlanInput {
  readonly desired: readonly Desired[];
  /** Every record that stands under a name, whatever its type. */
  readonly observedAt: (name: string) => readonly ZoneRow[];
  /** The record, if it still stands. */
  readonly observed: (recordId: string) => ZoneRow | null;
  readonly owned: ReadonlyMap<string, Owner>;
  /** Hosts whose records are to be left alone: switched off. */
  readonly frozen: ReadonlySet<string>;
  /** Write again even what is right. */
  readonly force: boolean;
}

/** What is to be done about one name and type. */
export type Step =
  | { readonly kind: 'create'; readonly desired: Desired & { readonly value: string } }
  | {
      readonly kind: 'update';
      readonly desired: Desired & { readonly value: string };
      readonly record: ZoneRow;
    }
  | { readonly kind: 'delete'; readonly owner: Owner; readonly record: ZoneRow }
  | { readonly kind: 'keep'; readonly desired: Desired; readonly record: ZoneRow | null }
  | {
      readonly kind: 'blocked';
      readonly desired: Desired;
      readonly record: ZoneRow;
      readonly reason: StoredReason;
    };

/** A step that changes a zone. */
export type Change = Extract<Step, { kind: 'create' | 'update' | 'delete' }>;

/** Whether a step changes a zone. */
export function isChange(step: Step): step is Change {
  return step.kind === 'create' || step.kind === 'update' || step.kind === 'delete';
}

function hasValue(desired: Desired): desired is Desired & { readonly value: string } {
  return desired.value !== null;
}

/** Plans all names. Deletions come first, so that a name that moves is free before it is written. */
export function plan(input: PlanInput): Step[] {
  const deletions = planDeletions(input);
  const leaving = new Set(deletions.map(({ record }) => record.record_id));
  return [...deletions, ...input.desired.map((desired) => planOne(desired, input, leaving))];
}

/** What is ours under a name or type that its host no longer keeps. While the new address is not known, it stays. */
function planDeletions({ desired, observed, owned, frozen }: PlanInput): Extract<Step, { kind: 'delete' }>[] {
  const wanted = new Map(desired.map((item) => [`${item.host_id} ${item.family}`, item]));
  const deletions: Extract<Step, { kind: 'delete' }>[] = [];
  for (const [recordId, owner] of owned) {
    if (frozen.has(owner.host_id)) continue;
    const record = observed(recordId);
    const now = wanted.get(`${owner.host_id} ${owner.family}`);
    if (record && (!now || (now.value !== null && now.name !== record.name))) {
      deletions.push({ kind: 'delete', owner, record });
    }
  }
  return deletions;
}

function planOne(desired: Desired, input: PlanInput, leaving: ReadonlySet<string>): Step {
  const standing = input.observedAt(desired.name).filter((row) => !leaving.has(row.record_id));
  const isOurs = (row: ZoneRow): boolean => {
    const owner = input.owned.get(row.record_id);
    return owner?.host_id === desired.host_id && owner.family === desired.family;
  };
  const own = standing.find(isOurs) ?? null;
  if (!hasValue(desired)) return { kind: 'keep', desired, record: own };
  if (own) {
    const isRight = own.value === desired.value && own.ttl === desired.ttl;
    return isRight && !input.force
      ? { kind: 'keep', desired, record: own }
      : { kind: 'update', desired, record: own };
  }
  // A CNAME excludes everything else of its name (RFC 1034 §3.6.2).
  const foreign = standing.find((row) => row.type === desired.family || row.type === 'CNAME');
  if (foreign) {
    const reason = { code: 'DDNS_NAME_TAKEN', params: { value: foreign.value } };
    return { kind: 'blocked', desired, record: foreign, reason };
  }
  return { kind: 'create', desired };
}
