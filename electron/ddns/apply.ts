/** Step 5, apply: the planned changes are written to the zone, each remembered as intended before it is tried. */
import { v7 as uuid } from 'uuid';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Trigger } from '../../shared/api/ddns.ts';
import { reasonOf, UserError } from '../kernel/errors.ts';
import type { RecordInput, ZoneRow, Zones, ZoneStep } from './model.ts';
import type { Change } from './plan.ts';
import type { Operation } from './store.ts';

/** What became of one change. */
export interface Applied {
  readonly change: Change;
  readonly operation: Operation;
  readonly outcome:
    { readonly ok: true; readonly row: ZoneRow } | { readonly ok: false; readonly reason: StoredReason };
}

/** What is about to be done, to be stored before it is. */
export function intend(
  changes: readonly Change[],
  context: { readonly now: number; readonly trigger: Trigger },
): Operation[] {
  return changes.map((change) => {
    const common = { id: uuid(), started_at: context.now, trigger: context.trigger };
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
      refreshed: before?.value === desired.value && before.ttl === desired.ttl,
    };
  });
}

function inputOf({ desired }: Extract<Change, { kind: 'create' | 'update' }>): RecordInput {
  return { name: desired.name, type: desired.family, value: desired.value, ttl: desired.ttl };
}

function toZoneStep(change: Change): ZoneStep {
  switch (change.kind) {
    case 'create':
      return { kind: 'create', input: inputOf(change) };
    case 'update':
      return { kind: 'update', record_id: change.record.record_id, change: inputOf(change), rewrite: true };
    case 'delete':
      return { kind: 'remove', record_id: change.record.record_id };
  }
}

/**
 * Writes all changes at once; where the zone objects to one of them, each by itself, so that one bad name holds up no
 * other. A failure of the disk fails all: trying each again would only take longer.
 */
export async function apply(
  zones: Pick<Zones, 'applyAll'>,
  changes: readonly Change[],
  operations: readonly Operation[],
): Promise<Applied[]> {
  const pairs = changes.flatMap((change, index) => {
    const operation = operations[index];
    return operation ? [{ change, operation }] : [];
  });
  try {
    const rows = await zones.applyAll(changes.map(toZoneStep));
    return pairs.map((pair, index) => {
      const row = rows[index];
      if (!row) throw new Error('The zone answered fewer records than it was given changes');
      return { ...pair, outcome: { ok: true, row } };
    });
  } catch (error) {
    const [only] = pairs;
    if (!(error instanceof UserError) || (pairs.length === 1 && only)) {
      return pairs.map((pair) => ({ ...pair, outcome: { ok: false, reason: reasonOf(error) } }));
    }
    const results: Applied[] = [];
    for (const { change, operation } of pairs) results.push(...(await apply(zones, [change], [operation])));
    return results;
  }
}
