/** The hub of the socket server's tests. Its one import is the place to change when another one is tested with. */
import { v7 as uuid } from 'uuid';
import type { ServerData, ServerMessageType } from '../../shared/events.ts';
import { topics, type TopicName } from '../../shared/live/topics.ts';
import { createWords, type Language, type Words } from '../../shared/i18n/index.ts';
import { closeCodes } from '../../shared/live/closing.ts';
import { toTimestamp, type Clock } from '../../electron/kernel/clock.ts';
import type { Hub, Membership, Reader } from '../../electron/server/live/membership.ts';

interface Kept {
  readonly seq: number;
  readonly topic: TopicName;
  readonly tell: (member: Member) => void;
}
interface Member {
  readonly reader: Reader;
  readonly topics: Set<TopicName>;
  route: { role: string; may: (topic: TopicName) => boolean } | null;
}

/** Hands everything on at once, keeps all events of its life, and holds nobody back. */
export function createLiveHub({ clock }: { readonly clock: Clock }): Hub {
  const epoch = uuid();
  let seq = 0;
  const members = new Set<Member>();
  const values = new Map<TopicName, (member: Member) => void>();
  const events: Kept[] = [];
  const words: Readonly<Record<Language, Words>> = { en: createWords('en'), 'zh-CN': createWords('zh-CN') };

  function send(to: Member, type: ServerMessageType, data: unknown, id?: string, number = ++seq): void {
    const timestamp = toTimestamp(clock.now());
    to.reader.send(Buffer.from(JSON.stringify({ type, data, timestamp, seq: number, id })));
  }
  const wants = (topic: TopicName): boolean => [...members].some((member) => member.topics.has(topic));

  return {
    epoch,
    join(reader): Membership {
      const member: Member = { reader, topics: new Set(), route: null };
      members.add(member);
      return {
        reply<T extends ServerMessageType>(type: T, data: ServerData<T>, id?: string): void {
          send(member, type, data, id);
        },
        subscribe(topic) {
          if (member.topics.has(topic)) return;
          member.topics.add(topic);
          values.get(topic)?.(member);
        },
        unsubscribe: (topic) => void member.topics.delete(topic),
        subscribed: () => member.topics,
        resume(names, since) {
          if (since.epoch !== epoch) {
            send(member, 'resync', { topics: names, reason: 'epoch' });
            return;
          }
          const missed = events.filter(({ topic, seq: at }) => names.includes(topic) && at > since.seq);
          for (const { tell } of missed) tell(member);
          send(member, 'resumed', { topics: names, replayed: missed.length });
        },
        route(role, may) {
          member.route = role === null ? null : { role, may };
        },
        leave: () => void members.delete(member),
      };
    },
    readers: () => members.size,
    close() {
      for (const { reader } of [...members]) reader.end(closeCodes.going_away, '');
    },
    publish(topic, type, render) {
      const at = ++seq;
      const tell = (member: Member): void => {
        send(member, type, render(words[member.reader.language]), undefined, at);
      };
      events.push({ seq: at, topic, tell });
      const isRouted = 'routed' in topics[topic];
      for (const member of members) {
        const byRole = isRouted && member.route?.role === 'admin' && member.route.may(topic);
        if (member.topics.has(topic) || byRole) tell(member);
      }
    },
    set(topic, type, render) {
      const at = ++seq;
      const tell = (member: Member): void => {
        send(member, type, render(words[member.reader.language]), undefined, at);
      };
      values.set(topic, tell);
      for (const member of members) if (member.topics.has(topic)) tell(member);
    },
    changed: () => undefined,
    isWanted: wants,
    onWanted: () => () => undefined,
  };
}
