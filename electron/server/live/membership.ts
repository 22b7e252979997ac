/** One connection as the hub sees it, and the hub as one connection sees it. */
import type { ServerData, ServerMessageType } from '../../../shared/events.ts';
import type { TopicName } from '../../../shared/live/topics.ts';
import type { Language } from '../../../shared/i18n/index.ts';
import type { LiveTeller } from './model.ts';

/** The transport of one reader: a socket. */
export interface Reader {
  readonly language: Language;
  /**
   * Hands a whole text message to the transport, which neither changes nor copies it. `flushed` is called once the
   * transport has given it to the network; only asked for where somebody waits for room.
   */
  send(text: Buffer, flushed?: () => void): void;
  /** Bytes that the transport holds because the other side does not take them. */
  buffered(): number;
  /** Ends it, by one of `closeCodes`. */
  end(code: number, reason: string): void;
}

/** What a connection may do in the hub. Who may subscribe to what is decided before. */
export interface Membership {
  /** To this reader alone, in order with everything else that it gets. Never dropped. */
  reply<T extends ServerMessageType>(type: T, data: ServerData<T>, id?: string): void;
  /** Of a topic of which the newest value counts, the present one is sent at once. Twice is once. */
  subscribe(topic: TopicName): void;
  unsubscribe(topic: TopicName): void;
  subscribed(): ReadonlySet<TopicName>;
  /** Sends what was missed of these event topics since, then `resumed`, or else `resync`. */
  resume(topics: readonly TopicName[], since: { readonly epoch: string; readonly seq: number }): void;
  /** Topics that it is told without subscribing, by its role; `null`: no role. `may` is asked for each topic's access. */
  route(role: string | null, may: (topic: TopicName) => boolean): void;
  leave(): void;
}

/** The hub. */
export interface Hub extends LiveTeller {
  join(reader: Reader): Membership;
  /** How many are in, for the figures of performance. */
  readers(): number;
  /** Ends all readers (`going_away`) and takes no more. */
  close(): void;
}
