/**
 * Sign-ins of the page: an opaque token in a cookie that no script can read, and beside it a token against requests
 * from other sites (OWASP CSRF Prevention, "HMAC CSRF Token"), which is derived from the first and so bound to it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { CookieToSet } from '../kernel/cookies.ts';
import { createOpaqueToken, hashOfToken } from './opaque-tokens.ts';
import type { Begun, Client, Sessions } from './sessions.ts';
import type { UserRecord } from './user-store.ts';

/** Name of the cookie; under TLS it has the prefix `__Host-`. */
export const SESSION_COOKIE = 'admin_session';
/** A session's life, in ms. */
export const SESSION_MS = 24 * 3600_000;
const SESSION_TOKEN = /^ccs_[A-Za-z0-9_-]{43}$/;

/** Whether this could be the value of a session cookie. */
export const isSessionToken = (text: string): boolean => SESSION_TOKEN.test(text);

/** What belongs to a session in `X-CSRF-Token`. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('cloudcube csrf').digest('base64url');
}

/** Whether two tokens are the same; takes the same time wherever they differ. */
export function sameToken(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A sign-in that was written, with what the browser is given. */
export interface BegunOnPage extends Begun {
  readonly cookie: CookieToSet;
  readonly csrf_token: string;
}

/** Begins sign-ins of the page. */
export interface PageSignIns {
  /** A sign-in with an id and a token of its own, whatever the browser had before. See {@link Sessions.begin}. */
  begin(user: UserRecord, client: Client): Promise<BegunOnPage>;
  /** The cookie anew, after the session was lengthened. */
  cookie(sessionToken: string, expiresAt: number): CookieToSet;
  /** A new token for a session that goes on, for after a change of what it may do. */
  renew(sessionId: string, expiresAt: number): Promise<CookieToSet>;
}

/** Takes the cookie away. */
export const noSession: CookieToSet = { name: SESSION_COOKIE, value: '', max_age: 0 };

/** Sign-ins of the page over sign-ins. */
export function createPageSignIns(deps: { sessions: Sessions; clock: Clock }): PageSignIns {
  const { sessions, clock } = deps;
  const cookie = (token: string, expiresAt: number): CookieToSet => ({
    name: SESSION_COOKIE,
    value: token,
    max_age: Math.max(0, Math.floor((expiresAt - clock.now()) / 1000)),
  });
  return {
    cookie,
    async begin(user, client) {
      const token = createOpaqueToken('ccs_');
      const what = { kind: 'session', token_hash: hashOfToken(token), life: SESSION_MS } as const;
      const begun = await sessions.begin(user, what, client);
      return { ...begun, cookie: cookie(token, begun.expires_at), csrf_token: csrfTokenOf(token) };
    },
    async renew(sessionId, expiresAt) {
      const token = createOpaqueToken('ccs_');
      await sessions.replaceToken(sessionId, hashOfToken(token));
      return cookie(token, expiresAt);
    },
  };
}
