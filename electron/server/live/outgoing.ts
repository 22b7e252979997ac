/** What waits for one reader whose transport is full: bounded, and in the order in which it was said. */
import type { TopicName } from '../../../shared/live/topics.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Frame } from './frame.ts';
import type { Reader } from './membership.ts';

/** Bounds of what one reader may leave lying, in bytes, messages and ms. */
export interface OutgoingLimits {
  /** What the transport may hold before somebody looks when it is emptied. */
  readonly watched: number;
  /** What it may hold before messages wait here. */
  readonly full: number;
  readonly events: number;
  readonly eventBytes: number;
  readonly replies: number;
  readonly replyBytes: number;
  /** How long nothing may leave the transport while something waits. */
  readonly patience: number;
}

/** Where a topic's newest value stands. */
export interface Valued {
  readonly frame: Frame | null;
}

/** The way to one reader while its transport is anything but empty. */
export interface Outgoing {
  /** Nothing waits: what comes may go straight to the transport where that has room. */
  isIdle(): boolean;
  event(frame: Frame): void;
  reply(frame: Frame): void;
  /** The topic's value is sent when there is room: the one that is its newest then. */
  value(valued: Valued): void;
  /** Nobody wants that value any more. */
  forget(valued: Valued): void;
  /** Messages from memory, beyond the bounds; `false` where some of those before still wait. */
  replay(frames: readonly Frame[]): boolean;
  stop(): void;
}

interface Waiting {
  readonly frame: Frame;
  readonly bytes: number;
  /** Counts up over events and replies, so that none overtakes another. */
  readonly place: number;
}

/**
 * Everything goes by what it has lost and by its number: first that something is lost, then events, replies and values
 * from the oldest to the newest. So whoever returns with the largest number it has seen has missed nothing below it; a
 * value that changes while it waits moves behind the events before it.
 */
export function createOutgoing(deps: {
  readonly reader: Reader;
  readonly clock: Clock;
  readonly limits: OutgoingLimits;
  /** Says, in the place of lost messages, of which topics some are missing. `seq`: of the last of them. */
  readonly lostNotice: (seq: number, topics: readonly TopicName[]) => Frame;
  /** It reads too slowly. */
  readonly onTooSlow: () => void;
}): Outgoing {
  const { reader, clock, limits, lostNotice, onTooSlow } = deps;
  const events: Waiting[] = [];
  const replies: Waiting[] = [];
  const values = new Set<Valued>();
  const lost = new Set<TopicName>();
  let [lostSeq, place, eventBytes, replyBytes] = [0, 0, 0, 0];
  /** What a replay adds to the bounds until all has been sent. */
  let [moreEvents, moreBytes] = [0, 0];
  let progressAt = 0;
  let cancel: Cancel | null = null;
  let isSending = false;
  let isOver = false;

  const isIdle = (): boolean =>
    events.length === 0 && replies.length === 0 && values.size === 0 && lost.size === 0;
  const hasRoom = (): boolean => reader.buffered() < limits.full;

  function oldestValue(): Valued | undefined {
    let oldest: Valued | undefined;
    for (const valued of values) {
      if (oldest === undefined || (valued.frame?.seq ?? 0) < (oldest.frame?.seq ?? 0)) oldest = valued;
    }
    return oldest;
  }

  /** Takes what is next; `null` where its value is gone. */
  function next(): Frame | null {
    if (lost.size > 0) {
      const notice = lostNotice(lostSeq, [...lost]);
      lost.clear();
      return notice;
    }
    const [event, reply] = [events[0], replies[0]];
    const isReply = reply !== undefined && (event === undefined || reply.place < event.place);
    const head = isReply ? reply : event;
    const value = oldestValue();
    if (value !== undefined && (head === undefined || (value.frame?.seq ?? 0) < head.frame.seq)) {
      values.delete(value);
      return value.frame;
    }
    if (head === undefined) return null;
    if (isReply) {
      replies.shift();
      replyBytes -= head.bytes;
    } else {
      events.shift();
      eventBytes -= head.bytes;
      if (events.length === 0) [moreEvents, moreBytes] = [0, 0];
    }
    return head.frame;
  }

  function sendWhileRoom(): void {
    // A transport may call back while it is still being given something.
    if (isSending) return;
    isSending = true;
    while (!isOver && !isIdle() && hasRoom()) {
      const text = next()?.text(reader.language);
      if (text) reader.send(text, onFlushed);
    }
    isSending = false;
    if (isOver) return;
    if (isIdle()) endToWait();
    else beginToWait();
  }

  function onFlushed(): void {
    progressAt = clock.elapsed();
    if (!isOver) sendWhileRoom();
  }

  function beginToWait(): void {
    if (cancel !== null) return;
    progressAt = clock.elapsed();
    cancel = clock.after(limits.patience, look);
  }

  function endToWait(): void {
    cancel?.();
    cancel = null;
  }

  function look(): void {
    cancel = null;
    if (isIdle()) return;
    const left = progressAt + limits.patience - clock.elapsed();
    if (left > 0) cancel = clock.after(left, look);
    // What stood in its way may have been something else that went over the same transport.
    else if (hasRoom()) sendWhileRoom();
    else onTooSlow();
  }

  const wait = (frame: Frame, bytes: number): Waiting => ({ frame, bytes, place: (place += 1) });

  function dropBeyondBounds(): void {
    while (events.length > limits.events + moreEvents || eventBytes > limits.eventBytes + moreBytes) {
      const dropped = events.shift();
      if (dropped === undefined) break;
      eventBytes -= dropped.bytes;
      if (dropped.frame.topic !== null) lost.add(dropped.frame.topic);
      lostSeq = Math.max(lostSeq, dropped.frame.seq);
    }
    if (events.length === 0) [moreEvents, moreBytes] = [0, 0];
  }

  return {
    isIdle,
    event(frame) {
      const bytes = frame.text(reader.language)?.length;
      if (bytes === undefined) return;
      events.push(wait(frame, bytes));
      eventBytes += bytes;
      sendWhileRoom();
      dropBeyondBounds();
    },
    reply(frame) {
      replies.push(wait(frame, frame.bytes()));
      replyBytes += frame.bytes();
      sendWhileRoom();
      // One that is long by itself is taken.
      const isTooMuch = replies.length > limits.replies || replyBytes > limits.replyBytes;
      if (!isOver && isTooMuch && replies.length > 1) onTooSlow();
    },
    value(valued) {
      values.add(valued);
      sendWhileRoom();
    },
    forget: (valued) => void values.delete(valued),
    replay(frames) {
      if (moreEvents > 0) return false;
      for (const frame of frames) {
        const bytes = frame.bytes();
        events.push(wait(frame, bytes));
        eventBytes += bytes;
        moreBytes += bytes;
      }
      moreEvents = frames.length;
      sendWhileRoom();
      return true;
    },
    stop() {
      isOver = true;
      endToWait();
      for (const waiting of [events, replies]) waiting.length = 0;
      values.clear();
      lost.clear();
    },
  };
}
