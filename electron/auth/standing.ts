/**
 * How somebody stands now who came in before and has stayed: a connection that is open is asked about again and again.
 * From memory alone; no request is counted by it, and nobody was seen.
 */
import { intersect } from '../../shared/permissions.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Caller } from '../server/route.ts';
import type { Arrival, Arrivals } from './keys/arrivals.ts';
import type { KeyCallers } from './keys/callers.ts';
import { endOfSecret, stateOf, type KeyRegister } from './keys/register.ts';
import type { StoredKey } from './keys/store.ts';
import type { Live } from './live.ts';
import type { RoleRegistry } from './roles/registry.ts';

/** Who they are now, and when (ms UTC) that ends by itself; `null` for who would not come in any more. */
export type Standing = (
  caller: Caller,
) => { readonly caller: Caller; readonly expires_at: number | null } | null;

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((text, index) => text === other[index]));

/** By the living sign-ins, users, roles and keys. */
export function createStanding(deps: {
  live: Live;
  roles: Pick<RoleRegistry, 'permissionsOf'>;
  register: Pick<KeyRegister, 'get'>;
  keys: Pick<KeyCallers, 'permissionsOf'>;
  arrivals: Arrivals;
  clock: Clock;
}): Standing {
  const { live, roles, register, keys, arrivals, clock } = deps;

  /** The same object where nothing is different, as long as that is so. */
  function renewed(caller: Caller, fresh: Pick<Caller, 'username' | 'permissions' | 'role'>): Caller {
    const isSame =
      caller.username === fresh.username &&
      caller.role === fresh.role &&
      same(caller.permissions, fresh.permissions);
    return isSame ? caller : { ...caller, ...fresh };
  }

  function ofSignIn(caller: Caller, sessionId: string): ReturnType<Standing> {
    const now = clock.now();
    const session = live.session(sessionId);
    const user = live.user(caller.user_id);
    if (session?.user_id !== caller.user_id || !user?.is_active) return null;
    const { token } = caller;
    if (token !== null && token.epoch !== user.epoch) return null;
    const expires_at = Math.min(session.expires_at, token?.expires_at ?? Infinity);
    if (now >= expires_at) return null;
    const { username, role } = user;
    return {
      caller: renewed(caller, { username, role, permissions: roles.permissionsOf(role) }),
      expires_at,
    };
  }

  function ofKey(caller: Caller, keyId: string): ReturnType<Standing> {
    const now = clock.now();
    const key = register.get(keyId);
    if (!key || stateOf(key.stored, now) !== 'active') return null;
    const owner = live.user(key.stored.user_id);
    if (!owner?.is_active) return null;
    const { stored } = key;
    const { token } = caller;
    const arrival = arrivals.of(caller);
    // Which address it was is no longer known: it may be outside of other networks.
    if (!same(arrival?.networks ?? [], stored.networks)) return null;
    if (token !== null && token.epoch !== owner.epoch) return null;
    const ends =
      token === null
        ? endBySecret(arrival, stored)
        : Math.min(token.expires_at, endOfSecret(stored, token.issued_at));
    const expires_at = Math.min(ends, stored.expires_at ?? Infinity);
    if (now >= expires_at) return null;
    const held = keys.permissionsOf(key, owner);
    const permissions = token === null ? held : intersect(arrival?.scope ?? caller.permissions, held);
    const fresh = renewed(caller, { username: owner.username, permissions, role: null });
    if (arrival) arrivals.put(fresh, arrival);
    return { caller: fresh, expires_at: expires_at === Infinity ? null : expires_at };
  }

  return (caller) => {
    if (caller.key_id !== null) return ofKey(caller, caller.key_id);
    return caller.session_id === null ? null : ofSignIn(caller, caller.session_id);
  };
}

/** When the secret ends that somebody came in by, ms UTC: `Infinity` for the present one, 0 for one that is over. */
function endBySecret(
  arrival: Arrival | undefined,
  stored: Pick<StoredKey, 'secret_hash' | 'old_secret_hash' | 'old_secret_until' | 'rotated_at'>,
): number {
  // Of whom nothing is known: there has only ever been one secret, or it may have been another.
  if (!arrival) return stored.rotated_at === null ? Infinity : 0;
  if (arrival.secret_hash === stored.secret_hash) return Infinity;
  return arrival.secret_hash === stored.old_secret_hash ? (stored.old_secret_until ?? 0) : 0;
}
