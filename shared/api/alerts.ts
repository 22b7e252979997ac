/** Alerts that rules raise, and what is done about them. */
import { Type, type Static } from 'typebox';
import { Id, Nullable, Reason, Timestamp } from './common.ts';
import { ChartSeries } from './monitoring-history.ts';

/** How much it matters. */
export const AlertSeverity = Type.Enum(['critical', 'warning', 'info']);
/** {@link AlertSeverity} as a type. */
export type AlertSeverity = Static<typeof AlertSeverity>;

/** The same in the words of `/monitoring/alerts`: `error` is what is `critical` elsewhere; both are taken. */
export const AlertLevel = Type.Enum(['critical', 'error', 'warning', 'info']);

/** Comparisons of a value with a threshold. */
export const operators = ['>', '>=', '<', '<=', '==', '!='] as const;
/** One of {@link operators}. */
export type Operator = (typeof operators)[number];

/** Names a rule; its owner may choose it, and it never changes. */
export const AlertRuleId = Type.String({ pattern: '^[a-z0-9][a-z0-9_.-]{0,63}$' });

/** Counts of what is going on. */
export const AlertSummary = Type.Object({
  total: Type.Integer({ description: 'Everything that is kept, resolved alerts too' }),
  active: Type.Integer(),
  critical: Type.Integer({ description: 'Of the active ones, like the next two' }),
  warning: Type.Integer(),
  info: Type.Integer(),
  acknowledged: Type.Integer(),
  pending: Type.Integer({ description: 'Objects for which a rule waits whether it lasts' }),
});
/** {@link AlertSummary} as a type. */
export type AlertSummary = Static<typeof AlertSummary>;

/** What was decided about telling of it. */
export const AlertTelling = Type.Object({
  decision: Type.Enum(['sent', 'deferred', 'held', 'due'], {
    description: '`sent`: given to the outbox. `held`: not now, asked again as time goes on',
  }),
  reason: Nullable(Reason),
  /** When somebody was told last. */
  told_at: Nullable(Timestamp),
});

/** An alert: one time that a rule fired for one object. */
export const Alert = Type.Object({
  id: Id,
  fingerprint: Type.String({ description: 'The same whenever this rule fires for this object' }),
  rule_id: AlertRuleId,
  name: Type.String({ description: 'Of the rule' }),
  description: Type.String(),
  severity: AlertSeverity,
  level: AlertLevel,
  status: Type.Enum(['active', 'resolved']),
  state: Type.Enum(['firing', 'acknowledged', 'resolved']),
  flapping: Type.Boolean({ description: 'It came and went too often: it counts as one until it is calm' }),
  metric_name: Type.String(),
  condition: Type.Enum([...operators]),
  threshold_value: Type.Number(),
  current_value: Nullable(Type.Number({ description: 'The last one while it went on; null: none came' })),
  object: Type.String({ description: 'Mount, disk, check …; empty where there is one only' }),
  object_name: Type.String(),
  labels: Type.Record(Type.String(), Type.String()),
  /** What the failing part itself said. */
  cause: Nullable(Reason),
  under: Nullable(Type.String({ description: 'The alert whose consequence it is' })),
  telling: AlertTelling,
  created_at: Timestamp,
  updated_at: Timestamp,
  acknowledged_at: Nullable(Timestamp),
  acknowledged_by: Nullable(Type.String()),
  resolved_at: Nullable(Timestamp),
  /** `null`: it was well again by itself. */
  resolved_by: Nullable(Type.String()),
  notes: Nullable(Type.String({ description: 'Of whoever took note of it or resolved it' })),
});
/** {@link Alert} as a type. */
export type Alert = Static<typeof Alert>;

/** What happened to an alert, and why it was told or not. */
export const AlertEvent = Type.Object({
  at: Timestamp,
  kind: Type.Enum(['firing', 'flapping', 'acknowledged', 'resolved', 'sent', 'deferred', 'held']),
  reason: Nullable(Reason),
  value: Nullable(Type.Number()),
  actor: Nullable(Type.String()),
});
/** {@link AlertEvent} as a type. */
export type AlertEvent = Static<typeof AlertEvent>;

/** What became of one message about an alert. */
export const AlertTold = Type.Object({
  kind: Type.Enum(['firing', 'reminder', 'resolved']),
  channel: Nullable(Type.String({ description: 'Its name; `null` where no channel was to tell of it' })),
  status: Type.Enum(['pending', 'sent', 'failed', 'withdrawn', 'nobody']),
  reason: Nullable(Reason),
  at: Nullable(Timestamp),
});
/** {@link AlertTold} as a type. */
export type AlertTold = Static<typeof AlertTold>;

/** Its events, the messages about it, and its series around the time in which it went on. */
export const AlertHistory = Type.Object({
  alert: Alert,
  events: Type.Array(AlertEvent),
  messages: Type.Array(AlertTold),
  series: Nullable(ChartSeries),
});

/** {@link AlertHistory} as a type. */
export type AlertHistory = Static<typeof AlertHistory>;

/** What somebody does about an alert. */
export const AlertResolution = Type.Object(
  { resolution_notes: Type.Optional(Type.String({ maxLength: 1000 })) },
  { additionalProperties: false },
);

/** What somebody says who takes note of one. */
export const AlertAcknowledgement = Type.Object(
  { notes: Type.Optional(Type.String({ maxLength: 1000 })) },
  { additionalProperties: false },
);
