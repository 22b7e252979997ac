/** Sign-ins of either kind: begun with a password, listed, lengthened, ended. */
import { v7 as uuid } from 'uuid';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Live } from './live.ts';
import type { SessionRow, SignInKind } from './migrations.ts';
import type { SessionRecord, SessionStore } from './session-store.ts';
import type { UserRecord, UserStore } from './user-store.ts';

/** Where somebody signs in from. */
export interface Client {
  readonly ip: string;
  readonly user_agent: string;
}

/** A sign-in that was written. */
export interface Begun {
  readonly user: UserRecord;
  readonly session_id: string;
  readonly expires_at: number;
}

/** Begins, shows and ends sign-ins. */
export interface Sessions {
  /**
   * Writes a sign-in for a user whose password was just found good, good for `life` ms.
   * @throws {UserError} `AUTH_INVALID_CREDENTIALS` when the user has changed in the meantime.
   */
  begin(
    user: UserRecord,
    what: { readonly kind: SignInKind; readonly token_hash: string | null; readonly life: number },
    client: Client,
  ): Promise<Begun>;
  /** Not the expired ones; the latest seen first. */
  list(userId: string): Promise<SessionRecord[]>;
  /**
   * A sign-in of this user.
   * @throws {UserError} `RESOURCE_NOT_FOUND`, also for a sign-in of somebody else.
   */
  get(userId: string, sessionId: string): Promise<SessionRecord>;
  /** Lets it last until then; never shorter, and 30 days in all at most. Joins the caller's transaction. */
  lengthen(sessionId: string, until: number): Promise<SessionRecord>;
  /** Puts another token in the place of the one in its cookie. */
  replaceToken(sessionId: string, tokenHash: string): Promise<void>;
  end(sessionId: string): Promise<void>;
  /** Ends a user's sign-ins but `keep`, of one kind or of both; answers how many. */
  endAll(
    userId: string,
    which: { readonly keep?: string | null; readonly kind?: SignInKind },
  ): Promise<number>;
  /** Deletes the expired ones; answers how many. */
  deleteExpired(): Promise<number>;
  /** Writes when and from where each was last used. */
  saveSeen(): Promise<void>;
}

const DAY_MS = 24 * 3600_000;
/** Every sign-in ends after this. */
export const ABSOLUTE_MS = 30 * DAY_MS;
/** So that a script which signs in at each run does not fill memory: beyond this the longest unused ones end. */
const SESSIONS_PER_USER = 200;

/** Reads the living sign-ins into memory; those that have expired are deleted. */
export async function createSessions(deps: {
  database: Database;
  users: UserStore;
  store: SessionStore;
  live: Live;
  events: EventBus;
  clock: Clock;
}): Promise<Sessions> {
  const { database, users, store, live, events, clock } = deps;

  /** Whoever is told of it finds memory as it is by then. */
  function endedAfterCommit(ids: readonly string[], userIds: Iterable<string>): number {
    database.afterCommit(() => {
      live.endSessions(ids);
    });
    if (ids.length > 0) for (const userId of userIds) events.emit('auth.access_changed', { user_id: userId });
    return ids.length;
  }

  /** In a transaction, as `end` is: so that memory hears of both in the order in which they were done. */
  const change = (
    sessionId: string,
    fields: Partial<Pick<SessionRow, 'token_hash' | 'expires_at'>>,
  ): Promise<void> =>
    database.transact(async () => {
      await store.update(sessionId, fields);
      const row = await store.byId(sessionId);
      if (!row) return;
      database.afterCommit(() => {
        // What was seen since it was last written must not be forgotten.
        const { last_seen_at, last_ip } = live.session(sessionId) ?? row;
        live.putSession({ ...row, last_seen_at, last_ip });
      });
    });

  const deleteExpired = (): Promise<number> =>
    database.transact(async () => {
      const ended = await store.deleteExpired(clock.now());
      const ids = ended.map(({ session_id: id }) => id);
      return endedAfterCommit(ids, new Set(ended.map(({ user_id: id }) => id)));
    });

  /** As it is now: what was seen stands in memory for up to a minute before it is written. */
  function asSeen(row: SessionRecord): SessionRecord {
    const { last_seen_at, last_ip } = live.session(row.session_id) ?? row;
    return { ...row, last_seen_at, last_ip };
  }

  await deleteExpired();
  for (const user of await users.all()) live.putUser(user);
  for (const session of await store.all()) live.putSession(session);

  return {
    begin: (user, { kind, token_hash, life }, { ip, user_agent }) =>
      database.transact(async () => {
        const now = clock.now();
        if (!(await users.noteLogin(user.id, user.epoch, now)))
          throw new UserError('AUTH_INVALID_CREDENTIALS');
        const session: SessionRow = {
          session_id: uuid(),
          user_id: user.id,
          kind,
          token_hash,
          created_at: now,
          expires_at: now + life,
          ip,
          user_agent,
          last_seen_at: now,
          last_ip: ip,
        };
        await store.insert(session);
        database.afterCommit(() => {
          live.putUser(user);
          live.putSession(session);
        });
        endedAfterCommit(await store.deleteOldest(user.id, SESSIONS_PER_USER), [user.id]);
        return {
          user: { ...user, last_login: now },
          session_id: session.session_id,
          expires_at: session.expires_at,
        };
      }),
    async list(userId) {
      const rows = await store.ofUser(userId, clock.now());
      return rows.map(asSeen).sort((a, b) => b.last_seen_at - a.last_seen_at);
    },
    async get(userId, sessionId) {
      const row = (await store.ofUser(userId, clock.now())).find((one) => one.session_id === sessionId);
      if (!row) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'session' } });
      return asSeen(row);
    },
    async lengthen(sessionId, until) {
      const row = await store.byId(sessionId);
      if (!row) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'session' } });
      const expires_at = Math.min(Math.max(row.expires_at, until), row.created_at + ABSOLUTE_MS);
      await change(sessionId, { expires_at });
      return { ...row, expires_at };
    },
    replaceToken: (sessionId, token_hash) => change(sessionId, { token_hash }),
    end: (sessionId) =>
      database.transact(async () => {
        const userId = await store.delete(sessionId);
        endedAfterCommit([sessionId], userId === null ? [] : [userId]);
      }),
    endAll: (userId, which) =>
      database.transact(async () => endedAfterCommit(await store.deleteOfUser(userId, which), [userId])),
    deleteExpired,
    async saveSeen() {
      const unsaved = [...live.sessions()].filter((session) => session.unsaved);
      if (unsaved.length === 0) return;
      for (const session of unsaved) session.unsaved = false;
      await database.transact(async () => {
        for (const { session_id, last_seen_at, last_ip } of unsaved) {
          await store.update(session_id, { last_seen_at, last_ip });
        }
      });
    },
  };
}
