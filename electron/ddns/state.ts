/**
 * What this area knows, in memory: hosts, the records that are ours, and what the last check saw. The tables are the
 * truth; this follows them after each commit, so that a check of a thousand unchanged names reads and writes nothing.
 */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family } from '../../shared/api/ddns.ts';
import type { ForeignValue } from '../../shared/api/ddns-hosts.ts';
import type { FamilyRecord, StoredHost } from './model.ts';
import type { Owner } from './plan.ts';
import type { DdnsStore } from './store.ts';
import type { ServiceState } from './service-store.ts';

/** What the last check saw of one family of one host. */
export interface Sighting {
  readonly detected: string | null;
  /** Why nothing was published, or why it failed. */
  readonly reason: StoredReason | null;
  /** The reason is a failure or an obstacle, not just the absence of an address. */
  readonly failed: boolean;
  /** What stands there and is not ours, while its owner has to decide. */
  readonly adoption: readonly ForeignValue[];
  /** When it is tried again by itself, ms UTC; `null` where it is not, or with the next check. */
  readonly next_try: number | null;
}

/** The area's memory. */
export interface DdnsState {
  readonly hosts: Map<string, StoredHost>;
  service: ServiceState;
  readonly record: (hostId: string, family: Family) => FamilyRecord;
  putRecords(records: Iterable<FamilyRecord>): void;
  dropHost(hostId: string): void;
  /** Nothing is a host's own any more: it moves to another account. Before the host itself is changed. */
  disown(hostId: string): void;
  readonly sighting: (hostId: string, family: Family) => Sighting | null;
  putSighting(hostId: string, family: Family, sighting: Sighting): void;
  /** Whose each record is that we own in an account, or (`null`) in our own zones. */
  readonly ownedIn: (accountId: string | null) => ReadonlyMap<string, Owner>;
  /** Rises with every change; whoever keeps something derived compares it. */
  version(): number;
  touch(): void;
}

/** Nothing is published yet. */
function emptyRecord(hostId: string, family: Family): FamilyRecord {
  return {
    host_id: hostId,
    family,
    record_id: null,
    record_name: null,
    published: null,
    foreign_ids: [],
    stopped: null,
    sent_at: null,
    verification: null,
    verified_at: null,
    last_change: null,
    failure: null,
  };
}

/** The hosts of a ground, in their order. */
export function hostsOf(state: Pick<DdnsState, 'hosts'>, accountId: string | null): StoredHost[] {
  return [...state.hosts.values()].filter((host) => host.account_id === accountId);
}

/** Reads the tables. */
export async function loadDdnsState(store: DdnsStore): Promise<DdnsState> {
  const hosts = new Map((await store.hosts()).map((host) => [host.host_id, host]));
  const records = new Map<string, FamilyRecord>();
  const sightings = new Map<string, Sighting>();
  const owned = new Map<string | null, Map<string, Owner>>();
  let version = 0;
  const keyOf = (hostId: string, family: Family): string => `${hostId} ${family}`;

  function ownedIn(accountId: string | null): Map<string, Owner> {
    const known = owned.get(accountId) ?? new Map<string, Owner>();
    owned.set(accountId, known);
    return known;
  }
  const ownedWith = (hostId: string): Map<string, Owner> => ownedIn(hosts.get(hostId)?.account_id ?? null);

  function putRecords(fresh: Iterable<FamilyRecord>): void {
    const list = [...fresh];
    for (const { host_id, family } of list) {
      const before = records.get(keyOf(host_id, family));
      if (before?.record_id != null) ownedWith(host_id).delete(before.record_id);
    }
    for (const record of list) {
      records.set(keyOf(record.host_id, record.family), record);
      const { record_id: recordId, host_id, family } = record;
      if (recordId !== null) ownedWith(host_id).set(recordId, { host_id, family });
    }
    version++;
  }

  function disown(hostId: string): void {
    for (const family of ['A', 'AAAA'] as const) {
      const record = records.get(keyOf(hostId, family));
      if (record?.record_id != null) ownedWith(hostId).delete(record.record_id);
      records.delete(keyOf(hostId, family));
      sightings.delete(keyOf(hostId, family));
    }
  }

  putRecords(await store.familyRecords());
  return {
    hosts,
    service: (await store.service()) ?? { last_check: null, paused_since: null, paused_until: null },
    record: (hostId, family) => records.get(keyOf(hostId, family)) ?? emptyRecord(hostId, family),
    putRecords,
    disown,
    dropHost(hostId) {
      disown(hostId);
      hosts.delete(hostId);
      version++;
    },
    sighting: (hostId, family) => sightings.get(keyOf(hostId, family)) ?? null,
    putSighting(hostId, family, sighting) {
      sightings.set(keyOf(hostId, family), sighting);
      version++;
    },
    ownedIn,
    version: () => version,
    touch() {
      version++;
    },
  };
}
