/** The names that are kept: made, changed, let go. */
import { v7 as uuid } from 'uuid';
import type { Family, HostChange, NewHost } from '../../shared/api/ddns.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import { createLock, type Lock } from '../kernel/lock.ts';
import type { HistoryRow, StoredHost, ZoneRow, Zones } from './model.ts';
import { normaliseName, scopeOf } from './names.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';

/** Seconds. Short, because the next address may come any time, and the servers asked are our own. */
export const STANDARD_TTL = 60;
const families: readonly Family[] = ['A', 'AAAA'];

/** Changes to the list of names. Each is stored before it is answered; the zone follows with the next update. */
export interface Hosts {
  list(): readonly StoredHost[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(hostId: string): StoredHost;
  create(input: NewHost): Promise<StoredHost>;
  update(hostId: string, change: HostChange): Promise<StoredHost>;
  /** Lets a name go. Its records are removed only where that is asked for. */
  remove(hostId: string, records: 'keep' | 'delete'): Promise<{ deleted: number; kept: number }>;
}

/** What the history tells of a record that went with its name. */
function removal(host: StoredHost, family: Family, row: ZoneRow, timestamp: number): HistoryRow {
  return {
    id: uuid(),
    timestamp,
    host_id: host.host_id,
    host: host.name,
    family,
    ip: null,
    previous_ip: row.value,
    result: 'removed',
    trigger: 'host_change',
    reason: null,
  };
}

/** The list of names over its tables. */
export function createHosts(deps: {
  store: DdnsStore;
  state: DdnsState;
  zones: Zones;
  transact: <T>(body: () => Promise<T>) => Promise<T>;
  clock: Clock;
  events: EventBus;
  /** Keeps updates away: one that runs might still write a record for a host that is just being let go. */
  withoutUpdate: Lock;
}): Hosts {
  const { store, state, zones, clock, events, withoutUpdate } = deps;
  // Two changes at once would both find the same name free.
  const inTurn = createLock();

  function get(hostId: string): StoredHost {
    const host = state.hosts.get(hostId);
    if (!host) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'host' } });
    return host;
  }

  function checkName(name: string, ownId: string | null): void {
    if (zones.zoneOf(name) === null) {
      throw new UserError('DDNS_NAME_NOT_IN_ZONE', { params: { name, zones: zones.zones().join(', ') } });
    }
    for (const host of state.hosts.values()) {
      if (host.name === name && host.host_id !== ownId)
        throw new UserError('DDNS_HOST_EXISTS', { params: { name } });
    }
  }

  function keep(host: StoredHost): StoredHost {
    state.hosts.set(host.host_id, host);
    state.touch();
    events.emit('ddns.hosts_changed', {});
    return host;
  }

  async function create(input: NewHost): Promise<StoredHost> {
    const name = normaliseName(input.name);
    const scope = scopeOf(name, input.scope);
    checkName(name, null);
    const now = clock.now();
    const host: StoredHost = {
      host_id: uuid(),
      name,
      families: input.families ?? families,
      scope,
      ttl: input.ttl ?? STANDARD_TTL,
      source: input.source ?? { kind: 'interface', interface: null },
      enabled: input.enabled ?? true,
      revision: 1,
      created_at: now,
      updated_at: now,
    };
    await store.insertHost(host);
    return keep(host);
  }

  async function update(hostId: string, change: HostChange): Promise<StoredHost> {
    const before = get(hostId);
    const name = change.name === undefined ? before.name : normaliseName(change.name);
    // A name that moves to another kind of suffix takes that suffix's scope, unless one is asked for.
    const scope = scopeOf(name, change.scope ?? (name === before.name ? before.scope : undefined));
    checkName(name, hostId);
    const host: StoredHost = {
      ...before,
      ...change,
      name,
      scope,
      revision: before.revision + 1,
      updated_at: clock.now(),
    };
    await store.updateHost(host);
    return keep(host);
  }

  async function remove(
    hostId: string,
    records: 'keep' | 'delete',
  ): Promise<{ deleted: number; kept: number }> {
    const host = get(hostId);
    // Of both families: one that was just left out may still have its record.
    const own = families.flatMap((family) => {
      const row = zones.get(state.record(hostId, family).record_id ?? '');
      return row ? [{ family, row }] : [];
    });
    await deps.transact(async () => {
      if (records === 'delete') {
        await zones.applyAll(own.map(({ row }) => ({ kind: 'remove', record_id: row.record_id })));
        await store.addHistory(own.map(({ family, row }) => removal(host, family, row, clock.now())));
      }
      await store.deleteHost(hostId);
    });
    state.dropHost(hostId);
    events.emit('ddns.hosts_changed', {});
    return records === 'delete' ? { deleted: own.length, kept: 0 } : { deleted: 0, kept: own.length };
  }

  return {
    list: () => [...state.hosts.values()],
    get,
    create: (input) => inTurn(() => create(input)),
    update: (hostId, change) => inTurn(() => update(hostId, change)),
    remove: (hostId, records) => inTurn(() => withoutUpdate(() => remove(hostId, records))),
  };
}
