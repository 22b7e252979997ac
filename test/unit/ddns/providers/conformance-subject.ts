/** What the conformance suite is run on: a provider with its stand-in, opened anew for each test. */
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { onTestFinished } from 'vitest';
import type {
  NameAccess,
  Provider,
  ProviderPorts,
  RecordAccess,
} from '../../../../electron/ddns/providers/provider.ts';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { createEgress } from '../../../../electron/kernel/egress.ts';
import { isSecretField } from '../../../../electron/kernel/secret-fields.ts';
import type { Http } from '../../../../electron/kernel/http.ts';
import { loopbackHttp } from '../../../fakes/loopback-http.ts';
import type { FakeProvider, Trap } from '../../../fakes/provider.ts';

/** A provider with its stand-in. */
export interface Subject {
  readonly provider: Provider;
  readonly startFake: () => Promise<FakeProvider>;
  /** What a wrong key is told as, where the service does not say that it is the key. */
  readonly wrongKey?: 'auth' | 'config';
  /** Whether a successful answer's body is the service's whole way to say that nothing is there. */
  readonly saysNothing?: (body: string) => boolean;
}

/** What a test works with. */
export interface Started {
  readonly fake: FakeProvider;
  /** A name in the stand-in's zone, with nothing under it. */
  readonly name: string;
  readonly access: RecordAccess | NameAccess;
  /** Opens the account with other credentials, or over another network. */
  open(credentials: unknown, over?: Http): RecordAccess | NameAccess;
}

/** Starts a stand-in and opens the account there. */
export type Start = () => Promise<Started>;

/** An address that is wanted, another one, and somebody else's. */
export const A = '203.0.113.7';
export const B = '203.0.113.8';
export const FOREIGN = '203.0.113.99';

/** Traps after which nobody knows whether the verb was carried out. */
export const unclear: readonly Trap[] = ['outage', 'slow', 'half', 'portal', 'cut', 'error_in_200'];

/** What an account needs, over a network. */
function portsWith(http: Http): ProviderPorts {
  return {
    http,
    egress: createEgress(() => []),
    resolve: (host) => Promise.resolve([host]),
    clock: systemClock,
    nonce: () => randomBytes(16).toString('hex'),
  };
}

/** Makes the start of a subject's tests. Inside a test only. */
export function startOf({ provider, startFake }: Subject): Start {
  return async () => {
    const fake = await startFake();
    onTestFinished(fake.close);
    const open = (credentials: unknown, over: Http = loopbackHttp()): RecordAccess | NameAccess =>
      provider.open({ credentials, endpoint: fake.endpoint, zones: [fake.zone] }, portsWith(over));
    return { fake, open, name: `nas.${fake.zone}`, access: open(fake.credentials) };
  };
}

/** Everything that a failure could carry outside. */
export function toldBy(failure: unknown): string {
  return `${inspect(failure, { depth: Infinity, showHidden: true })} ${JSON.stringify(failure)}`;
}

/** A stand-in's secrets as they are, and as a header or an address would carry them. */
export function secretsOf(provider: Provider, credentials: Readonly<Record<string, unknown>>): string[] {
  const isSecret = (key: string): boolean => isSecretField(provider.credentials, key);
  const texts = Object.entries(credentials).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const secrets = texts.filter(([key]) => isSecret(key)).map(([, value]) => value);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const pairs = texts.flatMap(([, user]) => secrets.map((secret) => base64(`${user}:${secret}`)));
  return [...secrets, ...secrets.map(base64), ...secrets.map(encodeURIComponent), ...pairs];
}
