/** The last event messages, for whoever returns soon. */
import type { EventTopic } from '../../../shared/live/topics.ts';
import type { Frame } from './frame.ts';

/** How much is remembered. */
export interface RingLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** What is remembered. */
export interface Ring {
  /** Remembers the newest message of a topic. */
  push(topic: EventTopic, frame: Frame): void;
  /** Number of the newest message of a topic that is forgotten; 0: none is. Whoever has seen less may miss something. */
  floor(topic: EventTopic): number;
  /** Messages after a number that `wants` picks, oldest first. */
  since(seq: number, wants: (topic: EventTopic, frame: Frame) => boolean): Frame[];
  /** What all of them take. */
  bytes(): number;
}

interface Slot {
  readonly topic: EventTopic;
  readonly frame: Frame;
}

/** A ring; what does not fit into one of both limits is forgotten, the oldest first. */
export function createRing(limits: RingLimits): Ring {
  const slots: (Slot | undefined)[] = new Array<undefined>(limits.messages).fill(undefined);
  const floors = new Map<EventTopic, number>();
  let [first, count, bytes] = [0, 0, 0];

  function forget(): void {
    const slot = slots[first];
    slots[first] = undefined;
    first = (first + 1) % slots.length;
    count -= 1;
    if (!slot) return;
    slot.frame.watch(null);
    bytes -= slot.frame.bytes();
    floors.set(slot.topic, slot.frame.seq);
  }

  function grown(more: number): void {
    bytes += more;
    while (bytes > limits.bytes && count > 0) forget();
  }

  return {
    push(topic, frame) {
      if (count === slots.length) forget();
      slots[(first + count) % slots.length] = { topic, frame };
      count += 1;
      frame.watch(grown);
      grown(frame.bytes());
    },
    floor: (topic) => floors.get(topic) ?? 0,
    since(seq, wants) {
      const found: Frame[] = [];
      for (let back = count - 1; back >= 0; back -= 1) {
        const slot = slots[(first + back) % slots.length];
        if (!slot || slot.frame.seq <= seq) break;
        if (wants(slot.topic, slot.frame)) found.push(slot.frame);
      }
      return found.reverse();
    },
    bytes: () => bytes,
  };
}
