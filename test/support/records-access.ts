/** Opens a provider of records against a stand-in, for its tests. */
import { randomBytes } from 'node:crypto';
import type { Provider, ProviderPorts, RecordAccess } from '../../electron/ddns/providers/provider.ts';
import { systemClock } from '../../electron/kernel/clock.ts';
import { createEgress } from '../../electron/kernel/egress.ts';
import type { Http, HttpRequest } from '../../electron/kernel/http.ts';
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

/** The same, with all that is sent written down. */
export function openWatchedRecords(
  provider: Provider<never>,
  fake: Pick<FakeProvider, 'endpoint' | 'credentials'>,
  own: Partial<ProviderPorts> = {},
): { readonly sent: readonly HttpRequest[]; readonly access: RecordAccess } {
  const sent: HttpRequest[] = [];
  const http: Http = (request) => {
    sent.push(request);
    return loopbackHttp()(request);
  };
  return { sent, access: openRecords(provider, fake, { http, ...own }) };
}
