/** What can be checked, and what each kind of check wants to know. Pure data: the server validates by it, the page asks by it. */
import { Type, type Static, type TObject } from 'typebox';

/** All kinds, in the order in which they are offered. */
export const checkKinds = ['http', 'tcp', 'ping', 'dns', 'service', 'container', 'heartbeat'] as const;
/** One of {@link checkKinds}. */
export type CheckKind = (typeof checkKinds)[number];

/** A host name in lower or upper case, or an address (IPv6 without brackets). */
const Host = Type.String({
  minLength: 1,
  maxLength: 253,
  pattern: '^[A-Za-z0-9_]([A-Za-z0-9_.:-]*[A-Za-z0-9_.])?$|^::[0-9A-Fa-f:.]*$',
});
const Port = Type.Integer({ minimum: 1, maximum: 65_535 });
const Milliseconds = Type.Integer({ minimum: 1, maximum: 60_000 });

/** A page or an API. */
export const HttpCheck = Type.Object(
  {
    url: Type.String({ minLength: 8, maxLength: 2048, pattern: '^[hH][tT][tT][pP][sS]?://[^\\s#]+$' }),
    method: Type.Enum(['GET', 'HEAD'], { default: 'GET' }),
    statuses: Type.Array(Type.String({ pattern: '^[1-5][0-9]{2}(-[1-5][0-9]{2})?$' }), {
      minItems: 1,
      maxItems: 20,
      default: ['200-299'],
      description: 'Statuses that are well, each alone or from–to: `200`, `200-299`',
    }),
    headers: Type.Record(
      Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$' }),
      Type.String({ maxLength: 512, pattern: '^[\\x20-\\x7e]*$' }),
      {
        maxProperties: 20,
        default: {},
        description: 'Sent along. They are no place for secrets: what signs in is refused here',
      },
    ),
    text: Type.String({
      maxLength: 512,
      default: '',
      description: 'What the answer must hold; empty for anything',
    }),
    text_absent: Type.Boolean({ default: false, description: '`text` must not be there instead' }),
    json_path: Type.String({
      maxLength: 256,
      default: '',
      description:
        "Names and indexes of RFC 9535: `$.status`, `$.disks[0].state`, `$['a b'][-1]`. Empty for none",
    }),
    json_value: Type.String({
      maxLength: 256,
      default: '',
      description:
        'What must stand there: a text, or a number, true, false, null as JSON writes it. Empty: whatever is there',
    }),
    latency_ms: Type.Union([Milliseconds, Type.Null()], {
      default: null,
      description: 'Slower is not well; null for no limit',
    }),
    redirects: Type.Enum(['follow', 'answer'], {
      default: 'follow',
      description: 'follow: up to five. answer: the redirect itself is the answer',
    }),
    verify_certificate: Type.Boolean({
      default: true,
      description: 'false: an own certificate will do; its end is told all the same',
    }),
    certificate_days: Type.Integer({
      minimum: 0,
      maximum: 365,
      default: 14,
      description: 'Warns when the chain ends within so many days; 0 never',
    }),
  },
  { additionalProperties: false },
);

/** A port that takes connections. */
export const TcpCheck = Type.Object(
  { host: Host, port: Port, latency_ms: Type.Union([Milliseconds, Type.Null()], { default: null }) },
  { additionalProperties: false },
);

/** A machine that answers ICMP echo. */
export const PingCheck = Type.Object(
  { host: Host, latency_ms: Type.Union([Milliseconds, Type.Null()], { default: null }) },
  { additionalProperties: false },
);

/** A name: its own servers and resolvers say the same, and what is expected. */
export const DnsCheck = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 253,
      pattern: '^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$',
    }),
    type: Type.Enum(['A', 'AAAA', 'CNAME', 'TXT', 'MX', 'NS'], { default: 'A' }),
    authoritative: Type.Boolean({ default: true, description: 'Ask the servers of its zone' }),
    resolvers: Type.Array(Type.String({ maxLength: 64, pattern: '^[0-9A-Fa-f:.\\[\\]]+$' }), {
      maxItems: 8,
      uniqueItems: true,
      default: [],
      description: 'Addresses, with a port where it is not 53; empty for those of the settings',
    }),
    expected: Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
      maxItems: 32,
      default: [],
      description: 'All values, in any order; MX as `10 mail.example.net`. Empty: whatever all agree on',
    }),
    published: Type.Boolean({
      default: false,
      description: 'Equals what CloudCube published under this name (A and AAAA)',
    }),
  },
  { additionalProperties: false },
);

/** A unit of systemd. */
export const ServiceCheck = Type.Object(
  { unit: Type.String({ minLength: 1, maxLength: 256, pattern: '^[A-Za-z0-9:_.@\\\\-]+$' }) },
  { additionalProperties: false },
);

/** A container of the engine on this machine. */
export const ContainerCheck = Type.Object(
  {
    container: Type.String({ minLength: 1, maxLength: 256, pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]*$' }),
    healthy: Type.Boolean({
      default: true,
      description: 'Its own health check must be well, where it has one',
    }),
  },
  { additionalProperties: false },
);

/** A sign of life that others send: a backup that ended, a job that ran. The interval says how often. */
export const HeartbeatCheck = Type.Object(
  {
    grace_seconds: Type.Integer({
      minimum: 0,
      maximum: 86_400,
      default: 60,
      description: 'How late one may be',
    }),
  },
  { additionalProperties: false },
);

/** What each kind wants to know. */
export const checkConfigs = {
  http: HttpCheck,
  tcp: TcpCheck,
  ping: PingCheck,
  dns: DnsCheck,
  service: ServiceCheck,
  container: ContainerCheck,
  heartbeat: HeartbeatCheck,
} as const satisfies Readonly<Record<CheckKind, TObject>>;

/** What a kind is told, with nothing left out. */
export type CheckConfig<K extends CheckKind> = Static<(typeof checkConfigs)[K]>;
