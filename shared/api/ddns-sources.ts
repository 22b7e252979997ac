/** Sources of public addresses, what each of their members answers, and the tokens of devices that tell their own. */
import { Type, type Static } from 'typebox';
import { Id, IpAddress, Nullable, Reason, Timestamp } from './common.ts';
import { Family } from './ddns.ts';

/** How a source finds an address. */
export const SourceKind = Type.Union([
  Type.Literal('echo'),
  Type.Literal('dns'),
  Type.Literal('interface'),
  Type.Literal('static'),
]);
/** {@link SourceKind} as a type. */
export type SourceKind = Static<typeof SourceKind>;

const sourceFields = {
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  kind: SourceKind,
  members: Type.Array(Type.String({ minLength: 1, maxLength: 512 }), {
    maxItems: 32,
    uniqueItems: true,
    description:
      'echo: ids of built-in services or own https addresses; dns: ids of built-in services; both empty for all. interface: one name, or empty for the default route. static: one address for each family',
  }),
  quorum: Type.Integer({
    minimum: 1,
    maximum: 8,
    description: 'Members that must agree before a changed address counts; 1 for interface and static',
  }),
};

/** What is agreed on for one family, and what waits to be. */
export const SourceFamily = Type.Object({
  family: Family,
  address: Nullable(IpAddress),
  since: Nullable(Timestamp),
  /** Another address that was agreed on and waits out the hold-down. */
  candidate: Nullable(IpAddress),
  candidate_since: Nullable(Timestamp),
  reason: Nullable(Reason),
});
/** {@link SourceFamily} as a type. */
export type SourceFamily = Static<typeof SourceFamily>;

/** A source. */
export const AddressSource = Type.Object({
  source_id: Id,
  ...sourceFields,
  /** Comes with CloudCube; can be changed, not deleted. */
  built_in: Type.Boolean(),
  /** Public addresses; empty until a host uses the source. */
  families: Type.Array(SourceFamily),
  hosts: Type.Integer({ description: 'Names that use it' }),
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link AddressSource} as a type. */
export type AddressSource = Static<typeof AddressSource>;

/** What is needed to make a source. */
export const NewSource = Type.Object(
  {
    name: sourceFields.name,
    kind: SourceKind,
    members: Type.Optional(sourceFields.members),
    quorum: Type.Optional(sourceFields.quorum),
  },
  { additionalProperties: false },
);
/** {@link NewSource} as a type. */
export type NewSource = Static<typeof NewSource>;

/** What is to change in a source; its kind stays. */
export const SourceChange = Type.Object(
  {
    name: Type.Optional(sourceFields.name),
    members: Type.Optional(sourceFields.members),
    quorum: Type.Optional(sourceFields.quorum),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link SourceChange} as a type. */
export type SourceChange = Static<typeof SourceChange>;

/** What is tried before it is kept. */
export const SourceTrial = Type.Omit(NewSource, ['name'], { additionalProperties: false });
/** {@link SourceTrial} as a type. */
export type SourceTrial = Static<typeof SourceTrial>;

/** What one member said. */
export const SourceAnswer = Type.Object({
  member: Type.String(),
  family: Family,
  address: Nullable(IpAddress),
  /** Why there is no address; null where there is one. */
  reason: Nullable(Reason),
  elapsed_ms: Type.Integer(),
});

/** What a source's members say now, each of them asked. Nothing is published by it. */
export const SourceTest = Type.Object({
  families: Type.Array(
    Type.Object({
      family: Family,
      address: Nullable(IpAddress),
      agreed: Type.Integer({ description: 'Members that said so' }),
      answers: Type.Array(SourceAnswer),
      /** In plain words: no agreement, CGNAT, VPN, refused range, … */
      reason: Nullable(Reason),
    }),
  ),
});
/** {@link SourceTest} as a type. */
export type SourceTest = Static<typeof SourceTest>;

/** A service that tells callers their address. */
export const SourceService = Type.Object({
  id: Type.String(),
  title: Type.String(),
  kind: Type.Union([Type.Literal('echo'), Type.Literal('dns')]),
  families: Type.Array(Family),
});
/** {@link SourceService} as a type. */
export type SourceService = Static<typeof SourceService>;

/** A device's way in at /nic/update. */
export const InboundToken = Type.Object({
  token_id: Id,
  name: Type.String({ minLength: 1, maxLength: 64 }),
  host_ids: Type.Array(Id),
  created_at: Timestamp,
  last_used: Nullable(Timestamp),
  uses: Type.Integer(),
});
/** {@link InboundToken} as a type. */
export type InboundToken = Static<typeof InboundToken>;

/** What is needed to let a device in. */
export const NewInboundToken = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
    host_ids: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
  },
  { additionalProperties: false },
);
/** {@link NewInboundToken} as a type. */
export type NewInboundToken = Static<typeof NewInboundToken>;
