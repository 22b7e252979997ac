/**
 * Everything that travels over the WebSocket from the server: `{type, data, timestamp, seq}`, and `id` where it answers
 * a message that had one. `seq` counts up within an `epoch`; gaps are normal, for it counts what goes to others, too.
 */
import { Type, type Static, type TObject } from 'typebox';
import { Alert } from './api/alerts.ts';
import { Id, Nullable, Timestamp } from './api/common.ts';
import { HistoryEntry, Stage } from './api/ddns.ts';
import { LogEntry } from './api/logs.ts';
import { MeasuredWhere, MonitoringDashboard, MonitoringNow } from './api/monitoring.ts';
import { commandNames } from './live/commands.ts';
import { dashboards } from './live/requests.ts';
import { changingParts, streams, type topics, type TopicName } from './live/topics.ts';

const Topic = Type.String({ description: 'Name of a topic' });
/** Why something was not done: a code of the API's errors, and the same in the reader's language. */
const refusal = { code: Type.String(), error: Type.String() };
const Stream = Type.Enum([...streams]);

/** Somebody who is connected. */
export const OnlineUser = Type.Object({
  user_id: Id,
  username: Type.String(),
  /** Of the first of its sockets. */
  connected_at: Timestamp,
  roles: Type.Array(Type.String(), { description: 'Empty where only programs with keys are connected' }),
  connections: Type.Integer(),
});

/** A request that this server answered. */
export const AnsweredRequest = Type.Object({
  timestamp: Timestamp,
  method: Type.String(),
  endpoint: Nullable(Type.String({ description: 'As the API’s document writes it; null where nothing is' })),
  status: Type.Integer(),
  duration_ms: Type.Number(),
  user_id: Nullable(Type.String()),
  request_id: Type.String(),
});

/** Why messages are missing. */
export const ResyncReason = Type.Enum(['epoch', 'too_old', 'slow'], {
  description:
    '`epoch`: the server has started anew. `too_old`: more has happened than is kept. `slow`: this reader did not keep up',
});

/** Documented answers to a client, and what the server says by itself, by their `type`. */
const answers = {
  connected: Type.Object({
    status: Type.Literal('connected'),
    client_id: Id,
    epoch: Type.String({ description: 'Another one means that the server has started anew' }),
    authenticated: Type.Boolean({ description: 'Whether what came with the handshake signed in' }),
    heartbeat_seconds: Type.Integer(),
  }),
  authenticated: Type.Object({
    success: Type.Literal(true),
    user_id: Id,
    username: Type.String(),
    roles: Type.Array(Type.String(), { description: 'The role of a person; empty for a key' }),
    expires_at: Nullable(
      Type.String({
        format: 'date-time',
        description: 'Then the socket ends, unless `authenticate` is sent again',
      }),
    ),
  }),
  authentication_error: Type.Object({ success: Type.Literal(false), ...refusal }),
  subscribed: Type.Object({ topic: Topic, success: Type.Literal(true) }),
  subscription_error: Type.Object({ topic: Topic, ...refusal }),
  unsubscribed: Type.Object({ topic: Topic, success: Type.Literal(true) }),
  /** Everything that was missed of these event topics has been sent again. */
  resumed: Type.Object({ topics: Type.Array(Topic), replayed: Type.Integer() }),
  /** Messages of these event topics are missing: whoever needs them reads the state anew. */
  resync: Type.Object({ topics: Type.Array(Topic), reason: ResyncReason }),
  pong: Type.Object({ server_time: Timestamp }),
  heartbeat: Type.Object({ timestamp: Timestamp, server_time: Timestamp }),
  error: Type.Object(refusal),
  online_users: Type.Object({ users: Type.Array(OnlineUser), count: Type.Integer() }),
  private_message: Type.Object({ from: Id, from_name: Type.String(), message: Type.String() }),
  message_sent: Type.Object({ to: Id, message: Type.String(), connections: Type.Integer() }),
  stream_started: Type.Object({ type: Stream }),
  stream_stopped: Type.Object({ type: Stream }),
  stream_error: Type.Object({ type: Stream, ...refusal }),
  dashboard_update: Type.Object({
    type: Type.Enum([...dashboards]),
    data: Type.Unknown({
      description:
        '`overview`: as `GET /monitoring/dashboard`; `performance`: as `GET /performance/dashboard`; `ddns`: as `GET /ddns/status`',
    }),
  }),
  dashboard_error: Type.Object({ type: Type.Enum([...dashboards]), ...refusal }),
  command_result: Type.Object({
    command: Type.Enum([...commandNames]),
    result: Type.Unknown({ description: '`data` of the operation’s answer' }),
  }),
  command_error: Type.Object({ command: Type.Enum([...commandNames]), ...refusal }),
} as const satisfies Record<string, TObject>;

/** What topics send, by its `type`. */
const told = {
  ddns_update: Type.Object({
    entries: Type.Array(HistoryEntry, { description: 'As `GET /ddns/history`; the newest hundred at most' }),
    count: Type.Integer({ description: 'How many there were' }),
  }),
  system_alert: Alert,
  monitoring_alert: Alert,
  monitoring_update: MonitoringDashboard,
  system_status: Type.Object({
    cpu_usage: Nullable(Type.Number({ description: 'Percent' })),
    memory_usage: Nullable(Type.Number({ description: 'Percent' })),
    disk_usage: Nullable(Type.Number({ description: 'Percent of the file system that holds the data' })),
    network_traffic: Nullable(Type.Object({ bytes_sent: Type.Integer(), bytes_recv: Type.Integer() })),
    measured_at: Nullable(Timestamp),
  }),
  metrics_update: Type.Object({
    type: Type.Literal('system'),
    metrics: MonitoringNow,
    where: MeasuredWhere,
  }),
  api_requests: Type.Object({
    type: Type.Literal('api_requests'),
    requests: Type.Array(AnsweredRequest, { description: 'Newest first' }),
  }),
  error_logs: Type.Object({
    type: Type.Literal('error_logs'),
    logs: Type.Array(LogEntry, { description: 'Oldest first' }),
    dropped: Type.Integer({ description: 'Lines that came with these and are not shown' }),
  }),
  log_entry: LogEntry,
  changed: Type.Object({
    part: Type.Enum(Object.keys(changingParts)),
    revision: Type.Integer({ description: 'Counts up within an epoch' }),
    /** What a DDNS update is doing, while one runs. */
    update: Type.Optional(Nullable(Type.Object({ stage: Stage, progress: Type.Number() }))),
  }),
} as const satisfies Record<string, TObject>;

/** `data` of every message of the server by its `type`. */
export const serverMessages = { ...answers, ...told };
/** What a message of the server is. */
export type ServerMessageType = keyof typeof answers | keyof typeof told;
/** Its `data`. */
export type ServerData<T extends ServerMessageType> = Static<(typeof serverMessages)[T]>;

/** What a topic sends. */
export type MessageOf<N extends TopicName> = (typeof topics)[N]['messages'][number] & ServerMessageType;

/** A message of the server. */
export interface ServerMessage<T extends ServerMessageType = ServerMessageType> {
  readonly type: T;
  readonly data: ServerData<T>;
  /** RFC 3339, when it was made. */
  readonly timestamp: string;
  readonly seq: number;
  /** Of the message that this answers, if it had one. */
  readonly id?: string;
}
