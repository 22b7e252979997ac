/** What follows when the access of a user changes: nothing that was given out before is good any more. */
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Live } from './live.ts';
import type { SessionStore } from './session-store.ts';
import type { UserRecord, UserStore } from './user-store.ts';

/** Ends what a user was given. Each verb joins the transaction that changes the user; memory follows the commit. */
export interface AccessChanges {
  /**
   * After a change of password, role or state: the epoch rises (access tokens and those of OAuth end) and every sign-in
   * ends but `keep`. Answers the user as it is now.
   * @throws {UserError} `RESOURCE_NOT_FOUND`
   */
  changed(userId: string, keep?: string | null): Promise<UserRecord>;
  /** Before a user is deleted. */
  deleting(userId: string): Promise<void>;
}

/** The verbs over their parts. */
export function createAccessChanges(deps: {
  database: Database;
  users: UserStore;
  store: SessionStore;
  live: Live;
  /** Whoever knows of keys in memory. */
  keys: { readonly removeOf: (userId: string) => void };
  events: EventBus;
}): AccessChanges {
  const { database, users, store, live, keys, events } = deps;
  return {
    changed: (userId, keep = null) =>
      database.transact(async () => {
        const user = await users.raiseEpoch(userId);
        if (!user) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'user' } });
        const ended = await store.deleteOfUser(userId, { keep });
        database.afterCommit(() => {
          live.putUser(user);
          live.endSessions(ended);
        });
        events.emit('auth.access_changed', { user_id: userId });
        return user;
      }),
    deleting: (userId) =>
      database.transact(async () => {
        const ended = await store.deleteOfUser(userId, {});
        database.afterCommit(() => {
          live.removeUser(userId);
          keys.removeOf(userId);
          live.endSessions(ended);
        });
        events.emit('auth.access_changed', { user_id: userId });
      }),
  };
}
