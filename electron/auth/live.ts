/** Who is signed in right now, in memory: so that a token can be refused at once, without asking the database. */

/** What must be known of a user for each request. */
export interface LiveUser {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  readonly epoch: number;
}

/** Living sign-ins and present users. Kept equal to the database by whoever writes there, after the commit. */
export interface Live {
  putUser(user: LiveUser): void;
  startSession(sessionId: string, userId: string): void;
  endSessions(sessionIds: readonly string[]): void;
  /** The user whose living sign-in this is, `undefined` when it has ended. */
  userOf(sessionId: string): LiveUser | undefined;
}

/** An empty register. */
export function createLive(): Live {
  const users = new Map<string, LiveUser>();
  const sessions = new Map<string, string>();
  return {
    putUser({ id, username, role, epoch }) {
      users.set(id, { id, username, role, epoch });
    },
    startSession(sessionId, userId) {
      sessions.set(sessionId, userId);
    },
    endSessions(sessionIds) {
      for (const sessionId of sessionIds) sessions.delete(sessionId);
    },
    userOf(sessionId) {
      const userId = sessions.get(sessionId);
      return userId === undefined ? undefined : users.get(userId);
    },
  };
}
