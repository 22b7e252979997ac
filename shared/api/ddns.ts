/** What the `ddns` area speaks of: names, their state, what was done to them and the zone's records. */
import { Type, type Static } from 'typebox';
import { Id, IpAddress, Nullable, Reason, Timestamp } from './common.ts';

/** Record type that carries an address family: `A` for IPv4, `AAAA` for IPv6. */
export const Family = Type.Union([Type.Literal('A'), Type.Literal('AAAA')]);
/** {@link Family} as a type. */
export type Family = Static<typeof Family>;

/**
 * Where a name is meant to be reached from. `public` names must hold public addresses; `lan` names (below home.arpa,
 * local or internal) may hold private ones.
 */
export const Scope = Type.Union([Type.Literal('public'), Type.Literal('lan')]);
/** {@link Scope} as a type. */
export type Scope = Static<typeof Scope>;

/** Where a host's addresses are read from. */
export const Source = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('interface'),
      interface: Nullable(
        Type.String({
          minLength: 1,
          maxLength: 64,
          description: 'A network interface of this machine; null is the one with the default route',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('source'), source_id: Id },
    { additionalProperties: false, description: 'One of /ddns/sources' },
  ),
  Type.Object(
    { kind: Type.Literal('inbound') },
    { additionalProperties: false, description: 'What the device itself sends to /nic/update' },
  ),
]);
/** {@link Source} as a type. */
export type Source = Static<typeof Source>;

/**
 * How a name or one of its families is doing; the page gives each its own shape and colour. `needs_adoption`: a value
 * that CloudCube did not make stands under the name, and its owner has to say whose it is.
 */
export const HostState = Type.Union([
  Type.Literal('ok'),
  Type.Literal('working'),
  Type.Literal('warning'),
  Type.Literal('needs_adoption'),
  Type.Literal('error'),
  Type.Literal('paused'),
  Type.Literal('unknown'),
]);
/** {@link HostState} as a type. */
export type HostState = Static<typeof HostState>;

/** What the zone's own servers said after the last write; `null` before anything was written. */
export const Verification = Nullable(
  Type.Union([Type.Literal('pending'), Type.Literal('verified'), Type.Literal('mismatch')]),
);

/** A value that stands under a name and type and is not ours. */
export const ForeignValue = Type.Object({
  record_id: Type.String({ description: "The provider's own id" }),
  value: Type.String({ description: 'Empty where nobody could be asked what it holds' }),
  ttl: Nullable(Type.Integer()),
});
/** {@link ForeignValue} as a type. */
export type ForeignValue = Static<typeof ForeignValue>;

/** One address family of a host. */
export const FamilyStatus = Type.Object({
  family: Family,
  state: HostState,
  /** What stands in the zone under this name and type and is ours. */
  published: Nullable(IpAddress),
  /** What the source says now. */
  detected: Nullable(IpAddress),
  verification: Verification,
  verified_at: Nullable(Timestamp),
  last_change: Nullable(Timestamp),
  /** What waits to be taken over or declared foreign; empty unless `needs_adoption`. */
  adoption: Type.Array(ForeignValue),
  /** When a failed change is tried again by itself; `null` where it is not. */
  next_try: Nullable(Timestamp),
  reason: Nullable(Reason),
});

/** {@link FamilyStatus} as a type. */
export type FamilyStatus = Static<typeof FamilyStatus>;

const hostFields = {
  name: Type.String({
    minLength: 1,
    maxLength: 253,
    description: 'Fully qualified name below one of the zones of its account',
  }),
  account_id: Nullable(Id),
  families: Type.Array(Family, { minItems: 1, maxItems: 2, uniqueItems: true }),
  scope: Scope,
  ttl: Nullable(
    Type.Integer({
      minimum: 1,
      maximum: 604800,
      description: "Seconds; null leaves a record's TTL as it stands, or takes the provider's own",
    }),
  ),
  source: Source,
  ipv6_host: Nullable(
    Type.String({
      maxLength: 64,
      description:
        "Whose AAAA this is, in the network that the source sees: a suffix, with the prefix length after a slash (`::1:2:3:4/64`), or the device's MAC address. null: this machine's own",
    }),
  ),
  enabled: Type.Boolean(),
};

/** A name that is kept equal to this machine's addresses. */
export const Host = Type.Object({
  host_id: Id,
  ...hostFields,
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link Host} as a type. */
export type Host = Static<typeof Host>;

/** What is needed to make a host; what is left out takes its default. */
export const NewHost = Type.Object(
  {
    name: hostFields.name,
    account_id: Type.Optional(
      Nullable(Type.String({ format: 'uuid', description: 'null: the zones of CloudCube itself' })),
    ),
    families: Type.Optional(hostFields.families),
    scope: Type.Optional(hostFields.scope),
    ttl: Type.Optional(hostFields.ttl),
    source: Type.Optional(hostFields.source),
    ipv6_host: Type.Optional(hostFields.ipv6_host),
    enabled: Type.Optional(hostFields.enabled),
  },
  { additionalProperties: false },
);
/** {@link NewHost} as a type. */
export type NewHost = Static<typeof NewHost>;

/** What is to change in a host; what is left out stays. */
export const HostChange = Type.Partial(NewHost, { additionalProperties: false, minProperties: 1 });
/** {@link HostChange} as a type. */
export type HostChange = Static<typeof HostChange>;

/** A host with how it is doing. */
export const HostStatus = Type.Object({
  host_id: Id,
  name: Type.String(),
  account_id: Nullable(Id),
  scope: Scope,
  enabled: Type.Boolean(),
  ttl: Nullable(Type.Integer()),
  state: HostState,
  families: Type.Array(FamilyStatus),
  last_change: Nullable(Timestamp),
  last_check: Nullable(Timestamp),
  next_check: Nullable(Timestamp),
  /** Why it is not well; `null` when it is. */
  reason: Nullable(Reason),
});
/** {@link HostStatus} as a type. */
export type HostStatus = Static<typeof HostStatus>;

/** The steps of one update, in their order. */
export const Stage = Type.Union([
  Type.Literal('detect'),
  Type.Literal('filter'),
  Type.Literal('derive'),
  Type.Literal('plan'),
  Type.Literal('apply'),
  Type.Literal('verify'),
  Type.Literal('record'),
  Type.Literal('announce'),
]);
/** {@link Stage} as a type. */
export type Stage = Static<typeof Stage>;

/** An update that is under way. */
export const RunningUpdate = Type.Object({
  job_id: Nullable(Id),
  stage: Stage,
  /** From 0 to 1. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  started_at: Timestamp,
});

/** State of the whole service. The single fields show the first host, as documented; `hosts` shows all. */
export const DdnsStatus = Type.Object({
  ddns_enabled: Type.Boolean({ description: 'Automatic checks are on (not paused)' }),
  ddns_running: Type.Boolean({ description: 'The scheduler of the checks is alive' }),
  last_check: Nullable(Timestamp),
  current_ip: Nullable(IpAddress),
  domain: Nullable(Type.String()),
  status: Type.String({ description: 'One sentence in the language of the caller' }),
  next_check: Nullable(Timestamp),
  uptime: Type.Integer({ description: 'Seconds since this service started' }),
  state: HostState,
  paused_since: Nullable(Timestamp),
  paused_until: Nullable(Timestamp),
  update: Nullable(RunningUpdate),
  hosts: Type.Array(HostStatus),
});
/** {@link DdnsStatus} as a type. */
export type DdnsStatus = Static<typeof DdnsStatus>;

/** What was done, or failed. */
export const HistoryResult = Type.Union([
  Type.Literal('created'),
  Type.Literal('updated'),
  Type.Literal('refreshed'),
  Type.Literal('removed'),
  Type.Literal('adopted'),
  Type.Literal('failed'),
]);
/** {@link HistoryResult} as a type. */
export type HistoryResult = Static<typeof HistoryResult>;

/** What made an update run. */
export const Trigger = Type.Union([
  Type.Literal('start'),
  Type.Literal('schedule'),
  Type.Literal('address_change'),
  Type.Literal('manual'),
  Type.Literal('host_change'),
  Type.Literal('resume'),
  Type.Literal('inbound'),
  Type.Literal('retry'),
]);
/** {@link Trigger} as a type. */
export type Trigger = Static<typeof Trigger>;

/** One row of what happened to a name. */
export const HistoryEntry = Type.Object({
  id: Id,
  timestamp: Timestamp,
  host_id: Id,
  host: Type.String(),
  family: Family,
  ip: Nullable(IpAddress),
  previous_ip: Nullable(IpAddress),
  result: HistoryResult,
  trigger: Trigger,
  reason: Nullable(Reason),
});
/** {@link HistoryEntry} as a type. */
export type HistoryEntry = Static<typeof HistoryEntry>;

/** What an update did, name by name. */
export const UpdateResult = Type.Object({
  job_id: Id,
  /** True where this call joined an update that was already running. */
  joined: Type.Boolean(),
  forced: Type.Boolean(),
  started_at: Timestamp,
  finished_at: Timestamp,
  changed: Type.Integer({ description: 'Records written' }),
  unchanged: Type.Integer(),
  failed: Type.Integer(),
  current_ip: Nullable(IpAddress),
  changes: Type.Array(HistoryEntry),
});
/** {@link UpdateResult} as a type. */
export type UpdateResult = Static<typeof UpdateResult>;

/** What an update would do to one name and type now. */
export const PlannedStep = Type.Object({
  host_id: Id,
  host: Type.String(),
  family: Family,
  action: Type.Union([
    Type.Literal('create'),
    Type.Literal('update'),
    Type.Literal('delete'),
    Type.Literal('keep'),
    Type.Literal('blocked'),
    Type.Literal('needs_adoption'),
  ]),
  current: Nullable(Type.String()),
  desired: Nullable(IpAddress),
  reason: Nullable(Reason),
});
/** {@link PlannedStep} as a type. */
export type PlannedStep = Static<typeof PlannedStep>;

/** Record types that can be written through the API. */
export const RecordType = Type.Union([
  Type.Literal('A'),
  Type.Literal('AAAA'),
  Type.Literal('CNAME'),
  Type.Literal('TXT'),
]);
/** {@link RecordType} as a type. */
export type RecordType = Static<typeof RecordType>;

/** One record of a zone. */
export const ZoneRecord = Type.Object({
  record_id: Type.String({ description: 'Opaque' }),
  /** `null`: a zone of CloudCube itself. */
  account_id: Nullable(Id),
  domain: Type.String({ description: 'The zone' }),
  rr: Type.String({ description: 'Name relative to the zone, `@` for the zone itself' }),
  name: Type.String({ description: 'Fully qualified' }),
  type: Type.String({ description: 'A, AAAA, CNAME, …' }),
  value: Type.String(),
  ttl: Nullable(Type.Integer({ description: 'Seconds; null where the provider chooses' })),
  /** The host that keeps this record; `null` for one made by hand. */
  host_id: Nullable(Id),
  created_at: Nullable(Timestamp),
  updated_at: Nullable(Timestamp),
});
/** {@link ZoneRecord} as a type. */
export type ZoneRecord = Static<typeof ZoneRecord>;
