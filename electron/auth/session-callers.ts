/**
 * Who calls with the session cookie. A cookie that was met before is known by its header, without hashing; that its
 * sign-in lives, its time and where the request comes from are looked at anew each time.
 */
import type { Caches } from '../kernel/caches.ts';
import type { Clock } from '../kernel/clock.ts';
import { cookieName, readCookie } from '../kernel/cookies.ts';
import { UserError } from '../kernel/errors.ts';
import type { Caller, Credentials } from '../server/route.ts';
import type { Live, LiveSession, LiveUser } from './live.ts';
import { createMemory } from './memory.ts';
import { hashOfToken } from './opaque-tokens.ts';
import { csrfTokenOf, isSessionToken, SESSION_COOKIE } from './page-sign-ins.ts';
import type { RoleRegistry } from './roles/registry.ts';
import { checkSameSite } from './same-site.ts';

/**
 * The caller by a cookie header.
 * @throws {UserError} `AUTH_REQUIRED` where there is no session in it, `AUTH_TOKEN_INVALID`, `AUTH_TOKEN_EXPIRED`,
 * `AUTH_CSRF_INVALID`, `SERVER_ORIGIN_NOT_ALLOWED`
 */
export type BySession = (cookie: string, request: Credentials) => Caller;

/** Far above a session's own cookie; other programs on this host may have set more. */
const LONGEST_REMEMBERED = 1000;

interface Remembered {
  readonly session: LiveSession;
  readonly user: LiveUser;
  readonly csrfToken: string;
  readonly caller: Caller;
}

/** Lets in by the living sign-ins. */
export function createSessionCallers(deps: {
  live: Live;
  roles: Pick<RoleRegistry, 'permissionsOf'>;
  clock: Clock;
  caches: Pick<Caches, 'register'>;
}): BySession {
  const { live, roles, clock } = deps;
  const remembered = createMemory<Remembered>();
  deps.caches.register(remembered.asCache('sessions'));

  function meet(cookie: string, secure: boolean): Remembered {
    const token = readCookie(cookie, cookieName(SESSION_COOKIE, secure));
    if (token === undefined || !isSessionToken(token)) throw new UserError('AUTH_REQUIRED');
    const session = live.sessionByToken(hashOfToken(token));
    const user = session && live.user(session.user_id);
    if (!user) throw new UserError('AUTH_TOKEN_INVALID');
    const caller: Caller = {
      kind: 'session',
      user_id: user.id,
      username: user.username,
      session_id: session.session_id,
      key_id: null,
      permissions: roles.permissionsOf(user.role),
      role: user.role,
      token: null,
    };
    return { session, user, csrfToken: csrfTokenOf(token), caller };
  }

  /** Another sign-in, user or role makes another object: what was remembered is then found out anew. */
  const holds = ({ session, user, caller }: Remembered): boolean =>
    live.session(session.session_id) === session &&
    live.user(session.user_id) === user &&
    roles.permissionsOf(user.role) === caller.permissions;

  return (cookie, request) => {
    let known = remembered.get(cookie, holds);
    if (!known) {
      known = meet(cookie, request.secure);
      if (cookie.length <= LONGEST_REMEMBERED) remembered.set(cookie, known);
    }
    const now = clock.now();
    const { session } = known;
    if (now >= session.expires_at) throw new UserError('AUTH_TOKEN_EXPIRED');
    checkSameSite(request, known.csrfToken);
    session.last_seen_at = now;
    session.last_ip = request.ip;
    session.unsaved = true;
    return known.caller;
  };
}
