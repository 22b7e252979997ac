/** What can be subscribed to over the socket: one row a topic. The server admits by it, the document is made from it. */
import type { Access } from '../api/contract.ts';

/**
 * What becomes of a reader that is slow or away. `event`: each message counts; they are kept for a while and sent again
 * to whoever returns, and whoever missed some is told (`resync`). `latest`: only the newest value counts; a slow reader
 * is spared those in between, whoever subscribes or returns gets the present one.
 */
export type TopicKind = 'event' | 'latest';

/** A topic as it is declared. */
export interface TopicDeclaration {
  readonly kind: TopicKind;
  /** The permission of the operation that tells the same. */
  readonly access: Exclude<Access, 'public' | 'device'>;
  readonly summary: string;
  /** What is sent to its subscribers: types of `shared/events.ts`. */
  readonly messages: readonly string[];
  /** Seconds between two values, for a topic that is told by the clock. */
  readonly every?: number;
  /**
   * Roles that are told without subscribing, themselves and all that hold more: the least of them. `by_severity`: what
   * is critical goes to `admin`, a warning to `operator`.
   */
  readonly routed?: 'admin' | 'by_severity';
}

/**
 * Parts of the program whose state pages show, and the permission of looking at them. Each has a topic
 * `changes.<part>`, which tells that something is different there now, not what.
 */
export const changingParts = {
  ddns: 'ddns:read',
  checks: 'monitoring:read',
  monitoring: 'monitoring:read',
  alerts: 'alerts:read',
  notify: 'alerts:read',
  users: 'users:read',
  roles: 'roles:read',
  keys: 'keys:read',
  sessions: 'signed_in',
  audit: 'audit:read',
  exposure: 'exposure:read',
  logs: 'logs:read',
  telemetry: 'debug:read',
  updates: 'signed_in',
  settings: 'settings:read',
  copies: 'backup:read',
  jobs: 'signed_in',
} as const satisfies Record<string, TopicDeclaration['access']>;
/** One of {@link changingParts}. */
export type ChangingPart = keyof typeof changingParts;

/** The name of a part's topic. */
export type ChangeTopic = `changes.${ChangingPart}`;

const changes = Object.fromEntries(
  Object.entries(changingParts).map(([part, access]) => [
    `changes.${part}`,
    {
      kind: 'latest',
      access,
      summary: `Something is different in \`${part}\` now: whoever shows it reads it again. At most once a second`,
      messages: ['changed'],
    },
  ]),
) as unknown as Readonly<
  Record<ChangeTopic, TopicDeclaration & { kind: 'latest'; messages: readonly ['changed'] }>
>;

/** Every topic by its name. */
export const topics = {
  ddns_updates: {
    kind: 'event',
    access: 'ddns:read',
    summary: 'An update has changed a name, or failed to',
    messages: ['ddns_update'],
    routed: 'admin',
  },
  alerts: {
    kind: 'event',
    access: 'alerts:read',
    summary: 'An alert fires, is acknowledged or resolved',
    messages: ['system_alert'],
    routed: 'by_severity',
  },
  monitoring_alerts: {
    kind: 'event',
    access: 'alerts:read',
    summary: 'The same as `alerts`, as `monitoring_alert`; what `/ws/monitoring/alerts` sends',
    messages: ['monitoring_alert'],
  },
  monitoring: {
    kind: 'latest',
    access: 'monitoring:read',
    summary: 'What this machine does now, as `GET /monitoring/dashboard` tells it',
    messages: ['monitoring_update'],
    every: 5,
  },
  system: {
    kind: 'latest',
    access: 'monitoring:read',
    summary: 'Load, memory, disk and network of this machine; what `/ws/system/status` sends',
    messages: ['system_status'],
    every: 5,
  },
  system_metrics: {
    kind: 'latest',
    access: 'monitoring:read',
    summary: 'What this machine does now in full, as `GET /monitoring/system?metrics=all` tells it',
    messages: ['metrics_update'],
    every: 5,
  },
  api_requests: {
    kind: 'latest',
    access: 'debug:read',
    summary: 'The last ten requests to this API',
    messages: ['api_requests'],
    every: 10,
  },
  error_logs: {
    kind: 'event',
    access: 'logs:read',
    summary: 'Lines of the log that are errors, at most ten at once',
    messages: ['error_logs'],
  },
  logs: {
    kind: 'event',
    access: 'logs:read',
    summary: 'Each line of the log, as far as the setting `logs.level` keeps it',
    messages: ['log_entry'],
  },
  ...changes,
} as const satisfies Record<string, TopicDeclaration>;
/** The name of a topic. */
export type TopicName = keyof typeof topics;
type NameOf<K extends TopicKind> = {
  [N in TopicName]: (typeof topics)[N]['kind'] extends K ? N : never;
}[TopicName];
/** Topics of which each message counts. */
export type EventTopic = NameOf<'event'>;
/** Topics of which the newest value counts. */
export type LatestTopic = NameOf<'latest'>;

/** Whether a text is the name of a topic. */
export const isTopic = (name: string): name is TopicName => Object.hasOwn(topics, name);

/**
 * Channels of a first message `{token, channels}`: topics by the names that it uses for them. `log_entry` comes with
 * `system`, to whoever may read the log. Any topic's own name does as well.
 */
export const channels = {
  system: ['system', 'logs'],
  monitoring: ['monitoring_alerts'],
} as const satisfies Record<string, readonly TopicName[]>;

/** Streams of `start_stream`: topics. */
export const streams = [
  'system_metrics',
  'ddns_updates',
  'api_requests',
  'error_logs',
] as const satisfies readonly TopicName[];
/** One of {@link streams}. */
export type StreamName = (typeof streams)[number];

/** Where sockets are opened, below `/api/v2`, and what each subscribes to by itself. */
export const socketPaths = {
  '/ws/connect': [],
  '/ws/system/status': ['system'],
  '/ws/monitoring/alerts': ['monitoring_alerts'],
} as const satisfies Record<string, readonly TopicName[]>;
/** One of {@link socketPaths}. */
export type SocketPath = keyof typeof socketPaths;
