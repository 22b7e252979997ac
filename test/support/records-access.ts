/** Opens a provider of records against a stand-in, for its tests. */
import { randomBytes } from 'node:crypto';
import type { Provider, ProviderPorts, RecordAccess } from '../../electron/ddns/providers/provider.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { createEgress } from '../../electron/kernel/egress.ts';
import { loopbackHttp } from '../fakes/loopback-http.ts';
import type { FakeProvider } from '../fakes/provider.ts';

/** The access to an account there, with ports of the test's own where it names them. */
export function openRecords(
  provider: Provider<never>,
  fake: Pick<FakeProvider, 'endpoint' | 'credentials'>,
  own: Partial<ProviderPorts> = {},
): RecordAccess {
  const ports: ProviderPorts = {
    http: loopbackHttp(),
    egress: createEgress(() => []),
    resolve: (host) => Promise.resolve([host]),
    clock: systemClock,
    nonce: () => randomBytes(16).toString('hex'),
    ...own,
  };
  const { endpoint, credentials } = fake;
  const access = provider.open({ credentials: credentials as never, endpoint, zones: [] }, ports);
  if (access.kind !== 'records') throw new Error(`${provider.id} is no provider of records`);
  return access;
}
