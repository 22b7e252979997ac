/** Rules of alerts: when a value is one, for how long, and on which objects. */
import { Type, type Static } from 'typebox';
import { AlertLevel, AlertRuleId, AlertSeverity, operators } from './alerts.ts';
import { Id, Nullable, Timestamp } from './common.ts';
import { SeriesColumns } from './monitoring-history.ts';

/** What a series without values counts as: well, as it was, or bad. */
export const NoData = Type.Enum(['ok', 'keep', 'alert']);
/** {@link NoData} as a type. */
export type NoData = Static<typeof NoData>;

const seconds = (description: string) => Type.Integer({ minimum: 0, maximum: 86_400, description });
const name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const description = Type.String({ maxLength: 500 });
const globs = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 50, description });

const terms = {
  clear_threshold: Nullable(
    Type.Number({ description: 'What fires is well again only beyond this; null: beyond the threshold' }),
  ),
  for_seconds: seconds('How long it has to be so before it fires'),
  keep_firing_seconds: seconds('How long it has to be well before it is resolved'),
  after_well: Type.Boolean({
    description:
      'Fires only for an object that was seen well before: a container that ran, not one that never did',
  }),
  no_data: NoData,
  no_data_seconds: Type.Integer({
    minimum: 30,
    maximum: 604_800,
    description: 'How long values may be missing before that counts',
  }),
  cooldown_minutes: Type.Integer({
    minimum: 0,
    maximum: 10_080,
    description: 'Of one object, two alerts are not told within this time',
  }),
  repeat_minutes: Nullable(
    Type.Integer({
      minimum: 5,
      maximum: 43_200,
      description: 'Told again after this time while it goes on and nobody has taken note; null: never',
    }),
  ),
  include: globs('Objects that it is about, `*` and `?` stand for anything; empty: all'),
  exclude: globs('Objects that it is not about'),
  labels: Type.Record(
    Type.String({ pattern: '^[a-zA-Z_][a-zA-Z0-9_]{0,63}$' }),
    Type.String({ maxLength: 200 }),
    { maxProperties: 20, description: 'For routing, grouping and silences' },
  ),
  notification_channels: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    maxItems: 20,
    description: 'Ids or names of channels; empty: where the routes lead',
  }),
};

/** A rule. */
export const AlertRule = Type.Object({
  id: AlertRuleId,
  name,
  description,
  metric_name: Type.String({ description: 'A name of `GET /monitoring/series/names`' }),
  condition: Type.Enum([...operators]),
  threshold: Type.Number(),
  severity: AlertSeverity,
  level: AlertLevel,
  enabled: Type.Boolean(),
  ...terms,
  template: Nullable(Type.String({ description: 'What it was made from' })),
  objects: Type.Integer({ description: 'Series that it looks at now' }),
  firing: Type.Integer(),
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link AlertRule} as a type. */
export type AlertRule = Static<typeof AlertRule>;

const condition = Type.String({
  minLength: 1,
  maxLength: 200,
  description:
    'A comparison (`>`) with `metric_name` and `threshold` beside it, or all in one: `system.memory.usage > 85 for 5m`',
});

const given = {
  name,
  description: Type.Optional(description),
  metric_name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  condition,
  threshold: Type.Optional(Type.Number()),
  severity: Type.Optional(AlertSeverity),
  level: Type.Optional(AlertLevel),
  enabled: Type.Optional(Type.Boolean()),
  clear_threshold: Type.Optional(terms.clear_threshold),
  for_seconds: Type.Optional(terms.for_seconds),
  keep_firing_seconds: Type.Optional(terms.keep_firing_seconds),
  after_well: Type.Optional(terms.after_well),
  no_data: Type.Optional(terms.no_data),
  no_data_seconds: Type.Optional(terms.no_data_seconds),
  cooldown_minutes: Type.Optional(terms.cooldown_minutes),
  repeat_minutes: Type.Optional(terms.repeat_minutes),
  include: Type.Optional(terms.include),
  exclude: Type.Optional(terms.exclude),
  labels: Type.Optional(terms.labels),
  notification_channels: Type.Optional(terms.notification_channels),
};

/** What is needed to make one, in either documented form; what is left out has a standard. */
export const NewAlertRule = Type.Object(
  { id: Type.Optional(AlertRuleId), ...given },
  { additionalProperties: false },
);
/** {@link NewAlertRule} as a type. */
export type NewAlertRule = Static<typeof NewAlertRule>;

/** What of it is to change; what is left out stays. */
export const AlertRuleChange = Type.Partial(Type.Object(given), {
  additionalProperties: false,
  minProperties: 1,
});
/** {@link AlertRuleChange} as a type. */
export type AlertRuleChange = Static<typeof AlertRuleChange>;

/** How a rule stands on one object. */
export const AlertRuleState = Type.Object({
  object: Type.String(),
  object_name: Type.String(),
  state: Type.Enum(['inactive', 'pending', 'firing', 'acknowledged']),
  /** `null`: nothing was measured lately. */
  value: Nullable(Type.Number()),
  since: Nullable(Timestamp),
  alert_id: Nullable(Id),
});
/** {@link AlertRuleState} as a type. */
export type AlertRuleState = Static<typeof AlertRuleState>;

/** What is tried against what was measured. */
export const AlertRuleTrial = Type.Object(
  {
    ...given,
    name: Type.Optional(name),
    hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720, description: '24 unless told' })),
  },
  { additionalProperties: false },
);
/** {@link AlertRuleTrial} as a type. */
export type AlertRuleTrial = Static<typeof AlertRuleTrial>;

/** When it would have fired. */
export const AlertRulePreview = Type.Object({
  from: Timestamp,
  to: Timestamp,
  step: Type.Integer({
    description: 'Seconds from one value to the next: what is old is kept more coarsely',
  }),
  objects: Type.Integer({ description: 'Series that it would look at' }),
  fired: Type.Array(
    Type.Object({
      object: Type.String(),
      object_name: Type.String(),
      fired_at: Timestamp,
      resolved_at: Nullable(Timestamp),
      value: Nullable(Type.Number({ description: 'With which it fired' })),
    }),
  ),
  series: Type.Array(SeriesColumns),
});
/** {@link AlertRulePreview} as a type. */
export type AlertRulePreview = Static<typeof AlertRulePreview>;

/** A rule that comes with CloudCube. */
export const AlertTemplate = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  rule: NewAlertRule,
  installed: Type.Boolean(),
  /** It is there from the first start. */
  standard: Type.Boolean(),
});
/** {@link AlertTemplate} as a type. */
export type AlertTemplate = Static<typeof AlertTemplate>;
