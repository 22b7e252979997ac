/** What keeps alerts from being told: silences, recurring maintenance, quiet hours. */
import { Type, type Static } from 'typebox';
import { matchOperators } from '../matchers.ts';
import { Id, Nullable, Reason, Timestamp } from './common.ts';

const LONGEST_PATTERN = 500;
/** Minutes of the longest maintenance: a week. */
const LONGEST_MAINTENANCE = 10_080;

const labelName = Type.String({ minLength: 1, maxLength: 128, pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$' });
const labelValue = Type.String({
  maxLength: LONGEST_PATTERN,
  description: 'For `=~` and `!~` a regular expression (RE2) that has to fit the whole value',
});

/** See `shared/matchers.ts`. */
export const Matcher = Type.Object(
  { name: labelName, operator: Type.Enum([...matchOperators]), value: labelValue },
  { additionalProperties: false },
);

const GivenMatcher = Type.Object(
  {
    name: labelName,
    operator: Type.Optional(Type.Enum([...matchOperators], { description: '`=` unless told' })),
    value: labelValue,
  },
  { additionalProperties: false },
);

/** Matchers as a caller may give them: a list, or labels with the values they have to have. All of them have to hold. */
export const GivenMatchers = Type.Union([
  Type.Array(GivenMatcher, { maxItems: 20 }),
  Type.Record(Type.String(), labelValue, { maxProperties: 20 }),
]);
/** {@link GivenMatchers} as a type. */
export type GivenMatchers = Static<typeof GivenMatchers>;

const comment = Type.String({ maxLength: 500 });

/** Whether it mutes now (`active`), will (`pending`), or did (`expired`). */
export const SilenceState = Type.Enum(['pending', 'active', 'expired']);
/** {@link SilenceState} as a type. */
export type SilenceState = Static<typeof SilenceState>;

const mutedAlerts = Type.Integer({ description: 'Active alerts that it fits now' });

/** A silence. */
export const Silence = Type.Object({
  silence_id: Id,
  matchers: Type.Array(Matcher),
  starts_at: Timestamp,
  ends_at: Nullable(
    Type.String({ format: 'date-time', description: 'null: when the last alert that it fits is resolved' }),
  ),
  comment,
  created_by: Type.String(),
  state: SilenceState,
  ended_by: Nullable(
    Type.String({ description: '`time`, `person`, `resolved`, or `change`: another one took its place' }),
  ),
  replaces: Nullable(Type.String({ format: 'uuid', description: 'The one that was changed into this' })),
  muted_alerts: mutedAlerts,
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link Silence} as a type. */
export type Silence = Static<typeof Silence>;

/** What is needed to make one. */
export const NewSilence = Type.Object(
  {
    matchers: GivenMatchers,
    starts_at: Nullable(Type.String({ format: 'date-time', description: 'null, or what is past: now' })),
    ends_at: Nullable(
      Type.String({
        format: 'date-time',
        description: 'null: when the last alert that it fits is resolved; one has to be active then',
      }),
    ),
    comment: Type.Optional(comment),
  },
  { additionalProperties: false },
);
/** {@link NewSilence} as a type. */
export type NewSilence = Static<typeof NewSilence>;

/** What of it is to change. */
export const SilenceChange = Type.Partial(NewSilence, { additionalProperties: false, minProperties: 1 });
/** {@link SilenceChange} as a type. */
export type SilenceChange = Static<typeof SilenceChange>;

/** Days of the week as they are named here, Monday first (ISO 8601). */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** One of {@link weekdays}. */
export type Weekday = (typeof weekdays)[number];

const Days = Type.Array(Type.Enum([...weekdays]), { minItems: 1, maxItems: 7, uniqueItems: true });
const timeOfDay = '([01][0-9]|2[0-3]):[0-5][0-9]';
const TimeOfDay = Type.String({ pattern: `^${timeOfDay}$`, maxLength: 5, description: 'HH:MM' });
const EndOfDay = Type.String({ pattern: `^(${timeOfDay}|24:00)$`, maxLength: 5, description: 'HH:MM' });
const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA: Europe/Berlin' });

/**
 * When it comes back, in local time. A time that a change of the clocks leaves out is meant as the clock before the change
 * would show it; of one that comes twice, the first (RFC 5545 §3.3.5, §3.3.10).
 */
export const Schedule = Type.Union([
  Type.Object({ every: Type.Literal('day'), at: TimeOfDay }, { additionalProperties: false }),
  Type.Object({ every: Type.Literal('week'), days: Days, at: TimeOfDay }, { additionalProperties: false }),
  Type.Object(
    {
      every: Type.Literal('month'),
      day: Type.Union([Type.Integer({ minimum: 1, maximum: 31 }), Type.Literal(-1)], {
        description: 'A day that a month does not have is its last, as is -1',
      }),
      at: TimeOfDay,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      every: Type.Literal('month'),
      nth: Type.Enum([1, 2, 3, 4, 5, -1], {
        description: '-1: the last one. A month without a fifth is left out',
      }),
      weekday: Type.Enum([...weekdays]),
      at: TimeOfDay,
    },
    { additionalProperties: false },
  ),
]);
/** {@link Schedule} as a type. */
export type Schedule = Static<typeof Schedule>;

const duration = Type.Integer({
  minimum: 1,
  maximum: LONGEST_MAINTENANCE,
  description: 'Of each time, whatever the clocks do meanwhile',
});

const maintenanceName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });

/** A stretch of time. The end is no longer part of it. */
export const TimeWindow = Type.Object({ starts_at: Timestamp, ends_at: Timestamp });
/** {@link TimeWindow} as a type. */
export type TimeWindow = Static<typeof TimeWindow>;

/** Maintenance that comes back. */
export const Maintenance = Type.Object({
  maintenance_id: Id,
  name: maintenanceName,
  comment,
  enabled: Type.Boolean(),
  matchers: Type.Array(Matcher, { description: 'None: every alert' }),
  schedule: Schedule,
  duration_minutes: duration,
  time_zone: TimeZone,
  active: Type.Boolean({ description: 'Whether it mutes now' }),
  next: Nullable(TimeWindow),
  muted_alerts: mutedAlerts,
  created_by: Type.String(),
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link Maintenance} as a type. */
export type Maintenance = Static<typeof Maintenance>;

/** What is needed to make one. */
export const NewMaintenance = Type.Object(
  {
    name: maintenanceName,
    comment: Type.Optional(comment),
    enabled: Type.Optional(Type.Boolean()),
    matchers: Type.Optional(GivenMatchers),
    schedule: Schedule,
    duration_minutes: duration,
    time_zone: TimeZone,
  },
  { additionalProperties: false },
);
/** {@link NewMaintenance} as a type. */
export type NewMaintenance = Static<typeof NewMaintenance>;

/** What of it is to change; a given schedule or list takes the place of the whole one before. */
export const MaintenanceChange = Type.Partial(NewMaintenance, {
  additionalProperties: false,
  minProperties: 1,
});
/** {@link MaintenanceChange} as a type. */
export type MaintenanceChange = Static<typeof MaintenanceChange>;

/** Hours of some days. One that does not end later than it starts goes on into the next day. */
export const QuietSpan = Type.Object(
  { days: Days, from: TimeOfDay, to: EndOfDay },
  { additionalProperties: false },
);
/** {@link QuietSpan} as a type. */
export type QuietSpan = Static<typeof QuietSpan>;

/** Quiet hours: what comes then is told at their end, as one message. Critical alerts pass. */
export const QuietHours = Type.Object({
  enabled: Type.Boolean(),
  time_zone: TimeZone,
  spans: Type.Array(QuietSpan, { maxItems: 14 }),
  up_to: Type.Enum(['info', 'warning'], { description: 'The worst severity that waits' }),
  until: Nullable(
    Type.String({ format: 'date-time', description: 'The end of those of now; null: none are' }),
  ),
  next: Nullable(TimeWindow),
  revision: Type.Integer({ description: '0: never set' }),
  updated_at: Nullable(Timestamp),
});
/** {@link QuietHours} as a type. */
export type QuietHours = Static<typeof QuietHours>;

const { enabled, time_zone, spans, up_to } = QuietHours.properties;
/** What of them is to change. */
export const QuietHoursChange = Type.Object(
  {
    enabled: Type.Optional(enabled),
    time_zone: Type.Optional(time_zone),
    spans: Type.Optional(spans),
    up_to: Type.Optional(up_to),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link QuietHoursChange} as a type. */
export type QuietHoursChange = Static<typeof QuietHoursChange>;

/** One stretch of the calendar. */
export const CalendarEntry = Type.Object({
  kind: Type.Enum(['silence', 'maintenance', 'quiet_hours']),
  id: Nullable(Id),
  title: Type.String({ description: 'The name of a maintenance, the comment of a silence' }),
  starts_at: Timestamp,
  ends_at: Nullable(Timestamp),
});
/** {@link CalendarEntry} as a type. */
export type CalendarEntry = Static<typeof CalendarEntry>;

/** What is tried: matchers, and for maintenance when it would come back. */
export const MutingTrial = Type.Object(
  {
    matchers: GivenMatchers,
    schedule: Type.Optional(Schedule),
    duration_minutes: Type.Optional(duration),
    time_zone: Type.Optional(TimeZone),
  },
  { additionalProperties: false },
);
/** {@link MutingTrial} as a type. */
export type MutingTrial = Static<typeof MutingTrial>;

/** An active alert that would be muted. */
export const MutedAlert = Type.Object({
  alert_id: Id,
  severity: Type.Enum(['critical', 'warning', 'info']),
  labels: Type.Record(Type.String(), Type.String()),
  started_at: Timestamp,
  /** Why it is not told already; null where it is. */
  muted: Nullable(Reason),
});
/** {@link MutedAlert} as a type. */
export type MutedAlert = Static<typeof MutedAlert>;

/** What would be muted. */
export const MutingPreview = Type.Object({
  alerts: Type.Array(MutedAlert),
  count: Type.Integer(),
  active: Type.Integer({ description: 'All active alerts' }),
  /** The next times of a schedule; empty without one. */
  windows: Type.Array(TimeWindow),
});
/** {@link MutingPreview} as a type. */
export type MutingPreview = Static<typeof MutingPreview>;
