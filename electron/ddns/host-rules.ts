/** What a host may be: what it takes where its owner says nothing, and what is refused. */
import { v7 as uuid } from 'uuid';
import type { Family } from '../../shared/api/ddns.ts';
import type { HostChange, NewHost, Source } from '../../shared/api/ddns-hosts.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { Accounts } from './accounts/accounts.ts';
import { STANDARD_TTL } from './grounds/embedded-ground.ts';
import { zoneOfName } from './grounds/records-ground.ts';
import { parseIpv6Host } from './ipv6-host.ts';
import { families, type StoredHost } from './model.ts';
import { normaliseName, scopeOf } from './names.ts';
import type { Provider } from './providers/provider.ts';
import type { DdnsState } from './state.ts';

/** What the rules look at. */
export interface HostRulesDeps {
  readonly state: Pick<DdnsState, 'hosts'>;
  readonly accounts: () => Accounts;
  readonly providerOf: (id: string) => Provider | undefined;
  readonly clock: Clock;
  /** The source of a name that can be reached from outside; `null` where there is none. */
  readonly standardSource: () => string | null;
  readonly knowsSource: (sourceId: string) => boolean;
}

/** The rules. Nothing is stored. */
export interface HostRules {
  /** The host that is asked for, with its defaults. @throws {UserError} `DDNS_NAME_INVALID`, `DDNS_SCOPE_MISMATCH` */
  made(input: NewHost): StoredHost;
  /** The host after a change, one revision on. @throws {UserError} `DDNS_NAME_INVALID`, `DDNS_SCOPE_MISMATCH` */
  changed(before: StoredHost, change: HostChange): StoredHost;
  /**
   * Whether it may be kept, beside the others. `possible`: the zones that its name may be in, `null` where they are not
   * known.
   * @throws {UserError} what is against it
   */
  check(host: StoredHost, possible: readonly string[] | null): void;
}

/** The rules over the list as it stands. */
export function createHostRules(deps: HostRulesDeps): HostRules {
  const { state, clock } = deps;

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

  function standardSource(accountId: string | null, scope: StoredHost['scope']): Source {
    const echo = accountId === null || scope === 'lan' ? null : deps.standardSource();
    return echo === null ? { kind: 'interface', interface: null } : { kind: 'source', source_id: echo };
  }

  /** Both, or what the account's provider has. */
  function familiesOf(accountId: string | null): readonly Family[] {
    const account = deps
      .accounts()
      .list()
      .find((one) => one.account_id === accountId);
    return (account && deps.providerOf(account.provider)?.capabilities.families) ?? families;
  }

  function made(input: NewHost): StoredHost {
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

  function changed(before: StoredHost, change: HostChange): StoredHost {
    const name = change.name === undefined ? before.name : normaliseName(change.name);
    // A name that moves to another kind of suffix takes that suffix's scope, unless one is asked for.
    const scope = scopeOf(name, change.scope ?? (name === before.name ? before.scope : undefined));
    return { ...before, ...change, name, scope, revision: before.revision + 1, updated_at: clock.now() };
  }

  return { made, changed, check };
}
