/** Standing checks: what is looked at, how it stands, and how it went. */
import { Type, type Static } from 'typebox';
import { checkKinds } from './check-kinds.ts';
import { Id, Nullable, Reason, Timestamp } from './common.ts';

/** See {@link checkKinds}. */
export const CheckKindName = Type.Enum([...checkKinds]);

/**
 * How a check stands. `pending`: it failed, and tries are left before it counts as `down`. `unreachable`: this machine
 * has no way out, so nothing can be said of it. `paused`: switched off. `unknown`: not run yet, or it cannot be found out.
 */
export const CheckStatus = Type.Enum(['unknown', 'up', 'pending', 'down', 'paused', 'unreachable']);
/** {@link CheckStatus} as a type. */
export type CheckStatus = Static<typeof CheckStatus>;

/** How one run went. `unreachable` and `unavailable` say nothing about what is checked. */
export const CheckOutcome = Type.Enum(['ok', 'failed', 'unreachable', 'unavailable']);
/** {@link CheckOutcome} as a type. */
export type CheckOutcome = Static<typeof CheckOutcome>;

const config = Type.Record(Type.String(), Type.Unknown(), {
  description: 'By kind: `GET /monitoring/checks/kinds` has the schema of each',
});

const rules = {
  interval_seconds: Type.Integer({ minimum: 10, maximum: 86_400 }),
  timeout_seconds: Type.Integer({ minimum: 1, maximum: 60 }),
  retries: Type.Integer({
    minimum: 0,
    maximum: 10,
    description: 'Failures in a row that are not yet `down`',
  }),
  retry_interval_seconds: Type.Integer({ minimum: 5, maximum: 3600 }),
  recovery_successes: Type.Integer({
    minimum: 1,
    maximum: 10,
    description: 'Successes in a row after which it is up again',
  }),
};

const name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });

/** One run. */
export const CheckResult = Type.Object({
  at: Timestamp,
  outcome: CheckOutcome,
  latency_ms: Nullable(Type.Number()),
  certificate_days: Nullable(Type.Integer({ description: 'Until the first certificate of the chain ends' })),
  /** Why it is not ok. */
  reason: Nullable(Reason),
  /** It is well, but will not stay so. */
  warnings: Type.Array(Reason),
});
/** {@link CheckResult} as a type. */
export type CheckResult = Static<typeof CheckResult>;

/** A standing check. */
export const Check = Type.Object({
  check_id: Id,
  name,
  kind: CheckKindName,
  target: Type.String({ description: 'What is looked at, in short' }),
  config,
  enabled: Type.Boolean(),
  ...rules,
  status: CheckStatus,
  since: Nullable(Timestamp),
  reason: Nullable(Reason),
  /** The last run since this CloudCube started. */
  last_result: Nullable(CheckResult),
  next_run: Nullable(Timestamp),
  /** Of a heartbeat: when one came last. */
  last_heartbeat: Nullable(Timestamp),
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link Check} as a type. */
export type Check = Static<typeof Check>;

/** What is needed to make one. */
export const NewCheck = Type.Object(
  {
    name,
    kind: CheckKindName,
    config,
    enabled: Type.Optional(Type.Boolean()),
    interval_seconds: Type.Optional(rules.interval_seconds),
    timeout_seconds: Type.Optional(rules.timeout_seconds),
    retries: Type.Optional(rules.retries),
    retry_interval_seconds: Type.Optional(rules.retry_interval_seconds),
    recovery_successes: Type.Optional(rules.recovery_successes),
  },
  { additionalProperties: false },
);
/** {@link NewCheck} as a type. */
export type NewCheck = Static<typeof NewCheck>;

/** What is to change; the kind stays. A given `config` takes the place of the whole one before. */
export const CheckChange = Type.Partial(Type.Omit(NewCheck, ['kind']), {
  additionalProperties: false,
  minProperties: 1,
});
/** {@link CheckChange} as a type. */
export type CheckChange = Static<typeof CheckChange>;

/** What is tried before it is kept. */
export const CheckTrial = Type.Object(
  { kind: CheckKindName, config, timeout_seconds: Type.Optional(rules.timeout_seconds) },
  { additionalProperties: false },
);
/** {@link CheckTrial} as a type. */
export type CheckTrial = Static<typeof CheckTrial>;

/** A change between `up`, `down`, `unknown` and `paused`, as it was stored. */
export const CheckTransition = Type.Object({
  at: Timestamp,
  from: CheckStatus,
  to: CheckStatus,
  reason: Nullable(Reason),
});
/** {@link CheckTransition} as a type. */
export type CheckTransition = Static<typeof CheckTransition>;

/** The way out of this machine. It is only looked at when a check of something outside fails. */
export const Uplink = Type.Object({
  up: Nullable(Type.Boolean({ description: 'null: there was no need to look yet' })),
  since: Nullable(Timestamp),
  checked_at: Nullable(Timestamp),
});
/** {@link Uplink} as a type. */
export type Uplink = Static<typeof Uplink>;

/** A kind of check as this machine can do it. */
export const CheckKindInfo = Type.Object({
  kind: CheckKindName,
  schema: Type.Unknown({ description: 'JSON Schema of `config`' }),
  /** Why it cannot be done here; null where it can. */
  unavailable: Nullable(Reason),
});

/** The ping outwards, by whose absence others notice that CloudCube is gone. */
export const DeadMan = Type.Object({
  enabled: Type.Boolean(),
  url: Nullable(Type.String({ description: 'Its host alone: the rest is a secret' })),
  method: Type.Enum(['GET', 'POST']),
  interval_minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  /** These three are of the time since this CloudCube started. */
  last_success: Nullable(Timestamp),
  last_failure: Nullable(Timestamp),
  /** Of the last failure, until a ping succeeds. */
  reason: Nullable(Reason),
  next_ping: Nullable(Timestamp),
});
/** {@link DeadMan} as a type. */
export type DeadMan = Static<typeof DeadMan>;

/** What of it is to change. */
export const DeadManChange = Type.Object(
  {
    url: Type.Optional(
      Type.String({
        maxLength: 2048,
        pattern: '^$|^https://[^\\s#]+$',
        description: 'Empty switches it off',
      }),
    ),
    method: Type.Optional(Type.Enum(['GET', 'POST'])),
    interval_minutes: Type.Optional(DeadMan.properties.interval_minutes),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link DeadManChange} as a type. */
export type DeadManChange = Static<typeof DeadManChange>;
