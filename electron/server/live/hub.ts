/** The hub: what is told once reaches everybody who listens, each in its language and at its pace. */
import { randomBytes } from 'node:crypto';
import type { Language, Words } from '../../../shared/i18n/index.ts';
import { closeCodes } from '../../../shared/live/closing.ts';
import { topics, type TopicName } from '../../../shared/live/topics.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { createAudience, type Audience } from './audience.ts';
import { createChanges } from './changes.ts';
import { createFrames, type Frame } from './frame.ts';
import type { Hub, Membership } from './membership.ts';
import { createOutgoing, type Outgoing, type OutgoingLimits } from './outgoing.ts';
import { createResume } from './resume.ts';
import { createRing, type RingLimits } from './ring.ts';
import { leastRank, NOBODY, rankOf, routedTopics } from './routing.ts';
import { createGivers, createSeat, type Seat } from './seat.ts';

const KB = 1024;
/** Bounds of memory, unless told otherwise. */
export const hubLimits: { readonly ring: RingLimits; readonly outgoing: OutgoingLimits } = {
  ring: { messages: 2000, bytes: 2048 * KB },
  outgoing: {
    ...{ watched: 32 * KB, full: 128 * KB },
    ...{ events: 256, eventBytes: 256 * KB },
    ...{ replies: 64, replyBytes: 1024 * KB },
    patience: 60_000,
  },
};

interface Topic {
  readonly name: TopicName;
  readonly audience: Audience;
  /** Its present value, where it is one of which the newest counts. */
  frame: Frame | null;
}

const names = Object.keys(topics) as TopicName[];

/** `epoch` is drawn unless told. `words` answers the same for the same language each time. */
export function createHub(deps: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly words: (language: Language) => Words;
  readonly epoch?: string;
  readonly limits?: typeof hubLimits;
}): Hub {
  const { clock, logger, words, limits = hubLimits } = deps;
  const epoch = deps.epoch ?? randomBytes(12).toString('base64url');
  const frames = createFrames({ clock, words, logger });
  const ring = createRing(limits.ring);
  const seats = new Set<Seat>();
  let isClosed = false;

  const makeTopic = (name: TopicName): Topic => {
    const failed = (error: unknown): void => {
      logger.error({ error, topic: name }, 'A listener failed');
    };
    return { name, audience: createAudience(failed), frame: null };
  };
  const byName = Object.fromEntries(names.map((name) => [name, makeTopic(name)])) as Record<TopicName, Topic>;
  const all = Object.values(byName);

  function queueOf(seat: Seat): Outgoing {
    seat.outgoing ??= createOutgoing({
      reader: seat.reader,
      clock,
      limits: limits.outgoing,
      lostNotice: (seq, lost) => frames.instead(seq, 'resync', { topics: [...lost], reason: 'slow' }),
      onTooSlow: () => {
        end(seat, closeCodes.too_slow);
      },
    });
    return seat.outgoing;
  }
  const give = createGivers(limits.outgoing.watched, queueOf);

  function leave(seat: Seat): void {
    if (seat.isGone) return;
    seat.isGone = true;
    seats.delete(seat);
    seat.outgoing?.stop();
    for (const { audience } of all) {
      audience.routed.delete(seat);
      audience.remove(seat);
    }
  }

  function end(seat: Seat, code: number): void {
    leave(seat);
    seat.reader.end(code, '');
  }

  /** To those who do not have it yet: whoever subscribed after it was remembered was given it then. */
  function tellValue(topic: Topic): void {
    const { frame } = topic;
    if (frame === null) return;
    for (const [seat, had] of topic.audience.subscribers) if (frame.seq > had) give.value(seat, topic);
  }

  const changes = createChanges({
    clock,
    remember(name, data) {
      byName[name].frame = frames.shared(name, 'changed', () => data);
    },
    tell(name) {
      tellValue(byName[name]);
    },
  });
  const resume = createResume({ epoch, frames, ring, give, audienceOf: (name) => byName[name].audience });

  function subscribe(seat: Seat, topic: Topic): void {
    const last = frames.last();
    if (seat.isGone || !topic.audience.add(seat, last)) return;
    // A listener that has set a new value has sent it, too.
    if (topic.frame !== null && topic.frame.seq <= last) give.value(seat, topic);
  }

  function unsubscribe(seat: Seat, topic: Topic): void {
    topic.audience.remove(seat);
    seat.outgoing?.forget(topic);
  }

  function route(seat: Seat, role: string | null, may: (topic: TopicName) => boolean): void {
    if (seat.isGone) return;
    const rank = rankOf(role);
    const isSame = rank === seat.rank;
    seat.rank = rank;
    for (const [name, least] of routedTopics) {
      const { routed } = byName[name].audience;
      if (rank < least || !may(name)) routed.delete(seat);
      // With another rank it was told other things before: of those it is not known any more which.
      else if (!isSame || !routed.has(seat)) routed.set(seat, frames.last());
    }
  }

  function membershipOf(seat: Seat): Membership {
    return {
      reply(type, data, id) {
        if (!seat.isGone) give.reply(seat, frames.single(type, data, id));
      },
      subscribe(name) {
        subscribe(seat, byName[name]);
      },
      unsubscribe(name) {
        unsubscribe(seat, byName[name]);
      },
      subscribed: () => new Set(names.filter((name) => byName[name].audience.subscribers.has(seat))),
      resume(wanted, since) {
        if (!seat.isGone) resume(seat, wanted, since);
      },
      route(role, may) {
        route(seat, role, may);
      },
      leave() {
        leave(seat);
      },
    };
  }

  return {
    epoch,
    publish(name, type, render, severity) {
      if (isClosed) return;
      const { subscribers, routed } = byName[name].audience;
      const least = leastRank(name, severity);
      const frame = frames.shared(name, type, render, least);
      for (const seat of subscribers.keys()) give.event(seat, frame);
      if (least !== NOBODY) {
        for (const seat of routed.keys()) {
          if (seat.rank >= least && !subscribers.has(seat)) give.event(seat, frame);
        }
      }
      // Last, as its size is known now.
      ring.push(name, frame);
    },
    set(name, type, render) {
      if (isClosed) return;
      const topic = byName[name];
      topic.frame = frames.shared(name, type, render);
      tellValue(topic);
    },
    changed(part, more) {
      if (!isClosed) changes.changed(part, more);
    },
    isWanted: (name) => byName[name].audience.subscribers.size > 0,
    onWanted: (name, listener) => byName[name].audience.onWanted(listener),
    join(reader) {
      const seat = createSeat(reader);
      seats.add(seat);
      if (isClosed) end(seat, closeCodes.going_away);
      return membershipOf(seat);
    },
    readers: () => seats.size,
    close() {
      isClosed = true;
      changes.stop();
      for (const seat of seats) end(seat, closeCodes.going_away);
    },
  };
}
