/**
 * Who a request comes from. A token that was found good is remembered, so that a further request costs three
 * look-ups in memory; its time, sign-in and epoch are checked anew each time.
 */
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import type { Caller } from '../server/route.ts';
import type { AccessClaims, AccessTokens } from './access-tokens.ts';
import type { Live } from './live.ts';
import { permissionsOf } from './permissions.ts';

/**
 * Tells the caller from an `Authorization` header; at once for a token met before.
 * @throws {UserError} `AUTH_REQUIRED`, `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_INVALID`
 */
export type Authenticate = (authorization: string | undefined) => Caller | Promise<Caller>;

const TOKENS_REMEMBERED = 2000;
/** How far a token may come from the future: the wall clock has been set back since. */
const LEEWAY_MS = 30_000;

interface Remembered {
  readonly claims: AccessClaims;
  readonly caller: Caller;
}

/** The token of an `Authorization: Bearer` header (RFC 6750 §2.1). */
function bearerOf(authorization: string | undefined): string {
  if (authorization?.slice(0, 7).toLowerCase() !== 'bearer ') {
    throw new UserError('AUTH_REQUIRED');
  }
  return authorization.slice(7).trim();
}

/** Checks callers against the given tokens and the living sign-ins. */
export function createAuthenticator(deps: { tokens: AccessTokens; live: Live; clock: Clock }): Authenticate {
  const { tokens, live, clock } = deps;
  const remembered = new Map<string, Remembered>();

  function check({ session_id, user_id, epoch, issued_at, expires_at }: AccessClaims) {
    const now = clock.now();
    if (now >= expires_at || issued_at > now + LEEWAY_MS) throw new UserError('AUTH_TOKEN_EXPIRED');
    const user = live.userOf(session_id);
    if (user?.id !== user_id || user.epoch !== epoch) throw new UserError('AUTH_TOKEN_INVALID');
    return user;
  }

  function recall(token: string, { claims, caller }: Remembered): Caller {
    try {
      check(claims);
      return caller;
    } catch (error) {
      remembered.delete(token);
      throw error;
    }
  }

  async function meet(token: string): Promise<Caller> {
    const claims = await tokens.verify(token);
    const { id, username, role } = check(claims);
    // Name and role cannot change under a remembered token: the epoch rises with them.
    const caller: Caller = {
      user_id: id,
      username,
      session_id: claims.session_id,
      permissions: permissionsOf(role),
    };
    const oldest = remembered.keys().next().value;
    if (remembered.size >= TOKENS_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    remembered.set(token, { claims, caller });
    return caller;
  }

  return (authorization) => {
    const token = bearerOf(authorization);
    const known = remembered.get(token);
    return known ? recall(token, known) : meet(token);
  };
}
