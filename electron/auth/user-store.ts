/** Users as they are stored. */
import type { Database } from '../kernel/database.ts';
import type { AuthTables, UserRow } from './migrations.ts';

/** A user without what is secret. */
export type UserRecord = Omit<UserRow, 'username_key' | 'password_hash'>;

/** A user, and apart from it the hash of the password. */
export interface Credentials {
  readonly user: UserRecord;
  readonly passwordHash: string;
}

/** Reads and writes users. */
export interface UserStore {
  all(): Promise<UserRecord[]>;
  byId(id: string): Promise<UserRecord | undefined>;
  /** The user of a sign-in that exists. */
  bySession(sessionId: string): Promise<UserRecord>;
  /** For whoever checks a password; the name as `foldUsername` makes it. */
  credentials(usernameKey: string): Promise<Credentials | undefined>;
  insert(row: UserRow): Promise<void>;
  /** Notes a sign-in. `false` when the user is gone or has another epoch by now. */
  noteLogin(id: string, epoch: number, at: number): Promise<boolean>;
  /** Ends all tokens of a user; answers it as it is then. */
  raiseEpoch(id: string): Promise<UserRecord | undefined>;
}

const publicColumns = ['id', 'username', 'role', 'epoch', 'created_at', 'updated_at', 'last_login'] as const;

/** The store over the state database. */
export function createUserStore(database: Database): UserStore {
  const tables = () => database.query<AuthTables>();
  return {
    all: () => tables().selectFrom('users').select(publicColumns).execute(),
    byId: (id) => tables().selectFrom('users').select(publicColumns).where('id', '=', id).executeTakeFirst(),
    bySession: (sessionId) =>
      tables()
        .selectFrom('users')
        .select(publicColumns)
        .where('id', '=', (sessions) =>
          sessions.selectFrom('auth_sessions').select('user_id').where('session_id', '=', sessionId),
        )
        .executeTakeFirstOrThrow(),
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
    raiseEpoch: (id) =>
      tables()
        .updateTable('users')
        .set((row) => ({ epoch: row('epoch', '+', 1) }))
        .where('id', '=', id)
        .returning(publicColumns)
        .executeTakeFirst(),
  };
}
