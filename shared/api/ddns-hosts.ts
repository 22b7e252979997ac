/** Names that are kept, and how they are doing. */
import { Type, type Static } from 'typebox';
import { Id, IpAddress, Nullable, Reason, Timestamp } from './common.ts';
import { Family, HostState, Scope } from './ddns.ts';

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

/** What one server that speaks for a name says of it now. */
export const ServerProof = Type.Object({
  server: Type.String({
    description: 'Its name or address; `CloudCube` for the name server of CloudCube itself',
  }),
  values: Nullable(Type.Array(Type.String(), { description: 'null where it did not answer' })),
  /**
   * `verified`: it answers what was written. `pending`: something else, so shortly after a change. `mismatch`: something
   * else. `silent`: it did not answer, which proves nothing.
   */
  verdict: Type.Union([
    Type.Literal('verified'),
    Type.Literal('pending'),
    Type.Literal('mismatch'),
    Type.Literal('silent'),
  ]),
});
/** {@link ServerProof} as a type. */
export type ServerProof = Static<typeof ServerProof>;

/** What the servers that speak for a name say of one family. */
export const FamilyProof = Type.Object({
  family: Family,
  /** What was written last; null where nothing of ours stands there, and nobody is asked. */
  expected: Nullable(IpAddress),
  since: Nullable(Timestamp),
  /** The provider answers its own proxy's addresses: its list is the proof, and nobody is asked. */
  proxied: Type.Boolean(),
  servers: Type.Array(ServerProof),
});
/** {@link FamilyProof} as a type. */
export type FamilyProof = Static<typeof FamilyProof>;

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
