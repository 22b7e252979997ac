/**
 * Keeps an account's secrets out of whatever its provider says: some repeat a wrong key in their refusal. A verb's
 * failure passes through here before anybody stores, logs or shows it.
 */
import { inspect } from 'node:util';
import { ProviderFailure, type NameAccess, type Provider, type RecordAccess } from '../providers/provider.ts';
import type { AccountSecrets } from './store.ts';

/** A text without secrets. */
export type Redact = (text: string) => string;

const MASK = '•••';
/** A beginning of a secret that is shorter gives nothing away. */
const TELLING_LENGTH = 4;

const base64 = (text: string): string[] => {
  const bytes = Buffer.from(text);
  return [bytes.toString('base64'), bytes.toString('base64url')];
};

/** A secret as it may stand in an address, a form, JSON, or a header. */
function formsOf(secret: string): string[] {
  const inForm = new URLSearchParams({ x: secret }).toString().slice(2);
  return [secret, encodeURIComponent(secret), inForm, JSON.stringify(secret).slice(1, -1), ...base64(secret)];
}

function secretsOf({ credentials: schema }: Provider, { credentials, proxy }: AccountSecrets): string[] {
  const isSecret = (name: string): boolean =>
    (schema.properties[name] as { writeOnly?: boolean } | undefined)?.writeOnly === true;
  const entries = Object.entries(credentials);
  const secrets = entries.filter(([name]) => isSecret(name)).map(([, value]) => value);
  const open = entries.filter(([name]) => !isSecret(name)).map(([, value]) => value);
  // As Basic authentication (RFC 7617) sends them.
  const pairs = open.flatMap((user) => secrets.flatMap((secret) => base64(`${user}:${secret}`)));
  if (proxy !== null) {
    const { username, password } = new URL(proxy);
    const plain = decodeURIComponent(password);
    secrets.push(plain, password);
    pairs.push(...base64(`${decodeURIComponent(username)}:${plain}`));
  }
  const forms = [...secrets.filter((secret) => secret !== '').flatMap(formsOf), ...pairs];
  // Longest first: one may be part of another.
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

/** Makes the redaction of one account: credentials that its provider calls secret, and the proxy's password. */
export function createRedaction(provider: Provider, secrets: AccountSecrets): Redact {
  const forms = secretsOf(provider, secrets);
  return (text) => {
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, MASK);
    // A text that was cut to a length may end in the middle of a secret.
    for (const form of forms) {
      for (let length = form.length - 1; length >= TELLING_LENGTH; length--) {
        if (clean.endsWith(form.slice(0, length))) clean = `${clean.slice(0, -length)}${MASK}`;
      }
    }
    return clean;
  };
}

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
