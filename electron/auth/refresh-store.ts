/** Refresh tokens as they are stored: the hashes of all that a family has given out. */
import type { Database } from '../kernel/database.ts';
import type { AuthTables, RefreshTokenRow } from './migrations.ts';

/** Reads and writes refresh tokens. */
export interface RefreshStore {
  byHash(tokenHash: string): Promise<RefreshTokenRow | undefined>;
  /** The generation that is good now. */
  newest(sessionId: string): Promise<number>;
  insert(row: RefreshTokenRow): Promise<void>;
  replaced(tokenHash: string, at: number): Promise<void>;
  /** Forgets generations before this one. */
  deleteBefore(sessionId: string, generation: number): Promise<void>;
}

/** The store over the state database. */
export function createRefreshStore(database: Database): RefreshStore {
  const tables = () => database.query<AuthTables>();
  return {
    byHash: (tokenHash) =>
      tables()
        .selectFrom('auth_refresh_tokens')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst(),
    async newest(sessionId) {
      const { generation } = await tables()
        .selectFrom('auth_refresh_tokens')
        .select('generation')
        .where('session_id', '=', sessionId)
        .orderBy('generation', 'desc')
        .executeTakeFirstOrThrow();
      return generation;
    },
    async insert(row) {
      await tables().insertInto('auth_refresh_tokens').values(row).execute();
    },
    async replaced(tokenHash, at) {
      await tables()
        .updateTable('auth_refresh_tokens')
        .set({ replaced_at: at })
        .where('token_hash', '=', tokenHash)
        .execute();
    },
    async deleteBefore(sessionId, generation) {
      await tables()
        .deleteFrom('auth_refresh_tokens')
        .where('session_id', '=', sessionId)
        .where('generation', '<', generation)
        .execute();
    },
  };
}
