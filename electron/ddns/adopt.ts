/** Values that stand under a name and that CloudCube did not make: their owner says whose they are. */
import { v7 as uuid } from 'uuid';
import type { Family } from '../../shared/api/ddns.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { FamilyRecord, HistoryRow, StoredHost } from './model.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';

/** What an owner says of the values that stand under a name. */
export interface Adoption {
  readonly family?: Family | undefined;
  readonly record_id?: string | undefined;
  readonly as?: 'own' | 'foreign' | undefined;
}

/** What taking over stands on. */
export interface AdoptDeps {
  readonly store: Pick<DdnsStore, 'putFamilyRecords' | 'addHistory'>;
  readonly state: DdnsState;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/**
 * Takes over what was seen under a host, which the history tells, or declares it foreign.
 * @throws {UserError} `DDNS_NOTHING_TO_ADOPT`, `DDNS_ADOPTION_AMBIGUOUS`
 */
export async function adopt(deps: AdoptDeps, host: StoredHost, adoption: Adoption): Promise<void> {
  const { store, state, audit, clock } = deps;
  const { host_id: hostId } = host;
  const waiting = host.families.filter(
    (family) =>
      (adoption.family ?? family) === family && (state.sighting(hostId, family)?.adoption.length ?? 0) > 0,
  );
  const nothing = new UserError('DDNS_NOTHING_TO_ADOPT', { params: { name: host.name } });
  if (waiting.length === 0) throw nothing;
  const now = clock.now();
  const changes = waiting.flatMap((family): { record: FamilyRecord; row: HistoryRow | null }[] => {
    const before = state.record(hostId, family);
    const candidates = state.sighting(hostId, family)?.adoption ?? [];
    if (adoption.as === 'foreign') {
      const foreign_ids = [...new Set([...before.foreign_ids, ...candidates.map(({ record_id: id }) => id)])];
      return [{ record: { ...before, foreign_ids }, row: null }];
    }
    const { record_id: wanted } = adoption;
    if (wanted === undefined && candidates.length > 1) {
      throw new UserError('DDNS_ADOPTION_AMBIGUOUS', { params: { name: host.name } });
    }
    const chosen = candidates.find(({ record_id: id }) => wanted === undefined || id === wanted);
    if (!chosen) return [];
    // Empty where nobody could see it.
    const value = chosen.value === '' ? null : chosen.value;
    const record = {
      ...before,
      record_id: chosen.record_id,
      record_name: host.name,
      published: value,
      verification: 'pending' as const,
      last_change: now,
      failure: null,
    };
    const row: HistoryRow = {
      id: uuid(),
      timestamp: now,
      host_id: hostId,
      host: host.name,
      family,
      ip: value,
      previous_ip: value,
      result: 'adopted',
      trigger: 'manual',
      reason: null,
    };
    return [{ record, row }];
  });
  if (changes.length === 0) throw nothing;
  await audit.with({ action: 'host.adopt', target_id: hostId, payload: adoption }, async () => {
    await store.putFamilyRecords(changes.map(({ record }) => record));
    await store.addHistory(changes.flatMap(({ row }) => (row === null ? [] : [row])));
  });
  state.putRecords(changes.map(({ record }) => record));
  // Decided: a second press must not decide again by what was seen before the first.
  for (const { record } of changes) {
    const { family } = record;
    const before = state.sighting(hostId, family);
    if (before) state.putSighting(hostId, family, { ...before, adoption: [], failed: false, reason: null });
  }
}
