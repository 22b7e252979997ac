/** The accounts at providers: made, changed, tried, let go, and opened for whoever writes through them. */
import { Value } from 'typebox/value';
import { v7 as uuid } from 'uuid';
import type { AccountChange, AccountTrial, NewAccount } from '../../../shared/api/ddns-accounts.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Egress } from '../../kernel/egress.ts';
import { OperationalError, UserError } from '../../kernel/errors.ts';
import type { Http } from '../../kernel/http.ts';
import { createLock } from '../../kernel/lock.ts';
import { normaliseName } from '../names.ts';
import { providerOf } from '../providers/index.ts';
import {
  ProviderFailure,
  type NameAccess,
  type Provider,
  type ProviderPorts,
  type RecordAccess,
} from '../providers/provider.ts';
import { cleanEndpoint } from './endpoint.ts';
import type { AccountStore, Credentials, StoredAccount } from './store.ts';

/** What accounts stand on. */
export interface AccountsDeps {
  readonly store: AccountStore;
  readonly clock: Clock;
  readonly ports: Omit<ProviderPorts, 'clock' | 'http' | 'egress'>;
  /** The way out for one account: with an endpoint of its own, that one may be in a private network. */
  readonly httpTo: (ownEndpoint: string | null) => Http;
  /** The same for a provider that speaks DNS. */
  readonly egressTo: (ownEndpoint: string | null) => Egress;
}

/** The accounts. Each change is stored before it is answered. */
export interface Accounts {
  list(): readonly StoredAccount[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(accountId: string): StoredAccount;
  /** @throws {UserError} for a provider that is not known, and credentials or an endpoint that cannot be its */
  create(input: NewAccount): Promise<StoredAccount>;
  update(accountId: string, change: AccountChange): Promise<StoredAccount>;
  remove(accountId: string): Promise<void>;
  /**
   * Asks the provider for the account's zones; `null` where it cannot be asked.
   * @throws {OperationalError} `DDNS_PROVIDER_REFUSED` with the provider's reason
   */
  test(trial: AccountTrial): Promise<readonly string[] | null>;
  /** The same for a kept account, with what is about to change in it. */
  testKept(accountId: string, change: AccountChange): Promise<readonly string[] | null>;
  /** An account, ready to be written through. */
  open(accountId: string): Promise<RecordAccess | NameAccess>;
}

interface Opened {
  readonly provider: Provider;
  readonly endpoint: string | null;
  readonly zones: readonly string[];
  readonly credentials: Credentials;
}

function providerNamed(id: string): Provider {
  const provider = providerOf(id);
  if (!provider) throw new UserError('DDNS_PROVIDER_UNKNOWN', { params: { provider: id } });
  return provider;
}

/** Answers the credentials when they are what the provider wants; says which one is not. */
function checkCredentials({ credentials: schema, title }: Provider, given: Credentials): Credentials {
  const [problem] = Value.Errors(schema, given);
  if (!problem) return given;
  const field = problem.instancePath.slice(1) || problem.message;
  throw new UserError('DDNS_CREDENTIALS_INVALID', { params: { provider: title, field } });
}

/** Loads the accounts. */
export async function createAccounts(deps: AccountsDeps): Promise<Accounts> {
  const { store, clock } = deps;
  const accounts = new Map((await store.all()).map((account) => [account.account_id, account]));
  const inTurn = createLock();

  function get(accountId: string): StoredAccount {
    const account = accounts.get(accountId);
    if (!account) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'account' } });
    return account;
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

  function check(trial: AccountTrial): Opened {
    const provider = providerNamed(trial.provider);
    const zones = (trial.zones ?? []).map(normaliseName);
    if (provider.capabilities.zones_are_named && zones.length === 0) {
      throw new UserError('DDNS_ZONES_WANTED', { params: { provider: provider.title } });
    }
    const endpoint = trial.endpoint == null ? null : cleanEndpoint(trial.endpoint, provider.endpoint);
    return { provider, endpoint, zones, credentials: checkCredentials(provider, trial.credentials) };
  }

  /** A kept account with a change: credentials that are not named stay. */
  async function changed(before: StoredAccount, change: AccountChange): Promise<Opened> {
    const credentials = { ...(await store.credentials(before.account_id)), ...change.credentials };
    // A key goes to where it was meant for: whoever names another place gives the key again.
    const moves = change.endpoint !== undefined && change.endpoint !== before.endpoint;
    if (moves && before.credentials_set.some((name) => change.credentials?.[name] === undefined)) {
      throw new UserError('DDNS_CREDENTIALS_AGAIN');
    }
    return check({
      provider: before.provider,
      credentials,
      endpoint: change.endpoint === undefined ? before.endpoint : change.endpoint,
      zones: change.zones ?? [...before.zones],
    });
  }

  function access({ provider, endpoint, zones, credentials }: Opened): RecordAccess | NameAccess {
    const ports = { ...deps.ports, clock, http: deps.httpTo(endpoint), egress: deps.egressTo(endpoint) };
    return provider.open({ credentials, endpoint: endpoint ?? provider.endpoint, zones }, ports);
  }

  async function ask(opened: Opened): Promise<readonly string[] | null> {
    const opening = access(opened);
    if (opening.kind === 'names') return null;
    try {
      return await opening.zones();
    } catch (error) {
      throw refusalOf(error, opened.provider);
    }
  }

  function keep(account: StoredAccount): StoredAccount {
    accounts.set(account.account_id, account);
    return account;
  }

  return {
    list: () => [...accounts.values()],
    get,
    create: (input) =>
      inTurn(async () => {
        const name = checkName(input.name, null);
        const { provider, endpoint, zones, credentials } = check(input);
        const now = clock.now();
        const account: StoredAccount = {
          account_id: uuid(),
          name,
          provider: provider.id,
          endpoint,
          zones,
          credentials_set: Object.keys(credentials).sort(),
          revision: 1,
          created_at: now,
          updated_at: now,
        };
        await store.insert(account, credentials);
        return keep(account);
      }),
    update: (accountId, change) =>
      inTurn(async () => {
        const before = get(accountId);
        const name = change.name === undefined ? before.name : checkName(change.name, accountId);
        const { endpoint, zones, credentials } = await changed(before, change);
        const account: StoredAccount = {
          ...before,
          name,
          endpoint,
          zones,
          credentials_set: Object.keys(credentials).sort(),
          revision: before.revision + 1,
          updated_at: clock.now(),
        };
        await store.update(account, credentials);
        return keep(account);
      }),
    remove: (accountId) =>
      inTurn(async () => {
        get(accountId);
        await store.remove(accountId);
        accounts.delete(accountId);
      }),
    test: async (trial) => ask(check(trial)),
    testKept: async (accountId, change) => ask(await changed(get(accountId), change)),
    async open(accountId) {
      const account = get(accountId);
      const provider = providerNamed(account.provider);
      return access({ ...account, provider, credentials: await store.credentials(accountId) });
    },
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
