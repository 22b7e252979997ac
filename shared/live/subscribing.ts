/**
 * What a client has subscribed to: topics with those who listen, what the server has been told of it, and from where on
 * events are missing when the connection comes back. Grows with what is subscribed, never with what arrives.
 */
import type { MessageOf, ServerMessage } from '../events.ts';
import { isEventTopic, topicOf, type AnyMessage } from './incoming.ts';
import type { RequestData } from './requests.ts';
import type { TopicName } from './topics.ts';

/** Called with each message of a topic. */
export type TopicListener<N extends TopicName> = (message: ServerMessage<MessageOf<N>>) => void;

interface Entry {
  readonly listener: (message: AnyMessage) => void;
}
type Tell = (type: 'subscribe' | 'unsubscribe', data: RequestData<'subscribe'>) => void;

/** Starts with nothing. */
export function createSubscribing() {
  const wanted = new Map<TopicName, Set<Entry>>();
  /** Topics that the server of this connection knows of. */
  const told = new Set<TopicName>();
  /** Topics that the one before knew of. */
  let before: readonly TopicName[] = [];
  let epoch: string | null = null;
  /** The largest number up to which no event is missing. */
  let seq = 0;
  /** While it is sent again what was missed, only that moves `seq`: other messages are ahead of it. */
  let isResuming = false;
  /** Nothing was subscribed on this connection yet. */
  let isBeginning = true;
  /** The last event of each topic: what comes twice is told once. */
  const lastEvents = new Map<TopicName, number>();

  return {
    /** Two listeners are one subscription. What it answers ends this listener. */
    add<N extends TopicName>(topic: N, listener: TopicListener<N>): () => void {
      // An object of its own for each: the same function may listen twice.
      const entry: Entry = { listener: listener as unknown as Entry['listener'] };
      const entries = wanted.get(topic) ?? new Set();
      entries.add(entry);
      wanted.set(topic, entries);
      return () => {
        entries.delete(entry);
        if (entries.size === 0 && wanted.get(topic) === entries) wanted.delete(topic);
      };
    },
    topics: (): readonly TopicName[] => [...wanted.keys()],
    /** The connection is gone. */
    lost(): void {
      if (told.size > 0) before = [...told];
      told.clear();
    },
    /** A connection begins. Answers topics of which messages are missing, since the server has started anew. */
    begun(next: string): readonly TopicName[] {
      const missed = epoch !== null && epoch !== next ? before.filter((topic) => wanted.has(topic)) : [];
      isBeginning = true;
      isResuming = epoch === next;
      if (epoch !== next) {
        seq = 0;
        lastEvents.clear();
        before = [];
      }
      epoch = next;
      return missed;
    },
    /** Tells the server what it does not know yet. */
    tell(tell: Tell): void {
      const gone = [...told].filter((topic) => !wanted.has(topic));
      const fresh = [...wanted.keys()].filter((topic) => !told.has(topic));
      const resumed = fresh.filter((topic) => before.includes(topic) && isEventTopic(topic));
      const others = fresh.filter((topic) => !resumed.includes(topic));
      before = [];
      if (isBeginning) isResuming = resumed.length > 0;
      isBeginning = false;
      for (const topic of gone) {
        told.delete(topic);
        lastEvents.delete(topic);
      }
      for (const topic of fresh) told.add(topic);
      if (gone.length > 0) tell('unsubscribe', { topics: gone });
      if (resumed.length > 0 && epoch !== null) tell('subscribe', { topics: resumed, epoch, seq });
      if (others.length > 0) tell('subscribe', { topics: others });
    },
    /** Nothing is missing any more, or what is was told of. */
    caughtUp(): void {
      isResuming = false;
    },
    /** Notes where this is, and hands a message to whoever listens to its topic. */
    take(message: AnyMessage): void {
      const topic = topicOf(message);
      const isEvent = topic !== undefined && isEventTopic(topic);
      if (!isResuming || isEvent) seq = Math.max(seq, message.seq);
      if (topic === undefined) return;
      if (isEvent) {
        if (message.seq <= (lastEvents.get(topic) ?? -1)) return;
        if (wanted.has(topic)) lastEvents.set(topic, message.seq);
      }
      for (const { listener } of [...(wanted.get(topic) ?? [])]) listener(message);
    },
  };
}
