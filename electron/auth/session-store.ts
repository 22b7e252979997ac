/** Sign-ins as they are stored. */
import type { Database } from '../kernel/database.ts';
import type { AuthTables, SessionRow } from './migrations.ts';

/** A sign-in without what is secret. */
export type SessionRecord = Omit<SessionRow, 'token_hash'>;

/** Reads and writes sign-ins. What is deleted takes its refresh tokens with it. */
export interface SessionStore {
  all(): Promise<SessionRow[]>;
  byId(sessionId: string): Promise<SessionRow | undefined>;
  /** Not the expired ones; the latest seen first. */
  ofUser(userId: string, now: number): Promise<SessionRecord[]>;
  insert(row: SessionRow): Promise<void>;
  update(
    sessionId: string,
    change: Partial<Pick<SessionRow, 'token_hash' | 'expires_at' | 'last_seen_at' | 'last_ip'>>,
  ): Promise<void>;
  /** Answers whose it was; `null` where there was none. */
  delete(sessionId: string): Promise<string | null>;
  /** Deletes a user's sign-ins but `keep`, of one kind or of both; answers their ids. */
  deleteOfUser(
    userId: string,
    which: { readonly keep?: string | null; readonly kind?: SessionRow['kind'] },
  ): Promise<string[]>;
  /** Deletes what has expired; answers which. */
  deleteExpired(now: number): Promise<Pick<SessionRow, 'session_id' | 'user_id'>[]>;
  /** Keeps a user's `keep` most recently used sign-ins; answers the ids of the others, which it deletes. */
  deleteOldest(userId: string, keep: number): Promise<string[]>;
}

const recordColumns = [
  'session_id',
  'user_id',
  'kind',
  'created_at',
  'expires_at',
  'ip',
  'user_agent',
  'last_seen_at',
  'last_ip',
] as const;

/** The store over the state database. */
export function createSessionStore(database: Database): SessionStore {
  const tables = () => database.query<AuthTables>();
  const idsOf = (rows: { session_id: string }[]): string[] => rows.map((row) => row.session_id);
  return {
    all: () => tables().selectFrom('auth_sessions').selectAll().execute(),
    byId: (sessionId) =>
      tables().selectFrom('auth_sessions').selectAll().where('session_id', '=', sessionId).executeTakeFirst(),
    ofUser: (userId, now) =>
      tables()
        .selectFrom('auth_sessions')
        .select(recordColumns)
        .where('user_id', '=', userId)
        .where('expires_at', '>', now)
        .orderBy('last_seen_at', 'desc')
        .orderBy('session_id', 'desc')
        .execute(),
    async insert(row) {
      await tables().insertInto('auth_sessions').values(row).execute();
    },
    async update(sessionId, change) {
      await tables().updateTable('auth_sessions').set(change).where('session_id', '=', sessionId).execute();
    },
    async delete(sessionId) {
      const row = await tables()
        .deleteFrom('auth_sessions')
        .where('session_id', '=', sessionId)
        .returning('user_id')
        .executeTakeFirst();
      return row?.user_id ?? null;
    },
    async deleteOfUser(userId, { keep = null, kind }) {
      let query = tables().deleteFrom('auth_sessions').where('user_id', '=', userId);
      if (keep !== null) query = query.where('session_id', '!=', keep);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return idsOf(await query.returning('session_id').execute());
    },
    deleteExpired: (now) =>
      tables()
        .deleteFrom('auth_sessions')
        .where('expires_at', '<=', now)
        .returning(['session_id', 'user_id'])
        .execute(),
    async deleteOldest(userId, keep) {
      const rows = await tables()
        .deleteFrom('auth_sessions')
        .where('session_id', 'in', (sessions) =>
          sessions
            .selectFrom('auth_sessions')
            .select('session_id')
            .where('user_id', '=', userId)
            .orderBy('last_seen_at', 'desc')
            .orderBy('session_id', 'desc')
            // SQLite takes an offset only after a limit; -1 is none.
            .limit(-1)
            .offset(keep),
        )
        .returning('session_id')
        .execute();
      return idsOf(rows);
    },
  };
}
