/** The names that are kept: made, changed, taken over, let go. */
import { v7 as uuid } from 'uuid';
import type { Family, HostChange, NewHost, Source } from '../../shared/api/ddns.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import { createLock } from '../kernel/lock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Ages } from './ages.ts';
import { STANDARD_TTL } from './grounds/embedded-ground.ts';
import type { Grounds } from './grounds/grounds.ts';
import { zoneOfName } from './grounds/records-ground.ts';
import { parseIpv6Host } from './ipv6-host.ts';
import type { FamilyRecord, HistoryRow, StoredHost, Zones } from './model.ts';
import { normaliseName, scopeOf } from './names.ts';
import type { Provider } from './providers/provider.ts';
import { removeRecords } from './remove-records.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';

const families: readonly Family[] = ['A', 'AAAA'];

/** What an owner says of the values that stand under a name. */
export interface Adoption {
  readonly family?: Family | undefined;
  readonly record_id?: string | undefined;
  readonly as?: 'own' | 'foreign' | undefined;
}

/** Changes to the list of names. Each is stored before it is answered; the zone follows with the next update. */
export interface Hosts {
  list(): readonly StoredHost[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(hostId: string): StoredHost;
  create(input: NewHost): Promise<StoredHost>;
  update(hostId: string, change: HostChange): Promise<StoredHost>;
  /** Takes over what stands under a name, or declares it foreign. */
  adopt(hostId: string, adoption: Adoption): Promise<StoredHost>;
  /** Lets a name go. Its records are removed only where that is asked for. */
  remove(hostId: string, records: 'keep' | 'delete'): Promise<{ deleted: number; kept: number }>;
}

/** What the list stands on. */
export interface HostsDeps {
  readonly store: DdnsStore;
  readonly state: DdnsState;
  readonly zones: Zones;
  readonly grounds: Grounds;
  readonly accounts: () => Accounts;
  readonly providerOf: (id: string) => Provider | undefined;
  readonly transact: <T>(body: () => Promise<T>) => Promise<T>;
  readonly ages: Ages;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly events: EventBus;
  readonly logger: Logger;
  readonly standardSource: () => string | null;
  readonly knowsSource: (sourceId: string) => boolean;
  /** What a host's device told is dropped. */
  readonly forgetClaims: (hostId: string) => void;
}

/** The list of names over its tables. */
export function createHosts(deps: HostsDeps): Hosts {
  const { store, state, zones, grounds, audit, clock, events, logger } = deps;
  // Two changes at once would both find the same name free.
  const inTurn = createLock();

  function get(hostId: string): StoredHost {
    const host = state.hosts.get(hostId);
    if (!host) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'host' } });
    return host;
  }

  /** Zones that a name may be in; `null` where that cannot be known now, or never. */
  async function zonesOf(accountId: string | null): Promise<readonly string[] | null> {
    if (accountId === null) return zones.zones();
    try {
      return await grounds.ofAccount(accountId).runner.ground.zones();
    } catch (error) {
      // An account in trouble says so at the name; its owner need not wait to write the name down.
      logger.warn({ error, account_id: accountId }, 'The zones of an account could not be asked for');
      return null;
    }
  }

  function checkAccount({ account_id: accountId, families: wanted }: StoredHost): void {
    if (accountId === null) return;
    const account = deps
      .accounts()
      .list()
      .find((one) => one.account_id === accountId);
    if (!account) throw new UserError('DDNS_ACCOUNT_UNKNOWN', { params: { account: accountId } });
    const provider = deps.providerOf(account.provider);
    const missing = wanted.find((family) => !provider?.capabilities.families.includes(family));
    if (missing !== undefined) {
      throw new UserError('DDNS_FAMILY_UNSUPPORTED', {
        params: { provider: provider?.title ?? account.provider, family: missing },
      });
    }
  }

  /** `possible` as {@link zonesOf} found them, before the change had its turn: a slow provider holds up no other name. */
  function check(host: StoredHost, possible: readonly string[] | null): void {
    // It may have been let go while its provider was asked.
    checkAccount(host);
    for (const other of state.hosts.values()) {
      if (other.name === host.name && other.host_id !== host.host_id)
        throw new UserError('DDNS_HOST_EXISTS', { params: { name: host.name } });
    }
    if (host.source.kind === 'source' && !deps.knowsSource(host.source.source_id)) {
      throw new UserError('DDNS_SOURCE_UNKNOWN', { params: { source: host.source.source_id } });
    }
    if (host.ipv6_host !== null && !parseIpv6Host(host.ipv6_host).ok) {
      throw new UserError('DDNS_IPV6_HOST_INVALID', { params: { value: host.ipv6_host } });
    }
    if (possible !== null && zoneOfName(host.name, possible) === null) {
      throw new UserError('DDNS_NAME_NOT_IN_ZONE', {
        params: { name: host.name, zones: possible.join(', ') },
      });
    }
  }

  function keep(host: StoredHost): StoredHost {
    state.hosts.set(host.host_id, host);
    state.touch();
    events.emit('ddns.hosts_changed', {});
    return host;
  }

  function standardSource(accountId: string | null, scope: StoredHost['scope']): Source {
    const echo = accountId === null || scope === 'lan' ? null : deps.standardSource();
    return echo === null ? { kind: 'interface', interface: null } : { kind: 'source', source_id: echo };
  }

  function newHost(input: NewHost): StoredHost {
    const name = normaliseName(input.name);
    const scope = scopeOf(name, input.scope);
    const accountId = input.account_id ?? null;
    const now = clock.now();
    return {
      host_id: uuid(),
      name,
      account_id: accountId,
      families: input.families ?? familiesOf(accountId),
      scope,
      ttl: input.ttl === undefined && accountId === null ? STANDARD_TTL : (input.ttl ?? null),
      source: input.source ?? standardSource(accountId, scope),
      ipv6_host: input.ipv6_host ?? null,
      enabled: input.enabled ?? true,
      revision: 1,
      created_at: now,
      updated_at: now,
    };
  }

  async function create(host: StoredHost, possible: readonly string[] | null): Promise<StoredHost> {
    check(host, possible);
    const event = { action: 'host.create', target_id: host.host_id, payload: host };
    await audit.with(event, () => store.insertHost(host));
    return keep(host);
  }

  /** Both, or what the account's provider has. */
  function familiesOf(accountId: string | null): readonly Family[] {
    const account = deps
      .accounts()
      .list()
      .find((one) => one.account_id === accountId);
    return (account && deps.providerOf(account.provider)?.capabilities.families) ?? families;
  }

  function changed(before: StoredHost, change: HostChange): StoredHost {
    const name = change.name === undefined ? before.name : normaliseName(change.name);
    // A name that moves to another kind of suffix takes that suffix's scope, unless one is asked for.
    const scope = scopeOf(name, change.scope ?? (name === before.name ? before.scope : undefined));
    return { ...before, ...change, name, scope, revision: before.revision + 1, updated_at: clock.now() };
  }

  async function update(
    hostId: string,
    change: HostChange,
    possible: readonly string[] | null,
  ): Promise<StoredHost> {
    const before = get(hostId);
    const host = changed(before, change);
    check(host, possible);
    // What a device told long ago must not be published because somebody listens to devices again.
    const isDeaf = before.source.kind === 'inbound' && host.source.kind !== 'inbound';
    const event = { action: 'host.update', target_id: hostId, payload: change };
    if (host.account_id === before.account_id) {
      await audit.with(event, async () => {
        if (isDeaf) await store.dropClaims(hostId);
        await store.updateHost(host);
      });
      if (isDeaf) deps.forgetClaims(hostId);
      return keep(host);
    }
    // What stands at the old account stays there, and is not ours any more.
    await audit.with(event, async () => {
      if (isDeaf) await store.dropClaims(hostId);
      await store.disown(hostId);
      await store.updateHost(host);
    });
    if (isDeaf) deps.forgetClaims(hostId);
    state.disown(hostId);
    return keep(host);
  }

  async function adopt(hostId: string, adoption: Adoption): Promise<StoredHost> {
    const host = get(hostId);
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
        const foreign_ids = [
          ...new Set([...before.foreign_ids, ...candidates.map(({ record_id: id }) => id)]),
        ];
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
    return host;
  }

  /**
   * Works on a host while no update of its account runs. Updates are waited for first and changes in turn after that:
   * an account that takes long holds up its own names alone.
   */
  async function apart<T>(hostId: string, work: () => Promise<T>): Promise<T> {
    for (;;) {
      const accountId = get(hostId).account_id;
      const done = await grounds.of(accountId).withoutUpdate(async () => {
        // It may have moved while its account was waited for.
        return get(hostId).account_id === accountId ? { result: await work() } : null;
      });
      if (done) return done.result;
    }
  }

  async function remove(
    hostId: string,
    records: 'keep' | 'delete',
  ): Promise<{ deleted: number; kept: number }> {
    const host = get(hostId);
    const own = families.filter((family) => state.record(hostId, family).record_id !== null);
    const event = { action: 'host.delete', target_id: hostId, payload: { name: host.name, records } };
    // The records may be somebody else's to remove: that cannot be undone if nobody can be told.
    if (records === 'delete' && own.length > 0) await audit.record({ ...event, result: 'attempt' });
    const removed =
      records === 'delete' ? await removeRecords(deps, grounds.of(host.account_id).ground, host) : 0;
    await inTurn(async () => {
      await audit.with(event, async () => {
        await store.dropClaims(hostId);
        await store.deleteHost(hostId);
      });
      deps.forgetClaims(hostId);
      state.dropHost(hostId);
    });
    events.emit('ddns.hosts_changed', {});
    return { deleted: removed, kept: own.length - removed };
  }

  return {
    list: () => [...state.hosts.values()],
    get,
    async create(input) {
      const host = newHost(input);
      check(host, null);
      const possible = await zonesOf(host.account_id);
      return inTurn(() => create(host, possible));
    },
    async update(hostId, change) {
      const before = get(hostId);
      const host = changed(before, change);
      check(host, null);
      const moves = host.account_id !== before.account_id;
      const possible = moves || host.name !== before.name ? await zonesOf(host.account_id) : null;
      const work = (): Promise<StoredHost> => inTurn(() => update(hostId, change, possible));
      return moves ? apart(hostId, work) : work();
    },
    adopt: (hostId, adoption) => apart(hostId, () => inTurn(() => adopt(hostId, adoption))),
    remove: (hostId, records) => apart(hostId, () => remove(hostId, records)),
  };
}
