/** The accounts at providers: made, changed, tried, let go, and opened for whoever writes through them. */
import { v7 as uuid } from 'uuid';
import type { AccountChange, AccountTrial, NewAccount } from '../../../shared/api/ddns-accounts.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Egress } from '../../kernel/egress.ts';
import { OperationalError, UserError } from '../../kernel/errors.ts';
import type { Http } from '../../kernel/http.ts';
import { createLock } from '../../kernel/lock.ts';
import type { AccountStanding } from '../grounds/account-gate.ts';
import {
  ProviderFailure,
  type NameAccess,
  type Provider,
  type ProviderPorts,
  type RecordAccess,
} from '../providers/provider.ts';
import { checkChange, checkTrial, type Checked } from './check.ts';
import { createAccountRedaction, redactAccess } from './redact.ts';
import type { AccountSecrets, AccountStore, StoredAccount } from './store.ts';

/** How an account's requests leave. */
export interface Way {
  /** An endpoint of its own, which may then be in a private network; `null`: the provider's. */
  readonly endpoint: string | null;
  /** Whole, with its password; `null` for none. */
  readonly proxy: string | null;
}

/** What accounts stand on. */
export interface AccountsDeps {
  readonly store: AccountStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly ports: Omit<ProviderPorts, 'clock' | 'http' | 'egress'>;
  readonly providerOf: (id: string) => Provider | undefined;
  /** The way out for one account. */
  readonly httpTo: (way: Way) => Http;
  /** The same for a provider that speaks DNS; no proxy takes that. */
  readonly egressTo: (way: Pick<Way, 'endpoint'>) => Egress;
  /** Names that are kept through an account. */
  readonly hostsOf: (accountId: string) => number;
  readonly stateOf: (accountId: string) => AccountStanding;
  /** An account was changed or is gone. Called once it is stored; must not wait for the accounts. */
  readonly changed: (accountId: string) => void;
}

/** The accounts. Each change is stored before it is answered. */
export interface Accounts {
  list(): readonly StoredAccount[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(accountId: string): StoredAccount;
  /** @throws {UserError} for a provider that is not known, and credentials or an endpoint that cannot be its */
  create(input: NewAccount): Promise<StoredAccount>;
  update(accountId: string, change: AccountChange): Promise<StoredAccount>;
  /** @throws {UserError} `DDNS_ACCOUNT_IN_USE` while names are kept through it */
  remove(accountId: string): Promise<void>;
  /**
   * Asks the provider for the account's zones; `null` where it cannot be asked.
   * @throws {OperationalError} `DDNS_PROVIDER_REFUSED` with the provider's reason
   */
  test(trial: AccountTrial): Promise<readonly string[] | null>;
  /** The same for a kept account, with what is about to change in it. */
  testKept(accountId: string, change: AccountChange): Promise<readonly string[] | null>;
  /** How it is doing, as its owner sees it. */
  standing(accountId: string): AccountStanding;
  /**
   * An account, ready to be written through: the same access until the account is edited, because it remembers what it
   * learned of its zones. What its verbs throw holds none of its secrets. @throws while its secrets are locked
   */
  open(accountId: string): Promise<RecordAccess | NameAccess>;
}

/** An access with the revision that it was opened for. */
interface Kept {
  readonly revision: number;
  readonly access: RecordAccess | NameAccess;
}

/** Loads the accounts. */
export async function createAccounts(deps: AccountsDeps): Promise<Accounts> {
  const { store, audit, clock } = deps;
  const accounts = new Map((await store.all()).map((account) => [account.account_id, account]));
  const opened = new Map<string, Kept>();
  const inTurn = createLock();

  function get(accountId: string): StoredAccount {
    const account = accounts.get(accountId);
    if (!account) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'account' } });
    return account;
  }

  function providerNamed(id: string): Provider {
    const provider = deps.providerOf(id);
    if (!provider) throw new UserError('DDNS_PROVIDER_UNKNOWN', { params: { provider: id } });
    return provider;
  }

  function checkName(name: string, ownId: string | null): string {
    const clean = name.trim();
    for (const account of accounts.values()) {
      if (account.name === clean && account.account_id !== ownId) {
        throw new UserError('DDNS_ACCOUNT_EXISTS', { params: { name: clean } });
      }
    }
    return clean;
  }

  async function checkKept(before: StoredAccount, change: AccountChange): Promise<Checked> {
    const secrets = await store.secrets(before.account_id);
    return checkChange(providerNamed(before.provider), { before, secrets, change });
  }

  function access({ provider, endpoint, proxy, zones, credentials }: Checked): RecordAccess | NameAccess {
    const whole = proxy?.whole ?? null;
    const http = deps.httpTo({ endpoint, proxy: whole });
    const ports = { ...deps.ports, clock, http, egress: deps.egressTo({ endpoint }) };
    const opening = provider.open({ credentials, endpoint: endpoint ?? provider.endpoint, zones }, ports);
    return redactAccess(opening, createAccountRedaction(provider, { credentials, proxy: whole }));
  }

  async function ask(checked: Checked): Promise<readonly string[] | null> {
    const opening = access(checked);
    if (opening.kind === 'names') return null;
    try {
      return await opening.zones();
    } catch (error) {
      throw refusalOf(error, checked.provider);
    }
  }

  /** What both new and changed accounts take from what was checked. */
  const fieldsOf = ({ endpoint, proxy, zones, credentials }: Checked) => ({
    endpoint,
    proxy: proxy?.shown ?? null,
    zones,
    credentials_set: Object.keys(credentials).sort(),
  });

  const secretsOf = ({ credentials, proxy }: Checked): AccountSecrets => ({
    credentials,
    proxy: proxy?.whole ?? null,
  });

  async function create(input: NewAccount): Promise<StoredAccount> {
    const name = checkName(input.name, null);
    const checked = checkTrial(providerNamed(input.provider), input);
    const now = clock.now();
    const account: StoredAccount = {
      account_id: uuid(),
      name,
      provider: checked.provider.id,
      ...fieldsOf(checked),
      revision: 1,
      created_at: now,
      updated_at: now,
    };
    const event = { action: 'account.create', target_id: account.account_id, payload: input };
    await audit.with(event, () => store.insert(account, secretsOf(checked)));
    accounts.set(account.account_id, account);
    return account;
  }

  async function update(accountId: string, change: AccountChange): Promise<StoredAccount> {
    const before = get(accountId);
    const name = change.name === undefined ? before.name : checkName(change.name, accountId);
    const checked = await checkKept(before, change);
    // Another name is no news for its provider: what it told us to wait for goes on.
    const isRename = Object.keys(change).every((field) => field === 'name');
    const account: StoredAccount = {
      ...before,
      name,
      ...fieldsOf(checked),
      revision: isRename ? before.revision : before.revision + 1,
      updated_at: clock.now(),
    };
    const event = { action: 'account.update', target_id: accountId, payload: change };
    await audit.with(event, () => store.update(account, secretsOf(checked)));
    accounts.set(accountId, account);
    if (isRename) return account;
    opened.delete(accountId);
    deps.changed(accountId);
    return account;
  }

  async function remove(accountId: string): Promise<void> {
    const { name } = get(accountId);
    const count = deps.hostsOf(accountId);
    if (count > 0) throw new UserError('DDNS_ACCOUNT_IN_USE', { params: { count } });
    const event = { action: 'account.delete', target_id: accountId, payload: { name } };
    await audit.with(event, () => store.remove(accountId));
    accounts.delete(accountId);
    opened.delete(accountId);
    deps.changed(accountId);
  }

  async function open(accountId: string): Promise<RecordAccess | NameAccess> {
    const account = get(accountId);
    const kept = opened.get(accountId);
    if (kept?.revision === account.revision) return kept.access;
    const opening = access(await checkKept(account, {}));
    opened.set(accountId, { revision: account.revision, access: opening });
    return opening;
  }

  return {
    list: () => [...accounts.values()],
    get,
    standing: (accountId) => deps.stateOf(accountId),
    create: (input) => inTurn(() => create(input)),
    update: (accountId, change) => inTurn(() => update(accountId, change)),
    remove: (accountId) => inTurn(() => remove(accountId)),
    test: async (trial) => ask(checkTrial(providerNamed(trial.provider), trial)),
    // In turn, so that a key is never read together with an endpoint that is just being changed.
    testKept: async (accountId, change) => ask(await inTurn(() => checkKept(get(accountId), change))),
    open: (accountId) => inTurn(() => open(accountId)),
  };
}

/** How a provider's failure is answered: 502 with its own words. Anything else is a bug and stays one. */
function refusalOf(error: unknown, { title }: Provider): unknown {
  if (!(error instanceof ProviderFailure)) return error;
  const { failure, message, retryAfter } = error;
  return new OperationalError('DDNS_PROVIDER_REFUSED', {
    params: { provider: title, problem: message },
    details: { failure },
    cause: error,
    ...(retryAfter === undefined ? {} : { retryAfter: retryAfter / 1000 }),
  });
}
