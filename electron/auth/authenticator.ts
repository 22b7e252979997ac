/**
 * Who a request comes from. A header that was found good is remembered, so that a further request costs three
 * look-ups in memory; its time, sign-in and epoch are checked anew each time.
 */
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { Caller } from '../server/route.ts';
import type { AccessClaims, AccessTokens } from './access-tokens.ts';
import type { Live } from './live.ts';
import type { RoleRegistry } from './roles/registry.ts';

/**
 * Tells the caller from an `Authorization` header; at once for a token met before.
 * @throws {UserError} `AUTH_REQUIRED`, `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_INVALID`
 */
export type Authenticate = (authorization: string | undefined) => Caller | Promise<Caller>;

const TOKENS_REMEMBERED = 2000;
/** How far a token may come from the future: the wall clock has been set back since. */
const LEEWAY_MS = 30_000;

/** Characters at the end of a header that tell it from others fast: of the signature, so as good as random. */
const TAIL_LENGTH = 32;

interface Remembered {
  readonly authorization: string;
  readonly claims: AccessClaims;
  readonly caller: Caller;
}

const tailOf = (authorization: string): string => authorization.slice(-TAIL_LENGTH);

/** The token of an `Authorization: Bearer` header (RFC 6750 §2.1). */
function bearerOf(authorization: string): string {
  if (authorization.slice(0, 7).toLowerCase() !== 'bearer ') throw new UserError('AUTH_REQUIRED');
  return authorization.slice(7).trim();
}

/** Checks callers against the given tokens and the living sign-ins. */
export function createAuthenticator(deps: {
  tokens: AccessTokens;
  live: Live;
  roles: Pick<RoleRegistry, 'permissionsOf'>;
  clock: Clock;
}): Authenticate {
  const { tokens, live, roles, clock } = deps;
  /** By the header's tail: a look-up by all of its 900 characters would take a tenth of the time of an answer. */
  const remembered = new Map<string, Remembered>();

  function check({ session_id, user_id, epoch, issued_at, expires_at }: AccessClaims) {
    const now = clock.now();
    if (now >= expires_at || issued_at > now + LEEWAY_MS) throw new UserError('AUTH_TOKEN_EXPIRED');
    const user = live.userOf(session_id);
    if (user?.id !== user_id || user.epoch !== epoch) throw new UserError('AUTH_TOKEN_INVALID');
    return user;
  }

  async function meet(authorization: string): Promise<Caller> {
    const claims = await tokens.verify(bearerOf(authorization));
    const { id, username, role } = check(claims);
    // Name and role cannot change under a remembered token: the epoch rises with them.
    const caller: Caller = {
      kind: 'token',
      user_id: id,
      username,
      session_id: claims.session_id,
      key_id: null,
      permissions: roles.permissionsOf(role),
    };
    const oldest = remembered.keys().next().value;
    if (remembered.size >= TOKENS_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(tailOf(authorization), { authorization, claims, caller });
    return caller;
  }

  return (authorization) => {
    if (authorization === undefined) throw new UserError('AUTH_REQUIRED');
    const tail = tailOf(authorization);
    const known = remembered.get(tail);
    if (known?.authorization !== authorization) return meet(authorization);
    try {
      check(known.claims);
      return known.caller;
    } catch (error) {
      remembered.delete(tail);
      throw error;
    }
  };
}
