/** Who is told, and by which way. Secrets of channels only go in. */
import { Type, type Static } from 'typebox';
import { matchOperators } from '../matchers.ts';
import { Id, Nullable, Reason, Timestamp } from './common.ts';

/** How bad it is, as `shared/notice.ts` has it. */
export const NoticeSeverity = Type.Enum(['critical', 'warning', 'info']);
const ChannelLanguage = Type.Enum(['en', 'zh-CN']);

const rates = Type.Array(
  Type.Object({ messages: Type.Integer(), per: Type.Integer({ description: 'Milliseconds' }) }),
);

/** A kind of channel, and what it wants to know. */
export const NotifyKind = Type.Object({
  kind: Type.String(),
  title: Type.String(),
  key_url: Nullable(Type.String({ description: 'Where its owner gets what the settings ask for' })),
  settings: Type.Record(Type.String(), Type.Unknown(), {
    description: 'JSON Schema of the settings; secret ones are writeOnly',
  }),
  limits: Type.Object({
    title: Nullable(Type.Integer()),
    body: Nullable(Type.Integer()),
    unit: Type.Enum(['characters', 'bytes']),
    rate: rates,
  }),
  knows_keys: Type.Boolean({ description: 'Its receiver tells a second try of the same message apart' }),
});
/** {@link NotifyKind} as a type. */
export type NotifyKind = Static<typeof NotifyKind>;

const channelFields = {
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  enabled: Type.Boolean(),
  language: ChannelLanguage,
  rate: Nullable(
    Type.Object(
      {
        messages: Type.Integer({ minimum: 1, maximum: 1000 }),
        per_seconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
      },
      { additionalProperties: false, description: 'What its owner allows, within what its service does' },
    ),
  ),
};

const settings = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), {
  maxProperties: 32,
  description: 'By kind: `GET /notify/kinds` has the schema of each',
});

const revision = Type.Integer({
  minimum: 1,
  description:
    'The one that the change is made to; another one there is a conflict. Left out: whichever it is',
});

/**
 * How a channel is doing. `waiting`: it is tried again by itself at `next_try`; `stopped`: it is not, until somebody
 * edits it; `unknown`: nothing was sent by it yet.
 */
export const NotifyChannelState = Type.Object({
  state: Type.Enum(['ok', 'waiting', 'stopped', 'unknown']),
  next_try: Nullable(Timestamp),
  reason: Nullable(Reason),
  last_sent_at: Nullable(Timestamp),
  pending: Type.Integer({ description: 'Deliveries that wait for it' }),
});

/** A channel. Of its secrets only the names of those that are set are told. */
export const NotifyChannel = Type.Object({
  channel_id: Id,
  kind: Type.String(),
  ...channelFields,
  settings,
  secrets_set: Type.Array(Type.String()),
  ...NotifyChannelState.properties,
  revision: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
/** {@link NotifyChannel} as a type. */
export type NotifyChannel = Static<typeof NotifyChannel>;

/** What is needed to make one. */
export const NewNotifyChannel = Type.Object(
  {
    name: channelFields.name,
    kind: Type.String({ maxLength: 64 }),
    settings,
    enabled: Type.Optional(channelFields.enabled),
    language: Type.Optional(channelFields.language),
    rate: Type.Optional(channelFields.rate),
  },
  { additionalProperties: false },
);
/** {@link NewNotifyChannel} as a type. */
export type NewNotifyChannel = Static<typeof NewNotifyChannel>;

/** What is to change; what is left out stays, each setting by itself. `null` takes a setting away. */
export const NotifyChannelChange = Type.Object(
  {
    name: Type.Optional(channelFields.name),
    settings: Type.Optional(settings),
    enabled: Type.Optional(channelFields.enabled),
    language: Type.Optional(channelFields.language),
    rate: Type.Optional(channelFields.rate),
    revision: Type.Optional(revision),
  },
  { additionalProperties: false, minProperties: 1 },
);
/** {@link NotifyChannelChange} as a type. */
export type NotifyChannelChange = Static<typeof NotifyChannelChange>;

const labelName = Type.String({ maxLength: 64, pattern: '^[a-zA-Z_][a-zA-Z0-9_]*$' });

/** Holds for notices whose label is so; `severity` and `kind` are labels of each. A missing label is an empty one. */
export const NotifyMatcher = Type.Object(
  {
    name: labelName,
    operator: Type.Enum([...matchOperators], {
      description: 'The last two with a regular expression (RE2) for the whole value',
    }),
    value: Type.String({ maxLength: 512 }),
  },
  { additionalProperties: false },
);
/** {@link NotifyMatcher} as a type. */
export type NotifyMatcher = Static<typeof NotifyMatcher>;

const channelIds = Type.Array(Id, { maxItems: 50, uniqueItems: true });

const routeFields = {
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
  channels: Type.Array(Id, { maxItems: 50, uniqueItems: true, description: 'Empty: nobody is told' }),
};

const routeRules = {
  enabled: Type.Boolean(),
  severities: Type.Array(NoticeSeverity, { uniqueItems: true, description: 'Empty: all of them' }),
  matchers: Type.Array(NotifyMatcher, { maxItems: 20, description: 'All must hold' }),
  fallback: Type.Array(Id, {
    maxItems: 10,
    uniqueItems: true,
    description: 'One after another, where a channel has given up or has not sent in time',
  }),
  fallback_after_minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
  continue: Type.Boolean(),
  group_by: Type.Array(labelName, {
    maxItems: 10,
    uniqueItems: true,
    description: 'Notices that are equal in these labels go out as one message; empty: all of the route',
  }),
  group_wait_seconds: Type.Integer({ minimum: 0, maximum: 3600 }),
  group_interval_seconds: Type.Integer({ minimum: 0, maximum: 86_400 }),
  repeat_interval_seconds: Type.Integer({ minimum: 0, maximum: 2_592_000 }),
};

/** One route. The first that holds takes a notice, and those after it only where it says `continue`. */
export const NotifyRoute = Type.Object({ ...routeFields, ...routeRules });
/** {@link NotifyRoute} as a type. */
export type NotifyRoute = Static<typeof NotifyRoute>;

/** The routes in their order. `unmatched`: what becomes of warnings and criticals that none of them takes. */
export const NotifyRoutes = Type.Object({
  routes: Type.Array(NotifyRoute, { maxItems: 100 }),
  unmatched: Type.Enum(['all_channels', 'nobody']),
  revision: Type.Integer(),
});
/** {@link NotifyRoutes} as a type. */
export type NotifyRoutes = Static<typeof NotifyRoutes>;

/** A route as it is told; what it leaves out is as usual. */
export const NewNotifyRoute = Type.Object(
  { ...routeFields, ...Type.Partial(Type.Object(routeRules)).properties },
  { additionalProperties: false },
);
/** {@link NewNotifyRoute} as a type. */
export type NewNotifyRoute = Static<typeof NewNotifyRoute>;

/** The new list, in place of the whole one before. */
export const NotifyRoutesChange = Type.Object(
  {
    routes: Type.Array(NewNotifyRoute, { maxItems: 100 }),
    unmatched: Type.Optional(NotifyRoutes.properties.unmatched),
    revision: Type.Optional(revision),
  },
  { additionalProperties: false },
);
/** {@link NotifyRoutesChange} as a type. */
export type NotifyRoutesChange = Static<typeof NotifyRoutesChange>;

/** What is asked: whom a notice like this would reach. */
export const NotifyPreviewRequest = Type.Object(
  {
    severity: NoticeSeverity,
    labels: Type.Optional(Type.Record(labelName, Type.String({ maxLength: 512 }), { maxProperties: 50 })),
    channels: Type.Optional(
      Type.Array(Type.String({ maxLength: 64 }), {
        maxItems: 50,
        description: 'As a rule names them, by id or name',
      }),
    ),
  },
  { additionalProperties: false },
);
/** {@link NotifyPreviewRequest} as a type. */
export type NotifyPreviewRequest = Static<typeof NotifyPreviewRequest>;

/** Whom it would reach, and why nobody else. */
export const NotifyPreview = Type.Object({
  routes: Type.Array(
    Type.Object({
      name: Nullable(Type.String({ description: 'null: the way of what no route takes, or the rule’s own' })),
      matches: Type.Boolean(),
      reason: Reason,
    }),
  ),
  channels: Type.Array(
    Type.Object({
      channel_id: Id,
      name: Type.String(),
      route: Nullable(Type.String()),
      group: Type.Record(Type.String(), Type.String()),
      wait_seconds: Type.Integer(),
      fallback: channelIds,
      reachable: Type.Boolean({ description: 'Neither switched off nor stopped' }),
    }),
  ),
});
/** {@link NotifyPreview} as a type. */
export type NotifyPreview = Static<typeof NotifyPreview>;
