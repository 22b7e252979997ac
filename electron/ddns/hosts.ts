/** The names that are kept: made, changed, taken over, let go. */
import type { HostChange, NewHost } from '../../shared/api/ddns-hosts.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { UserError } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import { createLock } from '../kernel/lock.ts';
import type { Logger } from '../kernel/logger.ts';
import { adopt, type Adoption } from './adopt.ts';
import type { Ages } from './ages.ts';
import type { Grounds } from './grounds/grounds.ts';
import { createHostRules, type HostRulesDeps } from './host-rules.ts';
import { families, type StoredHost, type Zones } from './model.ts';
import { removeRecords } from './remove-records.ts';
import type { DdnsState } from './state.ts';
import type { DdnsStore } from './store.ts';

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
export interface HostsDeps extends HostRulesDeps {
  readonly store: DdnsStore;
  readonly state: DdnsState;
  readonly zones: Zones;
  readonly grounds: Grounds;
  readonly transact: <T>(body: () => Promise<T>) => Promise<T>;
  readonly ages: Ages;
  readonly audit: AuditTrail;
  readonly events: EventBus;
  readonly logger: Logger;
  /** What a host's device told is dropped. */
  readonly forgetClaims: (hostId: string) => void;
}

/** The list of names over its tables. */
export function createHosts(deps: HostsDeps): Hosts {
  const { store, state, zones, grounds, audit, events, logger } = deps;
  const rules = createHostRules(deps);
  // Two changes at once would both find the same name free.
  const inTurn = createLock();

  function get(hostId: string): StoredHost {
    const host = state.hosts.get(hostId);
    if (!host) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'host' } });
    return host;
  }

  /**
   * Zones that a name may be in; `null` where that cannot be known now, or never. Asked before a change has its turn: a
   * slow provider holds up no other name.
   */
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

  function keep(host: StoredHost): StoredHost {
    state.hosts.set(host.host_id, host);
    state.touch();
    events.emit('ddns.hosts_changed', {});
    return host;
  }

  async function create(host: StoredHost, possible: readonly string[] | null): Promise<StoredHost> {
    rules.check(host, possible);
    const event = { action: 'host.create', target_id: host.host_id, payload: host };
    await audit.with(event, () => store.insertHost(host));
    return keep(host);
  }

  async function update(
    hostId: string,
    change: HostChange,
    possible: readonly string[] | null,
  ): Promise<StoredHost> {
    const before = get(hostId);
    const host = rules.changed(before, change);
    rules.check(host, possible);
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
      const host = rules.made(input);
      rules.check(host, null);
      const possible = await zonesOf(host.account_id);
      return inTurn(() => create(host, possible));
    },
    async update(hostId, change) {
      const before = get(hostId);
      const host = rules.changed(before, change);
      rules.check(host, null);
      const moves = host.account_id !== before.account_id;
      const possible = moves || host.name !== before.name ? await zonesOf(host.account_id) : null;
      const work = (): Promise<StoredHost> => inTurn(() => update(hostId, change, possible));
      return moves ? apart(hostId, work) : work();
    },
    adopt: (hostId, adoption) =>
      apart(hostId, () =>
        inTurn(async () => {
          const host = get(hostId);
          await adopt(deps, host, adoption);
          return host;
        }),
      ),
    remove: (hostId, records) => apart(hostId, () => remove(hostId, records)),
  };
}
