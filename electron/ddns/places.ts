/** Every name that has to be looked at before a plan can be made, and which of them are given up. */
import type { Family } from '../../shared/api/ddns.ts';
import type { Ground, Place } from './grounds/ground.ts';
import type { FamilyRecord, Obstacle } from './model.ts';
import type { Desired } from './plan.ts';
import type { DdnsState } from './state.ts';
import type { Operation } from './operation-store.ts';

/** Why a name is not tried any more, until host or account is edited; `null` where it is. */
export function stopOf(state: DdnsState, ground: Ground, hostId: string, family: Family): Obstacle | null {
  const { stopped } = state.record(hostId, family);
  if (stopped === null) return null;
  const isCurrent =
    stopped.host_revision === state.hosts.get(hostId)?.revision &&
    stopped.account_revision === ground.revision();
  return isCurrent ? { reason: stopped.reason, next_try: null, stops: false } : null;
}

/** Every name to look at: what is wanted, what is ours under an older name, and what is still open. */
export function placesOf(
  desired: readonly Desired[],
  operations: readonly Operation[],
  state: DdnsState,
  ground: Ground,
): Place[] {
  const places = new Map<string, Place>();
  const open = new Set(operations.map(({ host, family }) => `${host} ${family}`));
  const add = (name: string, family: Family, record: FamilyRecord | null): void => {
    const key = `${name} ${family}`;
    if (places.has(key)) return;
    const isOurs = record?.record_id != null && record.record_name === name;
    places.set(key, {
      name,
      family,
      is_ours: isOurs,
      published: isOurs ? record.published : null,
      // What was sent after it may have arrived: then it is no use that this was sent a moment ago.
      published_at: isOurs && !open.has(key) ? record.sent_at : null,
    });
  };
  for (const { host_id: hostId, family, name } of desired) {
    if (stopOf(state, ground, hostId, family) === null) add(name, family, state.record(hostId, family));
  }
  for (const owner of state.ownedIn(ground.account_id).values()) {
    const record = state.record(owner.host_id, owner.family);
    const isStopped = stopOf(state, ground, owner.host_id, owner.family) !== null;
    const isEnabled = state.hosts.get(owner.host_id)?.enabled ?? false;
    if (record.record_name !== null && !isStopped && isEnabled) add(record.record_name, owner.family, record);
  }
  for (const { host, family } of operations) add(host, family, null);
  return [...places.values()];
}
