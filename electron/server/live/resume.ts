/** What somebody has missed who was in before and returns. */
import type { ServerData, ServerMessageType } from '../../../shared/events.ts';
import { topics, type EventTopic, type TopicName } from '../../../shared/live/topics.ts';
import type { Audience } from './audience.ts';
import type { Frame, Frames } from './frame.ts';
import type { Membership } from './membership.ts';
import type { Ring } from './ring.ts';
import type { Givers, Seat } from './seat.ts';

const isEvent = (name: TopicName): name is EventTopic => topics[name].kind === 'event';

/** Whether it was sent to this seat when it was told. */
function hasBeenGiven(seat: Seat, { subscribers, routed }: Audience, frame: Frame): boolean {
  if (frame.seq > (subscribers.get(seat) ?? Infinity)) return true;
  return seat.rank >= frame.least && frame.seq > (routed.get(seat) ?? Infinity);
}

/**
 * {@link Membership.resume}. A topic is sent whole or not at all. `resumed` or, where there is nothing to send, `resync`
 * comes after everything that was missed: up to then a client that is cut off again asks with the number it had.
 */
export function createResume(deps: {
  readonly epoch: string;
  readonly frames: Frames;
  readonly ring: Ring;
  readonly give: Givers;
  readonly audienceOf: (topic: EventTopic) => Audience;
}): (seat: Seat, ...asked: Parameters<Membership['resume']>) => void {
  const { epoch, frames, ring, give, audienceOf } = deps;

  return (seat, asked, since) => {
    const say = <T extends ServerMessageType>(type: T, data: ServerData<T>): void => {
      give.reply(seat, frames.single(type, data));
    };
    const wanted = [...new Set(asked)].filter(isEvent);
    if (wanted.length === 0) return;
    if (since.epoch !== epoch) {
      say('resync', { topics: wanted, reason: 'epoch' });
      return;
    }
    // A number that was never given is not to be reckoned with.
    const isWhole = (topic: EventTopic): boolean =>
      since.seq <= frames.last() && since.seq >= ring.floor(topic);
    const { whole = [], broken = [] } = Object.groupBy(wanted, (topic) =>
      isWhole(topic) ? 'whole' : 'broken',
    );
    const missed = ring.since(
      since.seq,
      (topic, frame) => whole.includes(topic) && !hasBeenGiven(seat, audienceOf(topic), frame),
    );
    const isTaken = give.replay(seat, missed);
    if (broken.length > 0) say('resync', { topics: broken, reason: 'too_old' });
    if (whole.length === 0) return;
    if (isTaken) say('resumed', { topics: whole, replayed: missed.length });
    else say('resync', { topics: whole, reason: 'slow' });
  };
}
