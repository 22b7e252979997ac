/** Failed tries as they are stored: so that a restart lets nobody begin anew. */
import type { Database } from '../kernel/database.ts';
import type { AuthTables } from './migrations.ts';
import type { TriesRow } from './users/migrations.ts';

/** Reads and writes them. */
export interface TriesStore {
  all(): Promise<TriesRow[]>;
  put(row: TriesRow): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
}

/** SQLite takes a limited number of values in one statement. */
const AT_ONCE = 500;

/** The store over the state database. */
export function createTriesStore(database: Database): TriesStore {
  const tables = () => database.query<AuthTables>();
  return {
    all: () => tables().selectFrom('auth_tries').selectAll().orderBy('last_failed_at').execute(),
    async put(row) {
      await tables()
        .insertInto('auth_tries')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    },
    async delete(keys) {
      for (let from = 0; from < keys.length; from += AT_ONCE) {
        await tables()
          .deleteFrom('auth_tries')
          .where('key', 'in', keys.slice(from, from + AT_ONCE))
          .execute();
      }
    },
  };
}
