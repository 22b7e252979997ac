/** Every open socket: how many there are, and whose. */
import { addressKey } from '../../kernel/address-key.ts';
import type { Caller } from '../route.ts';
import type { Connection } from './connection.ts';
import { standardSockets, type SocketLimits } from './limits.ts';
import type { SignedIn } from './sign-in.ts';

/** The register of them. */
export interface Sockets {
  /** Whether one more may come from an address that has not said whose it is. */
  hasRoomFor(ip: string): boolean;
  /** Takes one that has just been opened. */
  add(connection: Connection): void;
  /** Makes one somebody's. `false`: there are too many, and it stays nobody's. */
  admit(connection: Connection, who: SignedIn): boolean;
  remove(connection: Connection): void;
  all(): ReadonlySet<Connection>;
  /** Those that are somebody's, by user. A key's count as its owner's. */
  signedIn(): ReadonlyMap<string, ReadonlySet<Connection>>;
  /** Calls once there is none left. */
  onEmpty(fn: () => void): void;
}

/** Whose a socket counts as. */
export const ownerOf = ({ key_id, user_id }: Pick<Caller, 'key_id' | 'user_id'>): string => key_id ?? user_id;

/** Things by a key; a key without any is forgotten. */
function createGroups<T>() {
  const groups = new Map<string, Set<T>>();
  return {
    groups,
    size: (key: string): number => groups.get(key)?.size ?? 0,
    add(key: string, one: T): void {
      const group = groups.get(key);
      if (group) group.add(one);
      else groups.set(key, new Set([one]));
    },
    remove(key: string, one: T): void {
      const group = groups.get(key);
      group?.delete(one);
      if (group?.size === 0) groups.delete(key);
    },
  };
}

/** Without any. */
export function createSockets(limits: Partial<SocketLimits> = {}): Sockets {
  const most = { ...standardSockets, ...limits };
  const all = new Set<Connection>();
  const strangers = createGroups<Connection>();
  const owners = createGroups<Connection>();
  const users = createGroups<Connection>();
  /** The key under which each stands among strangers or owners. */
  const stranger = new Map<Connection, string>();
  const admitted = new Map<Connection, Caller>();
  let whenEmpty: (() => void) | null = null;

  function forgetStranger(connection: Connection): void {
    const key = stranger.get(connection);
    if (key === undefined) return;
    stranger.delete(connection);
    strangers.remove(key, connection);
  }

  return {
    hasRoomFor: (ip) =>
      stranger.size < most.strangers && strangers.size(addressKey(ip)) < most.strangersOfOne,
    add(connection) {
      const key = addressKey(connection.peer.ip);
      all.add(connection);
      stranger.set(connection, key);
      strangers.add(key, connection);
    },
    admit(connection, who) {
      const owner = ownerOf(who.caller);
      if (admitted.size >= most.signedIn || owners.size(owner) >= most.signedInOfOne) return false;
      forgetStranger(connection);
      admitted.set(connection, who.caller);
      owners.add(owner, connection);
      users.add(who.caller.user_id, connection);
      return true;
    },
    remove(connection) {
      const caller = admitted.get(connection);
      if (caller) {
        admitted.delete(connection);
        owners.remove(ownerOf(caller), connection);
        users.remove(caller.user_id, connection);
      }
      forgetStranger(connection);
      all.delete(connection);
      if (all.size === 0) whenEmpty?.();
    },
    all: () => all,
    signedIn: () => users.groups,
    onEmpty(fn) {
      whenEmpty = fn;
      if (all.size === 0) fn();
    },
  };
}
