/**
 * What this area knows, in memory: hosts, the records that are ours, and what the last check saw. The tables are the
 * truth; this follows them after each commit, so that a check of a thousand unchanged names reads and writes nothing.
 */
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family } from '../../shared/api/ddns.ts';
import type { FamilyRecord, StoredHost } from './model.ts';
import type { Owner } from './plan.ts';
import type { DdnsStore, ServiceState } from './store.ts';

/** What the last check saw of one family of one host. */
export interface Sighting {
  readonly detected: string | null;
  /** Why nothing was published, or why it failed. */
  readonly reason: StoredReason | null;
  /** The reason is a failure or an obstacle, not just the absence of an address. */
  readonly failed: boolean;
}

/** The area's memory. */
export interface DdnsState {
  readonly hosts: Map<string, StoredHost>;
  service: ServiceState;
  readonly record: (hostId: string, family: Family) => FamilyRecord;
  putRecords(records: Iterable<FamilyRecord>): void;
  dropHost(hostId: string): void;
  readonly sighting: (hostId: string, family: Family) => Sighting | null;
  putSighting(hostId: string, family: Family, sighting: Sighting): void;
  /** Whose each record is that we own. */
  readonly owned: ReadonlyMap<string, Owner>;
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
    published: null,
    verification: null,
    verified_at: null,
    last_change: null,
    failure: null,
  };
}

/** Reads the tables. */
export async function loadDdnsState(store: DdnsStore): Promise<DdnsState> {
  const hosts = new Map((await store.hosts()).map((host) => [host.host_id, host]));
  const records = new Map<string, FamilyRecord>();
  const sightings = new Map<string, Sighting>();
  const owned = new Map<string, Owner>();
  let version = 0;
  const keyOf = (hostId: string, family: Family): string => `${hostId} ${family}`;

  function putRecords(fresh: Iterable<FamilyRecord>): void {
    const list = [...fresh];
    for (const { host_id, family } of list) {
      const before = records.get(keyOf(host_id, family));
      if (before?.record_id != null) owned.delete(before.record_id);
    }
    for (const record of list) {
      records.set(keyOf(record.host_id, record.family), record);
      if (record.record_id !== null)
        owned.set(record.record_id, { host_id: record.host_id, family: record.family });
    }
    version++;
  }

  putRecords(await store.familyRecords());
  return {
    hosts,
    service: (await store.service()) ?? { last_check: null, paused_since: null, paused_until: null },
    record: (hostId, family) => records.get(keyOf(hostId, family)) ?? emptyRecord(hostId, family),
    putRecords,
    dropHost(hostId) {
      hosts.delete(hostId);
      for (const family of ['A', 'AAAA'] as const) {
        const record = records.get(keyOf(hostId, family));
        if (record?.record_id != null) owned.delete(record.record_id);
        records.delete(keyOf(hostId, family));
        sightings.delete(keyOf(hostId, family));
      }
      version++;
    },
    sighting: (hostId, family) => sightings.get(keyOf(hostId, family)) ?? null,
    putSighting(hostId, family, sighting) {
      sightings.set(keyOf(hostId, family), sighting);
      version++;
    },
    owned,
    version: () => version,
    touch() {
      version++;
    },
  };
}
