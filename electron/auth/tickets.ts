/**
 * One-time tickets: who may speak to this program over its own socket (the same user of this machine) is let into the
 * page as the first administrator, without a password. In memory, for a minute.
 */
import type { Clock } from '../kernel/clock.ts';
import { createOpaqueToken, hashOfToken } from './opaque-tokens.ts';

/** Gives tickets out and takes them back. */
export interface Tickets {
  /** A new ticket; those before it stay good for their minute. */
  issue(): string;
  /** Whether this one is good. It is used up by asking. */
  redeem(ticket: string): boolean;
}

const LIFE_MS = 60_000;
/** Far more than a person opens in a minute. */
const MOST = 20;

/** A box without tickets. */
export function createTickets(clock: Clock): Tickets {
  /** By hash, so that looking one up tells nothing of the others. */
  const good = new Map<string, number>();
  return {
    issue() {
      const oldest = good.keys().next().value;
      if (good.size >= MOST && oldest !== undefined) good.delete(oldest);
      const ticket = createOpaqueToken('ccT_');
      good.set(hashOfToken(ticket), clock.elapsed() + LIFE_MS);
      return ticket;
    },
    redeem(ticket) {
      const hash = hashOfToken(ticket);
      const until = good.get(hash);
      good.delete(hash);
      return until !== undefined && clock.elapsed() < until;
    },
  };
}
