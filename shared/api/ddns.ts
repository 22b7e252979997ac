/** What the whole `ddns` area speaks of: the words for a name's state, and what updates do and did. */
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

/** Which address a source came to, and for how long. */
export const AddressChange = Type.Object({
  id: Id,
  timestamp: Timestamp,
  family: Family,
  address: IpAddress,
  previous: Nullable(IpAddress),
  /** When the same source came to another one; null where it has not. */
  until: Nullable(Timestamp),
  /** A name still takes its address from there; otherwise nobody looks any more. */
  watched: Type.Boolean(),
  /** `public`: the whole Internet can reach such an address. */
  reach: Scope,
  source: Type.Object({
    kind: Type.Union([Type.Literal('interface'), Type.Literal('source'), Type.Literal('inbound')]),
    id: Nullable(Type.String({ description: 'Of the source, or of the name that its own device tells' })),
    name: Type.String({
      description: 'As it was called then; of this machine the interface, empty for the default route',
    }),
  }),
});
/** {@link AddressChange} as a type. */
export type AddressChange = Static<typeof AddressChange>;

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
