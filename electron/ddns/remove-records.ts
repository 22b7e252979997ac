/** Takes the records of a name that is let go out of their zone: with the same care as any other change. */
import { OperationalError, UserError } from '../kernel/errors.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Ages } from './ages.ts';
import type { Ground } from './grounds/ground.ts';
import { intend } from './intend.ts';
import { families, isObstacle, type StoredHost } from './model.ts';
import type { Change } from './plan.ts';
import { recording, revisionsOf } from './record.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';

/**
 * Removes what is ours under a host and writes it into the history. Answers how many records went.
 * @throws {UserError} `DDNS_WRITE_PENDING` while it is not known whether the last write arrived: what it may have made
 * would stay behind.
 * @throws {OperationalError} `DDNS_PROVIDER_REFUSED` where one of them could not be removed; the host stays.
 */
export async function removeRecords(
  deps: {
    readonly store: DdnsStore;
    readonly state: DdnsState;
    readonly transact: <T>(body: () => Promise<T>) => Promise<T>;
    readonly ages: Ages;
    readonly clock: Clock;
  },
  ground: Ground,
  host: StoredHost,
): Promise<number> {
  const { store, state, ages, clock } = deps;
  const own = families.flatMap((family) => {
    const record = state.record(host.host_id, family);
    const { record_id: recordId, record_name: name } = record;
    return recordId === null || name === null ? [] : [{ family, record, recordId, name }];
  });
  if (!ground.traits().can_remove) return 0;
  const pending = await store.operations(ground.account_id);
  if (pending.some(({ host_id: id }) => id === host.host_id)) {
    throw new UserError('DDNS_WRITE_PENDING', { params: { name: host.name } });
  }
  if (own.length === 0) return 0;
  const revisions = revisionsOf(ground, state);
  const snapshot = await ground.observe(
    own.map(({ name, family, record }) => ({
      name,
      family,
      is_ours: true,
      published: record.published,
      published_at: record.sent_at,
    })),
  );
  const changes = own.flatMap(({ family, recordId, name }): Change[] => {
    const found = snapshot.at(name, family);
    if (isObstacle(found)) throw refused(found.reason.params);
    const record = found.find((row) => row.record_id === recordId);
    return record ? [{ kind: 'delete', owner: { host_id: host.host_id, family }, record }] : [];
  });
  if (changes.length === 0) return 0;
  const context = { account_id: ground.account_id, now: clock.now(), trigger: 'host_change' } as const;
  const operations = intend(changes, context);
  await deps.transact(() => store.addOperations(operations));
  for (const { id } of operations) ages.begin(id);
  const applied = await ground.apply(changes, operations);
  const { history, records, closed } = recording(
    {
      steps: [],
      applied,
      proofs: [],
      now: clock.now(),
      trigger: 'host_change',
      revisions,
    },
    state,
  );
  await deps.transact(async () => {
    await store.putFamilyRecords(records);
    await store.addHistory(history);
    await store.clearOperations(closed);
  });
  state.putRecords(records);
  ages.end(closed);
  for (const { outcome } of applied) if (!outcome.ok) throw refused(outcome.reason.params);
  return applied.length;
}

function refused(params: Readonly<Record<string, string | number>>): OperationalError {
  const { provider = '', problem = '' } = params;
  return new OperationalError('DDNS_PROVIDER_REFUSED', { params: { provider, problem } });
}
