/** What a caller gives of an account, checked against what its provider wants. Pure. */
import { Value } from 'typebox/value';
import type { AccountChange, AccountTrial } from '../../../shared/api/ddns-accounts.ts';
import { UserError } from '../../kernel/errors.ts';
import { normaliseName } from '../names.ts';
import type { Provider } from '../providers/provider.ts';
import { cleanEndpoint } from './endpoint.ts';
import { isSamePlace, readProxy, type Proxy } from './proxy.ts';
import type { AccountSecrets, Credentials, StoredAccount } from './store.ts';

/** What is needed to open an account. */
export interface Checked {
  readonly provider: Provider;
  /** `null`: the provider's own. */
  readonly endpoint: string | null;
  readonly proxy: Proxy | null;
  readonly zones: readonly string[];
  readonly credentials: Credentials;
}

/** Answers the credentials when they are what the provider wants; says which one is not. Empty ones are not there. */
function checkCredentials({ credentials: schema, title }: Provider, given: Credentials): Credentials {
  const refuse = (field: string): UserError =>
    new UserError('DDNS_CREDENTIALS_INVALID', { params: { provider: title, field } });
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const stranger = Object.keys(filled).find((name) => !Object.hasOwn(schema.properties, name));
  if (stranger !== undefined) throw refuse(stranger);
  const [problem] = Value.Errors(schema, filled);
  if (problem) throw refuse(problem.instancePath.slice(1) || problem.message);
  return filled;
}

function proxyOf(given: string | null | undefined, { endpoint }: Provider): Proxy | null {
  if (given == null) return null;
  // Silently going without it would show an address that its owner hides.
  if (new URL(endpoint).protocol === 'dns:') {
    throw new UserError('DDNS_PROXY_INVALID', { params: { keyword: 'proxy_for_dns' } });
  }
  return readProxy(given);
}

/** @throws {UserError} for credentials, an endpoint, a proxy or zones that cannot be the provider's */
export function checkTrial(provider: Provider, trial: Omit<AccountTrial, 'provider'>): Checked {
  const zones = [...new Set((trial.zones ?? []).map(normaliseName))];
  if (provider.capabilities.zones_are_named && zones.length === 0) {
    throw new UserError('DDNS_ZONES_WANTED', { params: { provider: provider.title } });
  }
  return {
    provider,
    endpoint: trial.endpoint == null ? null : cleanEndpoint(trial.endpoint, provider.endpoint),
    proxy: proxyOf(trial.proxy, provider),
    zones,
    credentials: checkCredentials(provider, trial.credentials),
  };
}

/**
 * A kept account with a change: what is not named stays, each credential by itself. The proxy as it is shown stands
 * for the one that is kept, with its password.
 * @throws {UserError} as {@link checkTrial} does, and `DDNS_CREDENTIALS_AGAIN`
 */
export function checkChange(
  provider: Provider,
  { before, secrets, change }: { before: StoredAccount; secrets: AccountSecrets; change: AccountChange },
): Checked {
  const keepsProxy = change.proxy === undefined || change.proxy === before.proxy;
  const checked = checkTrial(provider, {
    credentials: { ...secrets.credentials, ...change.credentials },
    endpoint: change.endpoint === undefined ? before.endpoint : change.endpoint,
    proxy: keepsProxy ? secrets.proxy : (change.proxy ?? null),
    zones: change.zones ?? [...before.zones],
  });
  const { endpoint, proxy } = checked;
  // Without TLS a proxy reads the key that passes through it.
  const isPlain = new URL(endpoint ?? provider.endpoint).protocol === 'http:';
  const isSeenElsewhere = isPlain && proxy !== null && !isSamePlace(proxy.shown, before.proxy);
  const isMissing = before.credentials_set.some((name) => change.credentials?.[name] === undefined);
  // A key goes to where it was meant for: whoever names another place gives the key again.
  if ((endpoint !== before.endpoint || isSeenElsewhere) && isMissing) {
    throw new UserError('DDNS_CREDENTIALS_AGAIN');
  }
  return checked;
}
