/** Records made by hand, over the same zones. What a host keeps is changed through the host. */
import { UserError } from '../kernel/errors.ts';
import type { RecordInput, ZoneRow, Zones } from './model.ts';
import type { DdnsState } from './state.ts';

/** A record and the host that keeps it, if one does. */
export interface OwnedRow extends ZoneRow {
  readonly host_id: string | null;
}

/** Which records are asked for. */
export interface RecordFilter {
  readonly domain?: string | undefined;
  readonly subdomain?: string | undefined;
  readonly type?: ZoneRow['type'] | undefined;
}

/** Reads and changes records. */
export interface Records {
  list(filter: RecordFilter): readonly OwnedRow[];
  create(domain: string, rr: string, input: Omit<RecordInput, 'name'>): Promise<OwnedRow>;
  update(recordId: string, change: Partial<Omit<RecordInput, 'name'> & { rr: string }>): Promise<OwnedRow>;
  remove(recordId: string): Promise<void>;
}

/** Name of a record relative to its zone; `@` is the zone itself. */
export function relativeName(name: string, zone: string): string {
  return name === zone ? '@' : name.slice(0, -(zone.length + 1));
}

/** The full name of a relative one. */
export function absoluteName(rr: string, zone: string): string {
  return rr === '@' || rr === '' ? zone : `${rr}.${zone}`.toLowerCase();
}

/** Records over the zones. */
export function createRecords(deps: { zones: Zones; state: DdnsState }): Records {
  const { zones, state } = deps;
  const withOwner = (row: ZoneRow): OwnedRow => ({
    ...row,
    host_id: state.owned.get(row.record_id)?.host_id ?? null,
  });

  function zoneNamed(domain: string): string {
    const zone = domain.toLowerCase().replace(/\.$/, '');
    if (!zones.zones().includes(zone)) throw new UserError('DNS_ZONE_UNKNOWN', { params: { zone: domain } });
    return zone;
  }

  /** A host's name and type are its own, also while it has no address to put there. */
  function checkFree(name: string, type: ZoneRow['type']): void {
    for (const host of state.hosts.values()) {
      const isKept = type === 'CNAME' || (type !== 'TXT' && host.families.includes(type));
      if (host.name === name && host.enabled && isKept)
        throw new UserError('DDNS_RECORD_MANAGED', { params: { name } });
    }
  }

  function byHand(recordId: string): ZoneRow {
    const row = zones.get(recordId);
    if (!row) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'record' } });
    if (state.owned.has(recordId)) throw new UserError('DDNS_RECORD_MANAGED', { params: { name: row.name } });
    return row;
  }

  return {
    list({ domain, subdomain, type }) {
      const zone = domain === undefined ? undefined : zoneNamed(domain);
      const rows = zones.list({
        ...(zone === undefined ? {} : { zone }),
        ...(type === undefined ? {} : { type }),
      });
      const wanted = subdomain?.toLowerCase();
      return rows
        .filter((row) => wanted === undefined || relativeName(row.name, row.zone) === wanted)
        .map(withOwner);
    },
    async create(domain, rr, input) {
      const name = absoluteName(rr, zoneNamed(domain));
      checkFree(name, input.type);
      return withOwner(await zones.create({ name, ...input }));
    },
    async update(recordId, { rr, ...change }) {
      const before = byHand(recordId);
      const name = rr === undefined ? before.name : absoluteName(rr, before.zone);
      checkFree(name, change.type ?? before.type);
      return withOwner(await zones.update(recordId, { ...change, name }));
    },
    async remove(recordId) {
      byHand(recordId);
      await zones.remove(recordId);
    },
  };
}
