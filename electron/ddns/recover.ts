/**
 * After a kill: operations that were intended, and may or may not have reached the zone. The zone is asked; what is
 * there is recorded as done, what is not is forgotten and will be planned again. Nothing is written twice.
 */
import type { FamilyRecord, HistoryRow, ZoneRow, Zones } from './model.ts';
import { historyOf, recordOf } from './record.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore, Operation } from './store.ts';

/** The record that an operation made or changed, `'gone'` for one it removed, `null` where it was not carried out. */
export function trace(
  operation: Operation,
  zones: Pick<Zones, 'get' | 'list'>,
  isOwned: (recordId: string) => boolean,
): ZoneRow | 'gone' | null {
  const { kind, record_id: recordId, started_at: startedAt } = operation;
  const standing = recordId === null ? null : zones.get(recordId);
  switch (kind) {
    case 'delete':
      return standing ? null : 'gone';
    case 'update':
      return standing?.value === operation.value && standing.updated_at >= startedAt ? standing : null;
    case 'create':
      return (
        zones
          .list({ name: operation.host, type: operation.family })
          .find(
            (row) => row.value === operation.value && row.created_at >= startedAt && !isOwned(row.record_id),
          ) ?? null
      );
  }
}

/** Settles what is left open. Answers the history rows that were still owed. */
export async function recover(deps: {
  store: DdnsStore;
  state: DdnsState;
  zones: Pick<Zones, 'get' | 'list'>;
  transact: <T>(body: () => Promise<T>) => Promise<T>;
}): Promise<readonly HistoryRow[]> {
  const { store, state, zones } = deps;
  const operations = await store.operations();
  if (operations.length === 0) return [];
  const history: HistoryRow[] = [];
  const records = new Map<string, FamilyRecord>();
  for (const operation of operations) {
    const found = trace(operation, zones, (recordId) => state.owned.has(recordId));
    // A host that was removed meanwhile keeps its history, but owns nothing any more.
    if (found === null) continue;
    history.push(historyOf(operation, operation.started_at));
    if (!state.hosts.has(operation.host_id)) continue;
    const key = `${operation.host_id} ${operation.family}`;
    const before = records.get(key) ?? state.record(operation.host_id, operation.family);
    records.set(
      key,
      recordOf(operation, found === 'gone' ? null : found.record_id, operation.started_at, before),
    );
  }
  await deps.transact(async () => {
    await store.putFamilyRecords([...records.values()]);
    await store.addHistory(history);
    await store.clearOperations();
  });
  state.putRecords(records.values());
  return history;
}
