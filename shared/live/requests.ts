/**
 * What a client may say over the socket: `{type, data, id?}`. An `id` comes back with every answer to it. What does not
 * fit is answered with `error` and the code `LIVE_MESSAGE_INVALID`.
 */
import { Type, type Static, type TObject } from 'typebox';
import { commandNames } from './commands.ts';
import { streams } from './topics.ts';

const closed = { additionalProperties: false } as const;
const Nothing = Type.Object({}, closed);
/** A name that is held against the topics there are; one that is not there is answered by itself. */
const TopicWord = Type.String({ minLength: 1, maxLength: 64 });
const Topics = Type.Array(TopicWord, { minItems: 1, maxItems: 100 });

/** An access token or an API key. */
const Token = Type.String({ minLength: 1, maxLength: 8192 });

/** Dashboards that can be asked for. */
export const dashboards = ['overview', 'performance', 'ddns'] as const;
/** One of {@link dashboards}. */
export type DashboardName = (typeof dashboards)[number];

/** Longest message to another user, in characters. */
const LONGEST_PRIVATE = 2000;

/** `data` of each message of a client by its `type`. */
export const requests = {
  connect: Nothing,
  authenticate: Type.Object({ token: Token }, closed),
  subscribe: Type.Object(
    {
      topics: Topics,
      epoch: Type.Optional(Type.String({ maxLength: 64, description: 'Of the `connected` message before' })),
      seq: Type.Optional(
        Type.Integer({
          minimum: 0,
          description:
            'The largest that was received before the connection was lost. If it is lost again before `resumed`, or `resync` with another reason than `slow`, has come: the same as before',
        }),
      ),
    },
    { ...closed, description: 'With `epoch` and `seq`, what was missed of event topics comes as well' },
  ),
  unsubscribe: Type.Object({ topics: Topics }, closed),
  ping: Nothing,
  get_online_users: Nothing,
  private_message: Type.Object(
    {
      to: Type.String({ minLength: 1, maxLength: 64, description: 'Id of a user' }),
      message: Type.String({ minLength: 1, maxLength: LONGEST_PRIVATE }),
    },
    closed,
  ),
  start_stream: Type.Object({ type: Type.Enum([...streams]) }, closed),
  stop_stream: Type.Object({ type: Type.Enum([...streams]) }, closed),
  dashboard_data: Type.Object({ dashboard: Type.Enum([...dashboards]) }, closed),
  execute_command: Type.Object(
    {
      command: Type.Enum([...commandNames]),
      params: Type.Optional(
        Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), {
          description:
            'What the operation takes: parameters of its path and fields of its body by their names',
        }),
      ),
    },
    closed,
  ),
} as const satisfies Record<string, TObject>;
/** What a message of a client is. */
export type RequestType = keyof typeof requests;
/** Its `data`. */
export type RequestData<T extends RequestType> = Static<(typeof requests)[T]>;

/** A message of a client as it is sent. */
export interface Request<T extends RequestType = RequestType> {
  readonly type: T;
  readonly data: RequestData<T>;
  /** Repeated in what answers it. */
  readonly id?: string;
}

/** The documented first message: signs in and subscribes at once. */
export const FirstMessage = Type.Object(
  { token: Token, channels: Type.Optional(Type.Array(TopicWord, { maxItems: 100 })) },
  closed,
);
/** {@link FirstMessage} as a type. */
export type FirstMessage = Static<typeof FirstMessage>;
