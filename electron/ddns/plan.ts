/**
 * Step 4, plan: from what is wanted, what stands there and what is ours to what is to be done. Pure.
 * What we do not own is never changed; what we do not know is never removed; where we could not look, nothing is written.
 */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family } from '../../shared/api/ddns.ts';
import { isObstacle, type Obstacle, type Standing } from './model.ts';

/** One name and type that a host keeps. */
export interface Desired {
  readonly host_id: string;
  readonly name: string;
  readonly family: Family;
  /** Seconds; `null` leaves a record's own. */
  readonly ttl: number | null;
  /** `null`: not known, or nothing to publish. */
  readonly value: string | null;
  /** Why there is no value, or why a newer one waits. */
  readonly reason: StoredReason | null;
  /** When a newer one may be taken, ms UTC. */
  readonly next_try: number | null;
  /** What the host's families that are ours shall hold, for a provider that takes them together only. */
  readonly together: Readonly<Partial<Record<Family, string>>>;
}

/** Whose a record is. */
export interface Owner {
  readonly host_id: string;
  readonly family: Family;
}

/** What the planner looks at. */
export interface PlanInput {
  readonly desired: readonly Desired[];
  /** Every record that stands under a name, of the family's type at least; or why that is not known. */
  readonly observedAt: (name: string, family: Family) => readonly Standing[] | Obstacle;
  /** The record, if it still stands; `undefined` where that is not known. */
  readonly observed: (recordId: string) => Standing | null | undefined;
  readonly owned: ReadonlyMap<string, Owner>;
  /** Records that their owner declared foreign to a host's family. */
  readonly foreign: (hostId: string, family: Family) => readonly string[];
  /** What stands in the way of a family: it stopped, or the outcome of its last write is open. */
  readonly hindered: (hostId: string, family: Family) => Obstacle | null;
  /** Our record was written so short a while ago that a list may not show it yet. */
  readonly mayLag: (hostId: string, family: Family) => Obstacle | null;
  /** Hosts whose records are to be left alone: switched off. */
  readonly frozen: ReadonlySet<string>;
  /** Write again even what is right. */
  readonly rewrite: (desired: Desired) => boolean;
  readonly can_remove: boolean;
  readonly can_stand_beside: boolean;
}

type WithValue = Desired & { readonly value: string };

/** What is to be done about one name and type. */
export type Step =
  | { readonly kind: 'create'; readonly desired: WithValue }
  | { readonly kind: 'update'; readonly desired: WithValue; readonly record: Standing }
  | { readonly kind: 'delete'; readonly owner: Owner; readonly record: Standing }
  | { readonly kind: 'keep'; readonly desired: Desired; readonly record: Standing | null }
  | {
      readonly kind: 'needs_adoption';
      readonly desired: WithValue;
      readonly candidates: readonly Standing[];
      readonly reason: StoredReason;
    }
  | {
      readonly kind: 'blocked';
      readonly desired: Desired;
      readonly record: Standing | null;
      readonly reason: StoredReason;
      readonly next_try: number | null;
      readonly stops: boolean;
    };

/** A step that changes a zone. */
export type Change = Extract<Step, { kind: 'create' | 'update' | 'delete' }>;

/** Whether a step changes a zone. */
export function isChange(step: Step): step is Change {
  return step.kind === 'create' || step.kind === 'update' || step.kind === 'delete';
}

function hasValue(desired: Desired): desired is WithValue {
  return desired.value !== null;
}

/** Whether a record holds what is wanted. A TTL that the provider chooses cannot be wrong. */
export function isRight(record: Standing, { value, ttl }: Pick<Desired, 'value' | 'ttl'>): boolean {
  return record.value === value && (ttl === null || record.ttl === null || record.ttl === ttl);
}

/** Plans all names. Deletions come first, so that a name that moves is free before it is written. */
export function plan(input: PlanInput): Step[] {
  const deletions = input.can_remove ? planDeletions(input) : [];
  const leaving = new Set(deletions.map(({ record }) => record.record_id));
  return [...deletions, ...input.desired.map((desired) => planOne(desired, input, leaving))];
}

/** What is ours under a name or type that its host no longer keeps. While the new address is not known, it stays. */
function planDeletions({
  desired,
  observed,
  owned,
  frozen,
  hindered,
}: PlanInput): Extract<Step, { kind: 'delete' }>[] {
  const wanted = new Map(desired.map((item) => [`${item.host_id} ${item.family}`, item]));
  const deletions: Extract<Step, { kind: 'delete' }>[] = [];
  for (const [recordId, owner] of owned) {
    if (frozen.has(owner.host_id) || hindered(owner.host_id, owner.family)) continue;
    const record = observed(recordId);
    const now = wanted.get(`${owner.host_id} ${owner.family}`);
    if (record && (!now || (now.value !== null && now.name !== record.name))) {
      deletions.push({ kind: 'delete', owner, record });
    }
  }
  return deletions;
}

function blocked(desired: Desired, record: Standing | null, obstacle: Obstacle): Step {
  return { kind: 'blocked', desired, record, ...obstacle };
}

function planOne(desired: Desired, input: PlanInput, leaving: ReadonlySet<string>): Step {
  const { host_id: hostId, family } = desired;
  const hindrance = input.hindered(hostId, family);
  if (hindrance) return blocked(desired, null, hindrance);
  const found = input.observedAt(desired.name, family);
  if (isObstacle(found)) {
    const { unseen, reason } = found;
    if (unseen && hasValue(desired)) return { kind: 'needs_adoption', desired, candidates: [unseen], reason };
    return blocked(desired, null, found);
  }
  const standing = found.filter((row) => !leaving.has(row.record_id));
  const isOurs = (row: Standing): boolean => {
    const owner = input.owned.get(row.record_id);
    return owner?.host_id === hostId && owner.family === family;
  };
  const own = standing.find(isOurs) ?? null;
  if (!hasValue(desired)) return { kind: 'keep', desired, record: own };
  if (own) {
    return isRight(own, desired) && !input.rewrite(desired)
      ? { kind: 'keep', desired, record: own }
      : { kind: 'update', desired, record: own };
  }
  // Some providers' lists show a new record half a minute late; a second one beside it would be there to stay.
  const lag = input.mayLag(hostId, family);
  if (lag) return blocked(desired, null, lag);
  // A CNAME excludes everything else of its name (RFC 1034 §3.6.2).
  const alias = standing.find((row) => row.type === 'CNAME');
  if (alias) return blocked(desired, alias, taken(alias));
  return planBeside(
    desired,
    standing.filter((row) => row.type === family),
    input,
  );
}

function taken({ value }: Standing): Obstacle {
  return { reason: { code: 'DDNS_NAME_TAKEN', params: { value } }, next_try: null, stops: false };
}

/** Nothing of ours stands there yet: is there something that is somebody's? */
function planBeside(desired: WithValue, standing: readonly Standing[], input: PlanInput): Step {
  const foreign = new Set(input.foreign(desired.host_id, desired.family));
  const candidates = standing.filter((row) => !foreign.has(row.record_id));
  const [first] = candidates;
  if (first) {
    const reason =
      candidates.length === 1
        ? { code: 'DDNS_NEEDS_ADOPTION', params: { value: first.value } }
        : { code: 'DDNS_NEEDS_CHOICE', params: { count: candidates.length } };
    return { kind: 'needs_adoption', desired, candidates, reason };
  }
  const [other] = standing;
  if (!other) return { kind: 'create', desired };
  // Somebody else's record says the same already: a second one could not be made, and is not needed.
  const same = standing.find(({ value }) => value === desired.value);
  if (same) return { kind: 'keep', desired, record: same };
  return input.can_stand_beside ? { kind: 'create', desired } : blocked(desired, other, taken(other));
}
