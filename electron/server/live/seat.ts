/** One reader's place in the hub: the short way while its transport keeps up, the queue when it does not. */
import type { Frame } from './frame.ts';
import type { Reader } from './membership.ts';
import type { Outgoing, Valued } from './outgoing.ts';
import { NO_RANK } from './routing.ts';

/** A reader that is in. There are thousands: what most of them never need is made when one does. */
export interface Seat {
  readonly reader: Reader;
  /** Of its role, see `routing.ts`. */
  rank: number;
  /** Since its transport was full for the first time. */
  outgoing: Outgoing | null;
  isGone: boolean;
}

/** Gives messages to seats. */
export interface Givers {
  event(seat: Seat, frame: Frame): void;
  /** The present value, if there is one. */
  value(seat: Seat, valued: Valued): void;
  reply(seat: Seat, frame: Frame): void;
  /** Messages from memory; `false` where it is still taking others. */
  replay(seat: Seat, frames: readonly Frame[]): boolean;
}

/** A seat for a reader that has just come. */
export const createSeat = (reader: Reader): Seat => ({
  reader,
  rank: NO_RANK,
  outgoing: null,
  isGone: false,
});

/**
 * Up to `watched` bytes in the transport it is handed over as it is: nothing is made for one reader. Beyond that somebody
 * has to hear when there is room, so the queue takes over.
 */
export function createGivers(watched: number, queueOf: (seat: Seat) => Outgoing): Givers {
  /** Whether it could be handed over; what has no words counts as handed over. */
  function isHandedOver({ reader, outgoing }: Seat, frame: Frame): boolean {
    if (outgoing !== null && !outgoing.isIdle()) return false;
    const text = frame.text(reader.language);
    if (text === null) return true;
    if (reader.buffered() + text.length >= watched) return false;
    reader.send(text);
    return true;
  }

  return {
    event(seat, frame) {
      if (!isHandedOver(seat, frame)) queueOf(seat).event(frame);
    },
    value(seat, valued) {
      if (valued.frame !== null && !isHandedOver(seat, valued.frame)) queueOf(seat).value(valued);
    },
    reply(seat, frame) {
      if (!isHandedOver(seat, frame)) queueOf(seat).reply(frame);
    },
    replay(seat, frames) {
      const first = frames.findIndex((frame) => seat.isGone || !isHandedOver(seat, frame));
      return first === -1 || seat.isGone || queueOf(seat).replay(frames.slice(first));
    },
  };
}
