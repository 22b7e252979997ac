/** Users as they are stored. */
import type { Database } from '../kernel/database.ts';
import type { AuthTables, UserRow } from './migrations.ts';

/** A user without what is secret. */
export type UserRecord = Omit<UserRow, 'username_key' | 'password_hash'>;

/** Reads and writes users. */
export interface UserStore {
  all(): Promise<UserRecord[]>;
  byId(id: string): Promise<UserRecord | undefined>;
  /** By the name as `foldUsername` makes it. */
  byName(usernameKey: string): Promise<UserRecord | undefined>;
  /** For whoever checks a password. */
  passwordHash(id: string): Promise<string | undefined>;
  insert(row: UserRow): Promise<void>;
  /** Notes a sign-in. `false` when the user is gone or has another epoch by now. */
  noteLogin(id: string, epoch: number, at: number): Promise<boolean>;
}

const publicColumns = ['id', 'username', 'role', 'epoch', 'created_at', 'updated_at', 'last_login'] as const;

/** The store over the state database. */
export function createUserStore(database: Database): UserStore {
  const tables = () => database.query<AuthTables>();
  return {
    all: () => tables().selectFrom('users').select(publicColumns).execute(),
    byId: (id) => tables().selectFrom('users').select(publicColumns).where('id', '=', id).executeTakeFirst(),
    byName: (usernameKey) =>
      tables()
        .selectFrom('users')
        .select(publicColumns)
        .where('username_key', '=', usernameKey)
        .executeTakeFirst(),
    async passwordHash(id) {
      const row = await tables()
        .selectFrom('users')
        .select('password_hash')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.password_hash;
    },
    async insert(row) {
      await tables().insertInto('users').values(row).execute();
    },
    async noteLogin(id, epoch, at) {
      const { numUpdatedRows } = await tables()
        .updateTable('users')
        .set({ last_login: at })
        .where('id', '=', id)
        .where('epoch', '=', epoch)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
