/** Name servers that take dynamic updates (RFC 2136) signed with a shared key (RFC 8945): BIND, Knot, PowerDNS, dynv6. */
import { Type, type Static } from 'typebox';
import type { Provider } from '../provider.ts';
import { createRfc2136Access, STANDARD_TTL } from './access.ts';
import { createDnsClient } from './client.ts';
import { classOf } from './failures.ts';

const DNS_PORT = 53;
/** The largest TTL (RFC 2181 §8). */
const LONGEST_TTL = 2 ** 31 - 1;

const Credentials = Type.Object({
  key_name: Type.String({
    pattern: '^[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?$',
    maxLength: 253,
  }),
  algorithm: Type.Union([Type.Literal('hmac-sha256'), Type.Literal('hmac-sha512')], {
    default: 'hmac-sha256',
  }),
  secret: Type.String({
    writeOnly: true,
    // Whole groups of four, the last one padded.
    pattern: '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$',
    maxLength: 1024,
  }),
  transport: Type.Optional(
    Type.Union([Type.Literal('udp'), Type.Literal('tcp')], {
      default: 'udp',
    }),
  ),
});

type Credentials = Static<typeof Credentials>;

/** The provider. Its endpoint is an address or name of the primary server: `dns://192.0.2.1:53`. */
export const rfc2136: Provider<Credentials> = {
  id: 'rfc2136',
  title: 'Own name server (RFC 2136, TSIG)',
  key_url: 'https://www.knot-dns.cz/docs/latest/html/configuration.html#dynamic-updates',
  credentials: Credentials,
  capabilities: {
    list: 'name',
    families: ['A', 'AAAA'],
    ttl: { least: 0, most: LONGEST_TTL, standard: STANDARD_TTL },
    quota: {},
    refresh_days: null,
    no_op_is_abuse: false,
    families_together: false,
    zones_are_named: true,
  },
  // There is no server that everybody has; this one is only reached when somebody names it.
  endpoint: `dns://127.0.0.1:${DNS_PORT}`,
  open({ credentials, endpoint, zones }, ports) {
    const { hostname, port } = new URL(endpoint);
    const client = createDnsClient({
      ports,
      key: {
        name: credentials.key_name.replace(/\.$/, ''),
        algorithm: credentials.algorithm,
        secret: Buffer.from(credentials.secret, 'base64'),
      },
      server: { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? DNS_PORT : Number(port) },
      transport: credentials.transport ?? 'udp',
    });
    return createRfc2136Access(client, zones);
  },
  classifyError: ({ code }) => ({ failure: classOf(code) }),
};
