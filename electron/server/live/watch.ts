/** Looks after open sockets: that somebody is at their other end, and that whose they are may still be here. */
import { HEARTBEAT_SECONDS } from '../../../shared/live/closing.ts';
import { toTimestamp, type Cancel, type Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Caller } from '../route.ts';
import type { Connection } from './connection.ts';
import type { Standing } from './model.ts';
import type { SignedIn } from './sign-in.ts';
import type { Sockets } from './sockets.ts';
import { routeByRole, withdraw } from './subscriptions.ts';

/** One for all sockets. */
export interface Watch {
  /**
   * Looks how whoever a socket belongs to stands now. Who may be here no more is turned out (`false`); who may do less
   * loses what is beyond it.
   */
  stands(connection: Connection): connection is Connection & { readonly who: SignedIn };
  /** Looks at the sockets of one user, or of all (`null`). */
  recheck(userId: string | null): void;
  /** Something ends by itself then (ms UTC). */
  expect(expires_at: number | null): void;
  stop(): void;
}

const BEAT_MS = HEARTBEAT_SECONDS * 1000;

/** A key's permissions are put together anew each time. */
const sameRights = (one: Caller, other: Caller): boolean =>
  one.role === other.role &&
  (one.permissions === other.permissions ||
    (one.permissions.length === other.permissions.length &&
      one.permissions.every((permission, at) => permission === other.permissions[at])));

const isPast = ({ expires_at }: SignedIn, now: number): boolean => expires_at !== null && expires_at <= now;

/** Beats from now on until it is stopped. */
export function startWatch(deps: {
  readonly sockets: Sockets;
  readonly standing: Standing;
  readonly clock: Clock;
}): Watch {
  const { sockets, standing, clock } = deps;
  let cancelEnd: Cancel | null = null;
  let nextEnd = Infinity;

  function stands(connection: Connection): connection is Connection & { readonly who: SignedIn } {
    const { who } = connection;
    if (who === null || connection.isOver()) return false;
    // Asked first: a sign-in may have been lengthened since.
    const now = standing(who.caller);
    if (now === null || isPast(now, clock.now())) {
      const isExpired = isPast(now ?? who, clock.now());
      connection.turnOut(new UserError(isExpired ? 'AUTH_TOKEN_EXPIRED' : 'AUTH_TOKEN_INVALID'));
      return false;
    }
    connection.who = now;
    expect(now.expires_at);
    if (!sameRights(who.caller, now.caller)) {
      routeByRole(connection);
      withdraw(connection);
    }
    return !connection.isOver();
  }

  function recheck(userId: string | null): void {
    const all = userId === null ? sockets.all() : (sockets.signedIn().get(userId) ?? []);
    // Whoever is turned out may leave the register meanwhile.
    for (const connection of [...all]) stands(connection);
  }

  function expect(expires_at: number | null): void {
    if (expires_at === null || expires_at >= nextEnd) return;
    nextEnd = expires_at;
    cancelEnd?.();
    cancelEnd = clock.after(expires_at - clock.now(), endThose);
  }

  /** The clock may have been set since, and a long wait may end early: only what is really over ends. */
  function endThose(): void {
    nextEnd = Infinity;
    const now = clock.now();
    for (const connection of [...sockets.all()]) {
      const end = connection.isOver() ? null : (connection.who?.expires_at ?? null);
      if (end !== null && end <= now) stands(connection);
      else expect(end);
    }
  }

  function beat(): void {
    cancelBeat = clock.after(BEAT_MS, beat);
    const now = toTimestamp(clock.now());
    for (const connection of [...sockets.all()]) {
      if (!stands(connection)) continue;
      connection.probe();
      if (!connection.isOver()) connection.member.reply('heartbeat', { timestamp: now, server_time: now });
    }
  }
  let cancelBeat = clock.after(BEAT_MS, beat);

  return {
    stands,
    recheck,
    expect,
    stop() {
      cancelBeat();
      cancelEnd?.();
    },
  };
}
