/** Opens a provider of names against a stand-in, for its tests. */
import type {
  NameAccess,
  Provider,
  ProviderFailure,
  ProviderPorts,
} from '../../electron/ddns/providers/provider.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { createEgress } from '../../electron/kernel/egress.ts';
import { loopbackHttp } from '../fakes/loopback-http.ts';

const ports: ProviderPorts = {
  http: loopbackHttp(),
  egress: createEgress(() => []),
  resolve: (host) => Promise.resolve([host]),
  clock: systemClock,
  nonce: () => '00112233445566778899aabbccddeeff',
};

/** The access to an account there. */
export function openNames<Credentials>(
  provider: Provider<Credentials>,
  endpoint: string,
  credentials: Credentials,
): NameAccess {
  const access = provider.open({ credentials, endpoint, zones: [] }, ports);
  if (access.kind !== 'names') throw new Error(`${provider.id} is no provider of names`);
  return access;
}

/** The failure that a verb ends with; nothing of one for a success. */
export const failureOf = (work: Promise<unknown>): Promise<Partial<ProviderFailure>> =>
  work.then(
    () => ({}),
    (error: unknown) => error as ProviderFailure,
  );
