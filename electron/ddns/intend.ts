/** What is about to be written, as it is stored before it is: a killed process finds out from it what it was doing. */
import { v7 as uuid } from 'uuid';
import type { Trigger } from '../../shared/api/ddns.ts';
import { isRight, type Change } from './plan.ts';
import type { Operation } from './operation-store.ts';

/** One operation for each change, in order. */
export function intend(
  changes: readonly Change[],
  context: { readonly account_id: string | null; readonly now: number; readonly trigger: Trigger },
): Operation[] {
  return changes.map((change) => {
    const { account_id, now, trigger } = context;
    const common = { id: uuid(), account_id, started_at: now, trigger };
    if (change.kind === 'delete') {
      const { owner, record } = change;
      return {
        ...common,
        kind: change.kind,
        host_id: owner.host_id,
        host: record.name,
        family: owner.family,
        record_id: record.record_id,
        value: null,
        previous: record.value,
        refreshed: false,
      };
    }
    const { desired } = change;
    const before = change.kind === 'update' ? change.record : null;
    return {
      ...common,
      kind: change.kind,
      host_id: desired.host_id,
      host: desired.name,
      family: desired.family,
      record_id: before?.record_id ?? null,
      value: desired.value,
      previous: before?.value ?? null,
      ttl: desired.ttl,
      refreshed: before !== null && isRight(before, desired),
    };
  });
}
