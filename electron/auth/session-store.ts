/** Sign-ins as they are stored. */
import type { Database } from '../kernel/database.ts';
import type { AuthTables, SessionRow } from './migrations.ts';

/** A sign-in without what is secret. */
export type SessionRecord = Omit<SessionRow, 'refresh_hash'>;

/** Reads and writes sign-ins. */
export interface SessionStore {
  all(): Promise<Pick<SessionRow, 'session_id' | 'user_id'>[]>;
  byRefreshHash(refreshHash: string): Promise<SessionRecord | undefined>;
  insert(row: SessionRow): Promise<void>;
  /** Puts a new refresh hash in the place of the old one. `false` when the old one is no longer good. */
  rotate(
    oldHash: string,
    change: Pick<SessionRow, 'refresh_hash' | 'refreshed_at' | 'expires_at'>,
  ): Promise<boolean>;
  delete(sessionId: string): Promise<void>;
  /** Deletes what has expired; answers the ids. */
  deleteExpired(now: number): Promise<string[]>;
  /** Keeps a user's `keep` most recently used sign-ins; answers the ids of the others, which it deletes. */
  deleteOldest(userId: string, keep: number): Promise<string[]>;
}

const recordColumns = ['session_id', 'user_id', 'created_at', 'refreshed_at', 'expires_at', 'ip'] as const;

/** The store over the state database. */
export function createSessionStore(database: Database): SessionStore {
  const tables = () => database.query<AuthTables>();
  const idsOf = (rows: { session_id: string }[]): string[] => rows.map((row) => row.session_id);
  return {
    all: () => tables().selectFrom('auth_sessions').select(['session_id', 'user_id']).execute(),
    byRefreshHash: (refreshHash) =>
      tables()
        .selectFrom('auth_sessions')
        .select(recordColumns)
        .where('refresh_hash', '=', refreshHash)
        .executeTakeFirst(),
    async insert(row) {
      await tables().insertInto('auth_sessions').values(row).execute();
    },
    async rotate(oldHash, change) {
      const { numUpdatedRows } = await tables()
        .updateTable('auth_sessions')
        .set(change)
        .where('refresh_hash', '=', oldHash)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async delete(sessionId) {
      await tables().deleteFrom('auth_sessions').where('session_id', '=', sessionId).execute();
    },
    async deleteExpired(now) {
      const rows = await tables()
        .deleteFrom('auth_sessions')
        .where('expires_at', '<=', now)
        .returning('session_id')
        .execute();
      return idsOf(rows);
    },
    async deleteOldest(userId, keep) {
      const rows = await tables()
        .deleteFrom('auth_sessions')
        .where('session_id', 'in', (sessions) =>
          sessions
            .selectFrom('auth_sessions')
            .select('session_id')
            .where('user_id', '=', userId)
            .orderBy('refreshed_at', 'desc')
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
