/**
 * Who calls with an API key. A key that was found good is remembered, so that a further request costs a look-up in
 * memory instead of a hash; where it stands, its owner, its networks and limits are looked at anew each time.
 */
import { timingSafeEqual } from 'node:crypto';
import { intersect } from '../../../shared/permissions.ts';
import type { Caches } from '../../kernel/caches.ts';
import type { Clock } from '../../kernel/clock.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Caller } from '../../server/route.ts';
import type { Live, LiveUser } from '../live.ts';
import { createMemory } from '../memory.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import type { Arrivals } from './arrivals.ts';
import { hashOfSecret, parseKey, type KeyParts } from './format.ts';
import { stateOf, type KeyRegister, type LiveKey } from './register.ts';

/** Where a request with a key comes from. */
export interface KeyRequest {
  readonly ip: string;
  /** See `Credentials`; `null` for what is over at once. */
  readonly onEnd: ((fn: () => void) => void) | null;
}

/** Lets keys in. */
export interface KeyCallers {
  /**
   * Who calls with this key.
   * @throws {UserError} `AUTH_KEY_INVALID` whatever is wrong with it, `AUTH_KEY_NETWORK`, `RATE_LIMIT_EXCEEDED`
   */
  byKey(text: string, request: KeyRequest): Caller;
  /** The key and its owner for the right secret, without counting a request. @throws {UserError} `AUTH_KEY_INVALID` */
  check(parts: KeyParts | null, ip: string): { key: LiveKey; owner: LiveUser };
  /**
   * Counts a request of somebody who has proved by other means to act for this key.
   * @throws {UserError} as {@link KeyCallers.byKey}
   */
  admit(keyId: string, request: KeyRequest): { key: LiveKey; owner: LiveUser };
  /** What a key may do now: its scopes, as far as its owner holds them. */
  permissionsOf(key: LiveKey, owner: LiveUser): readonly string[];
}

interface Remembered {
  readonly key_id: string;
  readonly hash: string;
  caller: Caller;
  /** What the caller was made from. */
  key: LiveKey;
  owner: LiveUser;
  rolePermissions: readonly string[];
}

/** Says the same refusal once in a while: a program with a dead key asks again and again. */
const LOG_EVERY_MS = 60_000;

const sameHash = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Lets in by the register and the living users. */
export function createKeyCallers(deps: {
  register: KeyRegister;
  arrivals: Arrivals;
  live: Live;
  roles: Pick<RoleRegistry, 'permissionsOf'>;
  clock: Clock;
  logger: Logger;
  caches: Pick<Caches, 'register'>;
}): KeyCallers {
  const { register, arrivals, live, roles, clock, logger } = deps;
  const remembered = createMemory<Remembered>();
  deps.caches.register(remembered.asCache('keys'));
  const logged = createMemory<number>();

  /** `keyId` is that of a key we have: made-up ones would let anybody fill the log. */
  function refuse(reason: string, keyId: string | null, ip: string): never {
    const about = `${keyId ?? ip} ${reason}`;
    if ((logged.get(about) ?? -Infinity) + LOG_EVERY_MS <= clock.elapsed()) {
      logged.set(about, clock.elapsed());
      logger.warn({ reason, key_id: keyId, ip }, 'An API key was refused');
    }
    throw new UserError('AUTH_KEY_INVALID');
  }

  /** A secret that has been hashed; the one before the last rotation counts for a while. */
  function isGood(hash: string, { stored }: LiveKey): boolean {
    if (sameHash(hash, stored.secret_hash)) return true;
    const { old_secret_hash, old_secret_until } = stored;
    return (
      old_secret_hash !== null &&
      old_secret_until !== null &&
      clock.now() < old_secret_until &&
      sameHash(hash, old_secret_hash)
    );
  }

  function stand(key: LiveKey, ip: string): LiveUser {
    const { key_id, user_id } = key.stored;
    const state = stateOf(key.stored, clock.now());
    if (state !== 'active') refuse(state, key_id, ip);
    const owner = live.user(user_id);
    return owner?.is_active ? owner : refuse('its owner may not come in', key_id, ip);
  }

  function count(key: LiveKey, { ip, onEnd }: KeyRequest): void {
    if (!key.isAllowedFrom(ip)) throw new UserError('AUTH_KEY_NETWORK');
    key.meter.admit(onEnd);
    key.use.last_used = clock.now();
    key.use.last_used_ip = ip;
    key.use.count += 1;
    key.use.unsaved += 1;
  }

  function check(parts: KeyParts | null, ip: string): { key: LiveKey; owner: LiveUser; hash: string } {
    if (!parts) refuse('not a key', null, ip);
    const hash = hashOfSecret(parts.secret);
    const key = register.get(parts.key_id) ?? refuse('unknown', null, ip);
    if (!isGood(hash, key)) refuse('wrong secret', parts.key_id, ip);
    return { key, owner: stand(key, ip), hash };
  }

  const permissionsOf = (key: LiveKey, owner: LiveUser): readonly string[] =>
    intersect(key.stored.scopes, roles.permissionsOf(owner.role));

  function callerOf(key: LiveKey, owner: LiveUser, hash: string): Caller {
    const caller: Caller = {
      kind: 'key',
      user_id: owner.id,
      username: owner.username,
      session_id: null,
      key_id: key.stored.key_id,
      permissions: permissionsOf(key, owner),
      role: null,
      token: null,
    };
    return arrivals.put(caller, { secret_hash: hash, networks: key.stored.networks, scope: null });
  }

  function meet(text: string, request: KeyRequest): Caller {
    const { key, owner, hash } = check(parseKey(text), request.ip);
    count(key, request);
    const caller = callerOf(key, owner, hash);
    const rolePermissions = roles.permissionsOf(owner.role);
    remembered.set(text, { key_id: key.stored.key_id, hash, caller, key, owner, rolePermissions });
    return caller;
  }

  return {
    byKey(text, request) {
      const known = remembered.get(text);
      const key = known && register.get(known.key_id);
      if (!known || !key) return meet(text, request);
      if (key !== known.key || key.stored.old_secret_hash !== null) {
        if (!isGood(known.hash, key)) refuse('wrong secret', known.key_id, request.ip);
      }
      const owner = stand(key, request.ip);
      count(key, request);
      const rolePermissions = roles.permissionsOf(owner.role);
      if (key !== known.key || owner !== known.owner || rolePermissions !== known.rolePermissions) {
        Object.assign(known, { key, owner, rolePermissions, caller: callerOf(key, owner, known.hash) });
      }
      return known.caller;
    },
    check,
    permissionsOf,
    admit(keyId, request) {
      const key = register.get(keyId) ?? refuse('unknown', null, request.ip);
      const owner = stand(key, request.ip);
      count(key, request);
      return { key, owner };
    },
  };
}
