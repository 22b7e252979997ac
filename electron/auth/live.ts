/**
 * Who is signed in right now, in memory: so that a request is let in or refused at once, without asking the database.
 * Kept equal to it by whoever writes there, after the commit.
 */
import type { SignInKind } from './migrations.ts';

/** What must be known of a user for each request. */
export interface LiveUser {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  readonly is_active: boolean;
  readonly epoch: number;
}

/** A living sign-in. */
export interface LiveSession {
  readonly session_id: string;
  readonly user_id: string;
  readonly kind: SignInKind;
  /** Of the session token in the cookie. */
  readonly token_hash: string | null;
  readonly expires_at: number;
  /** Of its last request, and whether that is still to be written. */
  last_seen_at: number;
  last_ip: string;
  unsaved: boolean;
}

/** Living sign-ins and present users. */
export interface Live {
  putUser(user: LiveUser): void;
  /** Its sign-ins have to be ended besides. */
  removeUser(userId: string): void;
  user(userId: string): LiveUser | undefined;
  /** Adds a sign-in, or takes the place of what was known of it. */
  putSession(session: Omit<LiveSession, 'unsaved'>): void;
  endSessions(sessionIds: readonly string[]): void;
  session(sessionId: string): LiveSession | undefined;
  /** By the hash of the token in a cookie. */
  sessionByToken(tokenHash: string): LiveSession | undefined;
  sessions(): Iterable<LiveSession>;
}

/** An empty register. */
export function createLive(): Live {
  const users = new Map<string, LiveUser>();
  const sessions = new Map<string, LiveSession>();
  const byToken = new Map<string, LiveSession>();

  function forget(sessionId: string): void {
    const hash = sessions.get(sessionId)?.token_hash ?? null;
    if (hash !== null) byToken.delete(hash);
    sessions.delete(sessionId);
  }

  return {
    putUser({ id, username, role, is_active, epoch }) {
      users.set(id, { id, username, role, is_active, epoch });
    },
    removeUser(userId) {
      users.delete(userId);
    },
    user: (userId) => users.get(userId),
    putSession(session) {
      const { session_id, user_id, kind, token_hash, expires_at, last_seen_at, last_ip } = session;
      forget(session_id);
      const seen = { last_seen_at, last_ip, unsaved: false };
      const living = { session_id, user_id, kind, token_hash, expires_at, ...seen };
      sessions.set(session_id, living);
      if (token_hash !== null) byToken.set(token_hash, living);
    },
    endSessions(sessionIds) {
      for (const sessionId of sessionIds) forget(sessionId);
    },
    session: (sessionId) => sessions.get(sessionId),
    sessionByToken: (tokenHash) => byToken.get(tokenHash),
    sessions: () => sessions.values(),
  };
}
