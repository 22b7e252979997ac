/** What the parts of the hub have in common, and what the rest of the program says and asks through it. */
import type { MessageOf, ServerData, ServerMessageType } from '../../../shared/events.ts';
import type { ChangingPart, EventTopic, LatestTopic, TopicName } from '../../../shared/live/topics.ts';
import type { AlertSeverity } from '../../../shared/api/alerts.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import type { Caller } from '../route.ts';

/** Makes the `data` of a message in one language. Asked once for each language in which somebody reads it, or never. */
export type Render<T extends ServerMessageType> = (words: Words) => ServerData<T>;

/** The way to everybody who listens. Nothing here waits for anybody. */
export interface LiveTeller {
  /** Changes with each start. */
  readonly epoch: string;
  /** Tells an event: to the topic's readers, to those who are told by their role, and to whoever returns soon. */
  publish<N extends EventTopic>(
    topic: N,
    type: MessageOf<N>,
    render: Render<MessageOf<N>>,
    /** For a topic that is routed by severity. */
    severity?: AlertSeverity,
  ): void;
  /** Gives a topic its value. `render` may be asked again later, for whoever subscribes or returns. */
  set<N extends LatestTopic>(topic: N, type: MessageOf<N>, render: Render<MessageOf<N>>): void;
  /** Tells that something is different in a part now; told at most once a second. */
  changed(part: ChangingPart, more?: Pick<ServerData<'changed'>, 'update'>): void;
  isWanted(topic: TopicName): boolean;
  /** Calls with `true` when a topic gets its first reader, with `false` when its last has gone. */
  onWanted(topic: TopicName, listener: (wanted: boolean) => void): () => void;
}

/**
 * How somebody who came in before stands now; `null` for who would not come in any more. Asked without counting a
 * request. `expires_at` (ms UTC): when that ends by itself.
 */
export type Standing = (
  caller: Caller,
) => { readonly caller: Caller; readonly expires_at: number | null } | null;

/** What an operation is given that is asked for over a socket. */
export interface AskedParts {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** For whom an operation is done. */
export interface AskedBy {
  readonly caller: Caller;
  readonly words: Words;
  readonly ip: string;
  readonly user_agent: string;
  readonly origin: string;
}

/**
 * Does an operation of the API in somebody's name, as if it had been asked for over HTTP: with its permission, its
 * limits, its validation and its audit entry. `operation`: `POST /ddns/update`. Answers `data`.
 * @throws {UserError} as the operation does; `ROUTE_NOT_FOUND`
 */
export type Ask = (operation: string, parts: AskedParts, by: AskedBy) => Promise<unknown>;
