/**
 * The zones in memory: every record by id and by name, and which names exist because something stands below them.
 * Holds only what is committed; {@link ZoneIndex.apply} is the one way in.
 */
import type { DnsRecord, DnsRecordType } from './records.ts';

/** What one commit changed. */
export interface ZoneChange {
  /** Serials of the zones that changed, as they are now. */
  readonly serials: ReadonlyMap<string, number>;
  /** Records that are no more. */
  readonly removed: readonly DnsRecord[];
  /** Records as they are now; a record of the same id is replaced. */
  readonly put: readonly DnsRecord[];
}

/** Which records are asked for; what is left out matches all. */
export interface RecordFilter {
  zone?: string;
  name?: string;
  type?: DnsRecordType;
}

/** The zones that are served. */
export interface ZoneIndex {
  zones(): string[];
  /** The zone a canonical name falls into (longest match), or `null`. */
  zoneOf(name: string): string | null;
  /** Serial of a zone that is served; `undefined` for another. */
  serial(zone: string): number | undefined;
  get(recordId: string): DnsRecord | null;
  /** Sorted by name, type, value. */
  list(filter: RecordFilter): readonly DnsRecord[];
  /** Records at exactly this canonical name; none where the name exists only by what stands below it. */
  at(name: string): readonly DnsRecord[];
  /** Whether the name exists: it has records, is a zone, or has a record below it (RFC 8020). */
  exists(name: string): boolean;
  apply(change: ZoneChange): void;
  /** Forgets all and takes these zones with their records. */
  reset(change: ZoneChange): void;
}

const none: readonly DnsRecord[] = [];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of lists: by name, type, value. */
export function compareRecords(a: DnsRecord, b: DnsRecord): number {
  return compare(a.name, b.name) || compare(a.type, b.type) || compare(a.value, b.value);
}

/** The name one label up, or `null` at the top. */
export function parentOf(name: string): string | null {
  const dot = name.indexOf('.');
  return dot === -1 ? null : name.slice(dot + 1);
}

/** An index without zones. */
export function createZoneIndex(): ZoneIndex {
  const serials = new Map<string, number>();
  const byId = new Map<string, DnsRecord>();
  const byName = new Map<string, DnsRecord[]>();
  /** How many records stand strictly below a name, up to the name's zone. */
  const below = new Map<string, number>();
  let sorted: readonly DnsRecord[] | null = null;

  function countBelow(record: DnsRecord, step: 1 | -1): void {
    if (record.name === record.zone) return;
    for (let name = parentOf(record.name); name !== null; name = parentOf(name)) {
      const count = (below.get(name) ?? 0) + step;
      if (count > 0) below.set(name, count);
      else below.delete(name);
      if (name === record.zone) return;
    }
  }

  function drop(recordId: string): void {
    const record = byId.get(recordId);
    if (!record) return;
    byId.delete(recordId);
    const rest = (byName.get(record.name) ?? none).filter((other) => other.record_id !== recordId);
    if (rest.length > 0) byName.set(record.name, rest);
    else byName.delete(record.name);
    countBelow(record, -1);
  }

  function put(record: DnsRecord): void {
    drop(record.record_id);
    byId.set(record.record_id, record);
    byName.set(record.name, [...(byName.get(record.name) ?? none), record].sort(compareRecords));
    countBelow(record, 1);
  }

  function apply(change: ZoneChange): void {
    for (const [zone, serial] of change.serials) serials.set(zone, serial);
    for (const record of change.removed) drop(record.record_id);
    for (const record of change.put) put(record);
    sorted = null;
  }

  function allSorted(): readonly DnsRecord[] {
    sorted ??= [...byId.values()].sort(compareRecords);
    return sorted;
  }

  return {
    zones: () => [...serials.keys()].sort(compare),
    zoneOf(name) {
      for (let zone: string | null = name; zone !== null; zone = parentOf(zone)) {
        if (serials.has(zone)) return zone;
      }
      return null;
    },
    serial: (zone) => serials.get(zone),
    get: (recordId) => byId.get(recordId) ?? null,
    list({ zone, name, type }) {
      const candidates = name === undefined ? allSorted() : (byName.get(name) ?? none);
      if (zone === undefined && type === undefined) return candidates;
      return candidates.filter(
        (record) =>
          (zone === undefined || record.zone === zone) && (type === undefined || record.type === type),
      );
    },
    at: (name) => byName.get(name) ?? none,
    exists: (name) => byName.has(name) || below.has(name) || serials.has(name),
    apply,
    reset(change) {
      serials.clear();
      byId.clear();
      byName.clear();
      below.clear();
      apply(change);
    },
  };
}
