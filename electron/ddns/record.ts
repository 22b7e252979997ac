/** Step 7, record: what was done becomes history, and the records that are now ours are remembered. */
import type { HistoryResult, Trigger } from '../../shared/api/ddns.ts';
import type { Applied, Ground } from './grounds/ground.ts';
import type { FamilyRecord, HistoryRow, Standing, Stop } from './model.ts';
import type { Step } from './plan.ts';
import type { DdnsState } from './state.ts';
import type { Operation } from './operation-store.ts';
import type { Proof } from './verify.ts';

/** What is to be stored together. */
export interface Recording {
  readonly history: readonly HistoryRow[];
  readonly records: readonly FamilyRecord[];
  /** Operations whose outcome is known. */
  readonly closed: readonly string[];
}

/** What an update went by: whoever edits host or account meanwhile wants another try. */
export interface Revisions {
  readonly account: number;
  readonly host: (hostId: string) => number;
}

/** As they are now. */
export function revisionsOf(
  ground: Pick<Ground, 'revision'>,
  { hosts }: Pick<DdnsState, 'hosts'>,
): Revisions {
  const known = new Map([...hosts.values()].map(({ host_id: id, revision }) => [id, revision]));
  return { account: ground.revision(), host: (hostId) => known.get(hostId) ?? 0 };
}

function resultOf(operation: Operation): HistoryResult {
  if (operation.refreshed) return 'refreshed';
  return ({ create: 'created', update: 'updated', delete: 'removed' } as const)[operation.kind];
}

/** The history row of a finished operation. It has the operation's id, so it can be written only once. */
export function historyOf(operation: Operation, timestamp: number): HistoryRow {
  return {
    id: operation.id,
    timestamp,
    host_id: operation.host_id,
    host: operation.host,
    family: operation.family,
    ip: operation.value,
    previous_ip: operation.previous,
    result: resultOf(operation),
    trigger: operation.trigger,
    reason: null,
  };
}

/** The family's record after a finished operation. */
export function recordOf(
  operation: Operation,
  row: Pick<Standing, 'record_id' | 'name'> | null,
  timestamp: number,
  before: FamilyRecord,
): FamilyRecord {
  return {
    ...before,
    record_id: row?.record_id ?? null,
    record_name: row?.name ?? null,
    published: operation.value,
    verification: row === null ? null : 'pending',
    verified_at: null,
    last_change: operation.refreshed ? before.last_change : timestamp,
    sent_at: timestamp,
    stopped: null,
    failure: null,
  };
}

/** Pure: what to store of a round. Only what differs from what is stored already is named. */
export function recording(
  input: {
    readonly steps: readonly Step[];
    readonly applied: readonly Applied[];
    readonly proofs: readonly Proof[];
    readonly now: number;
    readonly trigger: Trigger;
    readonly revisions: Revisions;
  },
  state: Pick<DdnsState, 'record'>,
): Recording {
  const { steps, applied, proofs, now } = input;
  const history: HistoryRow[] = [];
  const closed: string[] = [];
  const records = new Map<string, FamilyRecord>();
  const current = (hostId: string, family: FamilyRecord['family']): FamilyRecord =>
    records.get(`${hostId} ${family}`) ?? state.record(hostId, family);
  const put = (record: FamilyRecord): void => {
    records.set(`${record.host_id} ${record.family}`, record);
  };
  const stopOf = (hostId: string, reason: Stop['reason']): Stop => ({
    reason,
    host_revision: input.revisions.host(hostId),
    account_revision: input.revisions.account,
  });
  /** One of before an edit holds nobody up any more. */
  const isStopped = (hostId: string, { stopped }: FamilyRecord): boolean =>
    stopped?.host_revision === input.revisions.host(hostId) &&
    stopped.account_revision === input.revisions.account;

  for (const { operation, outcome } of applied) {
    const before = current(operation.host_id, operation.family);
    if (outcome.ok) {
      closed.push(operation.id);
      history.push(historyOf(operation, now));
      put(recordOf(operation, operation.kind === 'delete' ? null : outcome.row, now, before));
      continue;
    }
    // What may yet turn out to be done keeps its place in the history for that.
    if (!outcome.open) closed.push(operation.id);
    const isNews = JSON.stringify(before.failure) !== JSON.stringify(outcome.reason);
    const stopped = outcome.stops ? stopOf(operation.host_id, outcome.reason) : before.stopped;
    // A failure that goes on is told once, not at every check.
    if (isNews && !outcome.open) {
      history.push({ ...historyOf(operation, now), result: 'failed', reason: outcome.reason });
    }
    if (isNews || stopped !== before.stopped) put({ ...before, failure: outcome.reason, stopped });
  }
  for (const step of steps) {
    if (step.kind === 'delete') continue;
    const { host_id: hostId, family } = step.desired;
    const before = current(hostId, family);
    if (step.kind === 'blocked' && step.stops && !isStopped(hostId, before)) {
      put({ ...before, failure: step.reason, stopped: stopOf(hostId, step.reason) });
    }
    // What failed before is right now, without our doing.
    if (step.kind === 'keep' && step.desired.value !== null && (before.failure ?? before.stopped)) {
      put({ ...before, failure: null, stopped: null });
    }
  }
  for (const { claim, verification } of proofs) {
    const before = current(claim.host_id, claim.family);
    if (before.verification === verification && verification !== 'verified') continue;
    put({ ...before, verification, verified_at: verification === 'verified' ? now : before.verified_at });
  }
  return { history, records: [...records.values()], closed };
}
