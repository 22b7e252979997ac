/** Step 7, record: what was done becomes history, and the records that are now ours are remembered. */
import type { HistoryResult, Trigger } from '../../shared/api/ddns.ts';
import type { Applied } from './apply.ts';
import type { FamilyRecord, HistoryRow } from './model.ts';
import type { Step } from './plan.ts';
import type { DdnsState } from './state.ts';
import type { Operation } from './store.ts';
import type { Proof } from './verify.ts';

/** What is to be stored together. */
export interface Recording {
  readonly history: readonly HistoryRow[];
  readonly records: readonly FamilyRecord[];
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
  recordId: string | null,
  timestamp: number,
  before: FamilyRecord,
): FamilyRecord {
  return {
    ...before,
    record_id: recordId,
    published: operation.value,
    verification: recordId === null ? null : 'pending',
    verified_at: null,
    last_change: operation.refreshed ? before.last_change : timestamp,
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
  },
  state: Pick<DdnsState, 'record'>,
): Recording {
  const { steps, applied, proofs, now } = input;
  const history: HistoryRow[] = [];
  const records = new Map<string, FamilyRecord>();
  const current = (hostId: string, family: FamilyRecord['family']): FamilyRecord =>
    records.get(`${hostId} ${family}`) ?? state.record(hostId, family);
  const put = (record: FamilyRecord): void => {
    records.set(`${record.host_id} ${record.family}`, record);
  };

  for (const { operation, outcome } of applied) {
    const before = current(operation.host_id, operation.family);
    if (outcome.ok) {
      history.push(historyOf(operation, now));
      put(recordOf(operation, operation.kind === 'delete' ? null : outcome.row.record_id, now, before));
    } else if (JSON.stringify(before.failure) !== JSON.stringify(outcome.reason)) {
      // A failure that goes on is told once, not at every check.
      history.push({ ...historyOf(operation, now), result: 'failed', reason: outcome.reason });
      put({ ...before, failure: outcome.reason });
    }
  }
  for (const step of steps) {
    if (step.kind !== 'keep' || step.desired.value === null) continue;
    const before = current(step.desired.host_id, step.desired.family);
    // What failed before is right now, without our doing.
    if (before.failure) put({ ...before, failure: null });
  }
  for (const { claim, verification } of proofs) {
    const before = current(claim.host_id, claim.family);
    if (before.verification === verification && verification !== 'verified') continue;
    put({ ...before, verification, verified_at: verification === 'verified' ? now : before.verified_at });
  }
  return { history, records: [...records.values()] };
}
