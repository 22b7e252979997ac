/**
 * Keeps an account's secrets out of whatever its provider says: some repeat a wrong key in their refusal. A verb's
 * failure passes through here before anybody stores, logs or shows it.
 */
import { inspect } from 'node:util';
import { base64Forms, createRedaction, formsOf, type Redact } from '../../kernel/redact.ts';
import { isSecretField } from '../../kernel/secret-fields.ts';
import { ProviderFailure, type NameAccess, type Provider, type RecordAccess } from '../providers/provider.ts';
import type { AccountSecrets } from './store.ts';

function secretsOf({ credentials: schema }: Provider, { credentials, proxy }: AccountSecrets): string[] {
  const isSecret = (name: string): boolean => isSecretField(schema, name);
  const entries = Object.entries(credentials);
  const secrets = entries.filter(([name]) => isSecret(name)).map(([, value]) => value);
  const open = entries.filter(([name]) => !isSecret(name)).map(([, value]) => value);
  // As Basic authentication (RFC 7617) sends them.
  const pairs = open.flatMap((user) => secrets.flatMap((secret) => base64Forms(`${user}:${secret}`)));
  if (proxy !== null) {
    const { username, password } = new URL(proxy);
    const plain = decodeURIComponent(password);
    secrets.push(plain, password);
    pairs.push(...base64Forms(`${decodeURIComponent(username)}:${plain}`));
  }
  return [...secrets.filter((secret) => secret !== '').flatMap(formsOf), ...pairs];
}

/** Makes the redaction of one account: credentials that its provider calls secret, and the proxy's password. */
export const createAccountRedaction = (provider: Provider, secrets: AccountSecrets): Redact =>
  createRedaction(secretsOf(provider, secrets));

function withoutSecrets(error: unknown, redact: Redact): unknown {
  if (error instanceof ProviderFailure) {
    const { failure, code, message, retryAfter, partly } = error;
    const verdict = { failure, ...(retryAfter === undefined ? {} : { retry_after: retryAfter }) };
    return new ProviderFailure(verdict, { code: code && redact(code), message: redact(message), partly });
  }
  // A bug, which is told with all that hangs on it: an address that did not parse, a cause.
  const told = inspect(error, { depth: 8 });
  const clean = redact(told);
  return clean === told ? error : new Error(clean);
}

/** The same access; what its verbs throw is redacted. */
export function redactAccess(access: RecordAccess | NameAccess, redact: Redact): RecordAccess | NameAccess {
  async function guard<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw withoutSecrets(error, redact);
    }
  }
  if (access.kind === 'names') {
    return { kind: 'names', put: (name, addresses) => guard(() => access.put(name, addresses)) };
  }
  return {
    kind: 'records',
    zones: () => guard(() => access.zones()),
    list: (zone, filter) => guard(() => access.list(zone, filter)),
    create: (zone, wish) => guard(() => access.create(zone, wish)),
    update: (zone, record, change) => guard(() => access.update(zone, record, change)),
    remove: (zone, record) => guard(() => access.remove(zone, record)),
  };
}
