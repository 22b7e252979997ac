/** Opens a provider of records for tests of its own, and remembers what it sent. */
import type { Provider, ProviderPorts, RecordAccess } from '../../../../electron/ddns/providers/provider.ts';
import { systemClock } from '../../../../electron/kernel/clock.ts';
import { createEgress } from '../../../../electron/kernel/egress.ts';
import type { Http, HttpRequest } from '../../../../electron/kernel/http.ts';
import { loopbackHttp } from '../../../fakes/loopback-http.ts';

/** The access to an account, and the requests that it made. */
export function openRecords<Credentials>(
  provider: Provider<Credentials>,
  account: {
    readonly endpoint: string;
    readonly credentials: Credentials;
    readonly zones?: readonly string[];
  },
  http: Http = loopbackHttp(),
): { readonly access: RecordAccess; readonly sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const ports: ProviderPorts = {
    http: (request) => {
      sent.push(request);
      return http(request);
    },
    egress: createEgress(() => []),
    resolve: (host) => Promise.resolve([host]),
    clock: systemClock,
    nonce: () => '00112233445566778899aabbccddeeff',
  };
  const access = provider.open({ zones: [], ...account }, ports);
  if (access.kind !== 'records') throw new Error(`${provider.id} is no provider of records`);
  return { access, sent };
}
