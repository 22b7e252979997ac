/** Messages of the server as they are read: what is not one is told from what is, and which topic sent it. */
import type { ServerMessage } from '../events.ts';
import { isTopic, topics, type TopicName } from './topics.ts';

/** A message of the server of any type. */
export type AnyMessage = { [T in ServerMessage['type']]: ServerMessage<T> }[ServerMessage['type']];

/** A message, or nothing where it is none: another program answers at this address, or a newer server says more. */
export function messageOf(text: unknown): AnyMessage | undefined {
  if (typeof text !== 'string') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // Counted by whoever asked.
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, data, timestamp, seq } = value as Partial<Record<string, unknown>>;
  if (typeof type !== 'string' || typeof timestamp !== 'string' || !Number.isSafeInteger(seq))
    return undefined;
  return typeof data === 'object' && data !== null ? (value as AnyMessage) : undefined;
}

/** Each type that a topic sends, except `changed`, belongs to one topic. */
const topicByType: ReadonlyMap<string, TopicName> = new Map(
  Object.entries(topics).flatMap(([name, { messages }]) =>
    messages.filter((type) => type !== 'changed').map((type) => [type, name as TopicName] as const),
  ),
);

/** The topic that a message belongs to, if it is one's. */
export function topicOf(message: AnyMessage): TopicName | undefined {
  if (message.type !== 'changed') return topicByType.get(message.type);
  const name = `changes.${message.data.part}`;
  return isTopic(name) ? name : undefined;
}

/** Whether each message of a topic counts. */
export const isEventTopic = (topic: TopicName): boolean => topics[topic].kind === 'event';
