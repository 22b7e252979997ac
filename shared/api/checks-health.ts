/** Documented reads of `/monitoring`: the services of this machine, the health of a name and of a page. */
import { Type, type Static } from 'typebox';
import { IpAddress, Nullable, Reason, Timestamp } from './common.ts';
import { defineRoutes } from './contract.ts';

/** One service: a part of CloudCube, a unit of systemd that a check names, a container. */
export const ServiceHealth = Type.Object({
  kind: Type.Enum(['part', 'unit', 'container']),
  /** `null`: it cannot be told, see `metadata.unavailable`. */
  status: Nullable(
    Type.Union([
      Type.Literal('running'),
      Type.Literal('stopped'),
      Type.Literal('unhealthy'),
      Type.Literal('failed'),
    ]),
  ),
  /** As systemd or the engine says it: `active (running)`, `exited`. */
  detail: Nullable(Type.String()),
  reason: Nullable(Reason),
});
/** {@link ServiceHealth} as a type. */
export type ServiceHealth = Static<typeof ServiceHealth>;

/** Services by name, and how many are well. */
export const Services = Type.Object({
  services: Type.Record(Type.String(), ServiceHealth),
  summary: Type.Object({
    total: Type.Integer(),
    healthy: Type.Integer(),
    unhealthy: Type.Integer(),
    unknown: Type.Integer(),
    /** Of those that are known; `null` where none is. */
    health_percentage: Nullable(Type.Number()),
  }),
});
/** {@link Services} as a type. */
export type Services = Static<typeof Services>;

/** What one server says of a name. */
export const DnsServerHealth = Type.Object({
  server: Type.String(),
  address: Nullable(IpAddress),
  role: Type.Enum(['authoritative', 'resolver']),
  values: Nullable(Type.Array(Type.String())),
  rcode: Nullable(Type.String()),
  /** The resolver has verified DNSSEC (AD); `null` where it says nothing. */
  dnssec: Nullable(Type.Boolean()),
  /** Seconds, the shortest of the answer. */
  ttl: Nullable(Type.Integer()),
  latency_ms: Nullable(Type.Number()),
  reason: Nullable(Reason),
});
/** {@link DnsServerHealth} as a type. */
export type DnsServerHealth = Static<typeof DnsServerHealth>;

/** One type of a name's records. */
export const DnsTypeHealth = Type.Object({
  type: Type.Enum(['A', 'AAAA']),
  servers: Type.Array(DnsServerHealth),
  /** All that answered say the same; `null` where nobody did. */
  agree: Nullable(Type.Boolean()),
  values: Nullable(Type.Array(Type.String(), { description: 'What they agree on' })),
  published: Nullable(Type.Array(Type.String(), { description: 'What CloudCube published' })),
  matches_published: Nullable(Type.Boolean()),
});

/** The health of a name. */
export const DnsHealth = Type.Object({
  domain: Type.String(),
  status: Type.Enum(['healthy', 'unhealthy']),
  checked_at: Timestamp,
  records: Type.Array(DnsTypeHealth),
});
/** {@link DnsHealth} as a type. */
export type DnsHealth = Static<typeof DnsHealth>;

/** One certificate of a chain, the server's own first. */
export const ChainCertificate = Type.Object({
  subject: Type.String(),
  issuer: Type.String(),
  names: Type.Array(Type.String()),
  valid_from: Timestamp,
  valid_to: Timestamp,
  days_left: Type.Integer(),
  fingerprint_sha256: Type.String(),
});

/** The health of a page. */
export const WebHealth = Type.Object({
  url: Type.String(),
  status: Type.Enum(['healthy', 'unhealthy']),
  checked_at: Timestamp,
  http_status: Nullable(Type.Integer()),
  address: Nullable(IpAddress),
  /** Milliseconds of the last hop; `null` for what was not reached. */
  timing: Type.Object({
    dns: Nullable(Type.Number()),
    connect: Nullable(Type.Number()),
    tls: Nullable(Type.Number()),
    first_byte: Nullable(Type.Number()),
    total: Type.Number(),
  }),
  certificate: Nullable(
    Type.Object({
      valid: Type.Boolean(),
      problem: Nullable(Type.String({ description: "OpenSSL's name of it: `CERT_HAS_EXPIRED`" })),
      protocol: Nullable(Type.String()),
      chain: Type.Array(ChainCertificate),
    }),
  ),
  redirects: Type.Array(Type.Object({ url: Type.String(), status: Type.Integer() })),
  reason: Nullable(Reason),
});
/** {@link WebHealth} as a type. */
export type WebHealth = Static<typeof WebHealth>;

const servicesExample = {
  services: {
    database: { kind: 'part', status: 'running', detail: null, reason: null },
    'smbd.service': { kind: 'unit', status: 'running', detail: 'active (running)', reason: null },
  },
  summary: { total: 2, healthy: 2, unhealthy: 0, unknown: 0, health_percentage: 100 },
};

const WHAT_MAY_BE_ASKED =
  'What is public may be asked about, and what a standing check or one of our names names; any other target in the local network is refused (`CHECK_TARGET_REFUSED`), so that reading is no way to look around in it.';

/** Operations on `/monitoring/services`, `/monitoring/dns/health` and `/monitoring/web/health`. */
export const checkHealthRoutes = defineRoutes({
  getServices: {
    method: 'GET',
    path: '/monitoring/services',
    tag: 'checks',
    summary: "CloudCube's own parts, units of systemd that a check names, and containers",
    access: 'monitoring:read',
    query: Type.Object({
      service: Type.Optional(
        Type.String({ minLength: 1, maxLength: 256, description: 'One of them, by name' }),
      ),
    }),
    data: Services,
    errors: ['RESOURCE_NOT_FOUND'],
    example: { data: servicesExample },
  },
  getDnsHealth: {
    method: 'GET',
    path: '/monitoring/dns/health',
    tag: 'checks',
    summary: `Whether a name's servers and resolvers agree, and say what was published. ${WHAT_MAY_BE_ASKED}`,
    access: 'monitoring:read',
    query: Type.Object({
      domain: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 253,
          pattern: '^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$',
          description: 'The first of our names unless told',
        }),
      ),
    }),
    data: DnsHealth,
    errors: ['RESOURCE_NOT_FOUND', 'CHECK_TARGET_REFUSED'],
    example: {
      data: {
        domain: 'nas.example.net',
        status: 'healthy',
        checked_at: '2026-11-20T08:10:03.000Z',
        records: [
          {
            type: 'A',
            servers: [
              {
                server: 'ns1.example.net',
                address: '93.184.216.53',
                role: 'authoritative',
                values: ['93.184.216.34'],
                rcode: 'NOERROR',
                dnssec: null,
                ttl: 60,
                latency_ms: 21.4,
                reason: null,
              },
            ],
            agree: true,
            values: ['93.184.216.34'],
            published: ['93.184.216.34'],
            matches_published: true,
          },
        ],
      },
    },
  },
  getWebHealth: {
    method: 'GET',
    path: '/monitoring/web/health',
    tag: 'checks',
    summary: `Whether a page answers, how fast, and until when its certificates last. ${WHAT_MAY_BE_ASKED}`,
    access: 'monitoring:read',
    query: Type.Object({
      url: Type.Optional(
        Type.String({
          minLength: 8,
          maxLength: 2048,
          pattern: '^[hH][tT][tT][pP][sS]?://[^\\s#]+$',
          description: 'https://, with the first of our names, unless told',
        }),
      ),
    }),
    data: WebHealth,
    errors: ['RESOURCE_NOT_FOUND', 'CHECK_TARGET_REFUSED'],
    example: {
      data: {
        url: 'https://nas.example.net/',
        status: 'healthy',
        checked_at: '2026-11-20T08:10:03.000Z',
        http_status: 200,
        address: '93.184.216.34',
        timing: { dns: 4.1, connect: 12.6, tls: 14.9, first_byte: 20.2, total: 52.3 },
        certificate: {
          valid: true,
          problem: null,
          protocol: 'TLSv1.3',
          chain: [
            {
              subject: 'nas.example.net',
              issuer: 'Example CA',
              names: ['nas.example.net'],
              valid_from: '2026-10-01T00:00:00.000Z',
              valid_to: '2026-12-30T00:00:00.000Z',
              days_left: 39,
              fingerprint_sha256: '5F:3A',
            },
          ],
        },
        redirects: [],
        reason: null,
      },
    },
  },
});
