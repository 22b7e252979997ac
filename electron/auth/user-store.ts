/** Users as they are stored. */
import type { Database } from '../kernel/database.ts';
import type { AuthTables, UserRow } from './migrations.ts';

/** A user without what is secret. */
export interface UserRecord extends Omit<
  UserRow,
  'username_key' | 'email_key' | 'password_hash' | 'is_active' | 'totp_secret' | 'totp_last_step'
> {
  is_active: boolean;
}

/** A user, and apart from it the hash of the password. */
export interface Credentials {
  readonly user: UserRecord;
  readonly passwordHash: string;
}

/** Reads and writes users. */
export interface UserStore {
  all(): Promise<UserRecord[]>;
  byId(id: string): Promise<UserRecord | undefined>;
  /** For whoever checks a password; the name as `foldUsername` makes it. */
  credentials(usernameKey: string): Promise<Credentials | undefined>;
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
    async credentials(usernameKey) {
      const row = await tables()
        .selectFrom('users')
        .select([...publicColumns, 'password_hash'])
        .where('username_key', '=', usernameKey)
        .executeTakeFirst();
      if (!row) return undefined;
      const { password_hash: passwordHash, ...user } = row;
      return { user, passwordHash };
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
