/**
 * Operations that were intended and may or may not have reached the zone: their process was killed, or their answer was
 * lost. The zone is looked at; what is there is recorded as done, what is not is forgotten and will be planned again.
 * Nothing is written twice.
 */
import type { Snapshot, Traits } from './grounds/ground.ts';
import { isObstacle, type FamilyRecord, type HistoryRow, type Standing } from './model.ts';
import { historyOf, recordOf } from './record.ts';
import type { Ages } from './ages.ts';
import type { Owner } from './plan.ts';
import type { DdnsState } from './state.ts';
import type { Operation } from './operation-store.ts';

/** What a look told of an operation: the record it made or changed, that it is gone, not carried out, or not known. */
export type Trace = Standing | 'gone' | 'not_done' | 'unknown';

/** Looks for an operation's result. Times in ms UTC. */
export function trace(
  operation: Operation,
  snapshot: Snapshot,
  context: {
    readonly owned: ReadonlyMap<string, Owner>;
    readonly foreign: readonly string[];
    readonly settle_ms: number;
    /** Of the operation, ms. */
    readonly age: number;
  },
): Trace {
  const { kind, record_id: recordId, started_at: startedAt, host, family, value } = operation;
  const rows = snapshot.at(host, family);
  if (isObstacle(rows)) return 'unknown';
  const standing = recordId === null ? null : rows.find((row) => row.record_id === recordId);
  const isLater = (time: number | null): boolean => time === null || time >= startedAt;
  // It may still be on its way.
  const mayArrive = context.age < context.settle_ms;
  switch (kind) {
    case 'delete':
      if (standing === undefined) return 'gone';
      return mayArrive ? 'unknown' : 'not_done';
    case 'update': {
      if (standing?.value === value && isLater(standing.updated_at)) {
        // Where the value was to stay, the TTL tells.
        const { previous, ttl = null } = operation;
        if (previous !== value || ttl === null || standing.ttl === ttl) return standing;
      }
      // Where a record's id holds its value, it has another one now.
      const moved = standing
        ? undefined
        : rows.find((row) => row.type === family && row.value === value && !context.owned.has(row.record_id));
      if (moved) return moved;
      return mayArrive ? 'unknown' : 'not_done';
    }
    case 'create': {
      const made = rows.find(
        (row) =>
          row.type === family &&
          row.value === value &&
          isLater(row.created_at) &&
          !context.owned.has(row.record_id) &&
          !context.foreign.includes(row.record_id),
      );
      if (made) return made;
      return mayArrive ? 'unknown' : 'not_done';
    }
  }
}

/** What a look settled. */
export interface Settled {
  readonly history: readonly HistoryRow[];
  readonly records: readonly FamilyRecord[];
  /** Operations that are over, done or not. */
  readonly closed: readonly string[];
  /** Those that are still open. */
  readonly open: readonly Operation[];
}

/** Settles what is open, as far as the look tells. Pure. */
export function settle(
  operations: readonly Operation[],
  snapshot: Snapshot,
  state: Pick<DdnsState, 'hosts' | 'record' | 'ownedIn'>,
  context: { readonly traits: Pick<Traits, 'settle_ms'>; readonly ages: Pick<Ages, 'of'> },
): Settled {
  const history: HistoryRow[] = [];
  const records = new Map<string, FamilyRecord>();
  const closed: string[] = [];
  const open: Operation[] = [];
  for (const operation of operations) {
    const key = `${operation.host_id} ${operation.family}`;
    const before = records.get(key) ?? state.record(operation.host_id, operation.family);
    const found = trace(operation, snapshot, {
      owned: state.ownedIn(operation.account_id),
      foreign: before.foreign_ids,
      settle_ms: context.traits.settle_ms,
      age: context.ages.of(operation.id),
    });
    if (found === 'unknown') {
      open.push(operation);
      continue;
    }
    closed.push(operation.id);
    if (found === 'not_done') continue;
    history.push(historyOf(operation, operation.started_at));
    // A host that was removed or moved away meanwhile keeps its history, but owns nothing here any more.
    if (state.hosts.get(operation.host_id)?.account_id !== operation.account_id) continue;
    records.set(key, recordOf(operation, found === 'gone' ? null : found, operation.started_at, before));
  }
  return { history, records: [...records.values()], closed, open };
}
