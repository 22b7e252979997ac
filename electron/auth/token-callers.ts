/**
 * Who calls with an access token. A header that was found good is remembered, so that a further request costs a few
 * look-ups in memory; its time, its sign-in or key, and its epoch are checked anew each time.
 */
import { intersect } from '../../shared/permissions.ts';
import type { Caches } from '../kernel/caches.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { Caller, Credentials } from '../server/route.ts';
import type { AccessClaims, AccessTokens, ClientClaims } from './access-tokens.ts';
import type { Arrivals } from './keys/arrivals.ts';
import type { KeyCallers } from './keys/callers.ts';
import { endOfSecret, type LiveKey } from './keys/register.ts';
import type { Live, LiveUser } from './live.ts';
import { createMemory } from './memory.ts';
import type { RoleRegistry } from './roles/registry.ts';

/** Lets access tokens in. */
export interface TokenCallers {
  /** The caller by a header that was met before; `undefined` for another. @throws as {@link TokenCallers.meet} */
  known(authorization: string, request: Credentials): Caller | undefined;
  /** The caller by a token in this header. @throws {UserError} `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_INVALID` */
  meet(authorization: string, token: string, request: Credentials): Promise<Caller>;
}

/** How far a token may come from the future: the wall clock has been set back since. */
const LEEWAY_MS = 30_000;
/** Characters at the end of a header that tell it from others fast: of the signature, so as good as random. */
const TAIL_LENGTH = 32;

interface Remembered {
  readonly authorization: string;
  readonly claims: AccessClaims;
  caller: Caller;
  /** What the caller was made from. */
  rolePermissions: readonly string[];
  key: LiveKey | null;
}

const tailOf = (authorization: string): string => authorization.slice(-TAIL_LENGTH);

/** Checks tokens against the living sign-ins, users and keys. */
export function createTokenCallers(deps: {
  tokens: AccessTokens;
  live: Live;
  roles: Pick<RoleRegistry, 'permissionsOf'>;
  keys: KeyCallers;
  arrivals: Arrivals;
  clock: Clock;
  caches: Pick<Caches, 'register'>;
}): TokenCallers {
  const { tokens, live, roles, keys, arrivals, clock } = deps;
  /** By the header's tail: a look-up by all of its 900 characters would take a tenth of the time of an answer. */
  const remembered = createMemory<Remembered>();
  deps.caches.register(remembered.asCache('tokens'));

  function ofSignIn(claims: AccessClaims, sessionId: string, request: Credentials, now: number): LiveUser {
    const session = live.session(sessionId);
    if (session?.user_id !== claims.user_id) throw new UserError('AUTH_TOKEN_INVALID');
    const user = live.user(session.user_id);
    if (user?.epoch !== claims.epoch) throw new UserError('AUTH_TOKEN_INVALID');
    session.last_seen_at = now;
    session.last_ip = request.ip;
    session.unsaved = true;
    return user;
  }

  /** A token dies with its key, with the secret that it was made by, and with the epoch of the key's owner. */
  function ofKey(claims: AccessClaims, client: ClientClaims, request: Credentials, now: number) {
    const { key, owner } = keys.admit(client.key_id, request);
    const isOver = now >= endOfSecret(key.stored, claims.issued_at);
    if (isOver || owner.id !== claims.user_id || owner.epoch !== claims.epoch) {
      throw new UserError('AUTH_TOKEN_INVALID');
    }
    return { key, owner };
  }

  function check(claims: AccessClaims, request: Credentials): { user: LiveUser; key: LiveKey | null } {
    const now = clock.now();
    const { by, issued_at, expires_at } = claims;
    if (now >= expires_at || issued_at > now + LEEWAY_MS) throw new UserError('AUTH_TOKEN_EXPIRED');
    if ('session_id' in by) return { user: ofSignIn(claims, by.session_id, request, now), key: null };
    const { key, owner } = ofKey(claims, by, request, now);
    return { user: owner, key };
  }

  function callerOf(claims: AccessClaims, user: LiveUser, key: LiveKey | null): Caller {
    const { by } = claims;
    const common = { user_id: user.id, username: user.username };
    if ('session_id' in by || key === null) {
      const session_id = 'session_id' in by ? by.session_id : null;
      return {
        kind: 'token',
        ...common,
        session_id,
        key_id: null,
        permissions: roles.permissionsOf(user.role),
        role: user.role,
        token: claims,
      };
    }
    const permissions = intersect(by.scope, keys.permissionsOf(key, user));
    const key_id = by.key_id;
    const caller = { kind: 'key', ...common, session_id: null, key_id, permissions, role: null } as const;
    const { networks } = key.stored;
    return arrivals.put({ ...caller, token: claims }, { secret_hash: null, networks, scope: by.scope });
  }

  return {
    known(authorization, request) {
      const tail = tailOf(authorization);
      const known = remembered.get(tail);
      if (known?.authorization !== authorization) return undefined;
      // Name and role cannot change under a remembered token: the epoch rises with them. What a role may do can.
      const { user, key } = check(known.claims, request);
      const rolePermissions = roles.permissionsOf(user.role);
      if (rolePermissions !== known.rolePermissions || key !== known.key) {
        Object.assign(known, { rolePermissions, key, caller: callerOf(known.claims, user, key) });
      }
      return known.caller;
    },
    async meet(authorization, token, request) {
      const claims = await tokens.verify(token);
      const { user, key } = check(claims, request);
      const caller = callerOf(claims, user, key);
      const rolePermissions = roles.permissionsOf(user.role);
      remembered.set(tailOf(authorization), { authorization, claims, caller, rolePermissions, key });
      return caller;
    },
  };
}
