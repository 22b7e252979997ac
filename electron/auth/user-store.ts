/** Users as they are stored. */
import { sql, type ExpressionBuilder } from 'kysely';
import type { Database } from '../kernel/database.ts';
import type { AuthTables, UserRow } from './migrations.ts';

/** A user without what is secret. */
export interface UserRecord {
  readonly id: string;
  readonly username: string;
  readonly email: string | null;
  readonly full_name: string | null;
  readonly role: string;
  readonly is_active: boolean;
  readonly epoch: number;
  readonly totp_enabled_at: number | null;
  readonly last_login: number | null;
  readonly password_changed_at: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** A user, and apart from it what is secret. */
export interface Credentials {
  readonly user: UserRecord;
  readonly passwordHash: string;
  /** Sealed; `null` where setting it up was never begun. */
  readonly totpSecret: Uint8Array | null;
  readonly totpLastStep: number | null;
}

/** Which users a list holds, and from where. */
export interface UserQuery {
  readonly search?: string | undefined;
  readonly role?: string | undefined;
  readonly is_active?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** How a user is found: by the name or by the e-mail address, as they are compared. */
export type UserKey = { readonly username_key: string } | { readonly email_key: string };

/** Reads and writes users. */
export interface UserStore {
  all(): Promise<UserRecord[]>;
  byId(id: string): Promise<UserRecord | undefined>;
  byKey(key: UserKey): Promise<UserRecord | undefined>;
  /** One page by name, and how many there are in all. */
  page(query: UserQuery): Promise<{ users: UserRecord[]; total: number }>;
  /** For whoever checks a password or a code. */
  credentials(key: UserKey | { readonly id: string }): Promise<Credentials | undefined>;
  countByRole(): Promise<ReadonlyMap<string, number>>;
  insert(row: UserRow): Promise<void>;
  /** Writes what is given. `false` when the user is gone. */
  update(id: string, change: Partial<Omit<UserRow, 'id' | 'created_at'>>): Promise<boolean>;
  /** With all that hangs on it. */
  delete(id: string): Promise<void>;
  /** Notes a sign-in. `false` when the user is gone or has another epoch by now. */
  noteLogin(id: string, epoch: number, at: number): Promise<boolean>;
  /** Ends all tokens of a user; answers it as it is then. */
  raiseEpoch(id: string): Promise<UserRecord | undefined>;
  /** Uses up a time step of the authenticator's codes. `false` when it, or a later one, was used before. */
  useStep(id: string, step: number): Promise<boolean>;
}

const publicColumns = [
  'id',
  'username',
  'email',
  'full_name',
  'role',
  'is_active',
  'epoch',
  'totp_enabled_at',
  'last_login',
  'password_changed_at',
  'created_at',
  'updated_at',
] as const;

type PublicRow = Pick<UserRow, (typeof publicColumns)[number]>;

const toRecord = (row: PublicRow): UserRecord => ({ ...row, is_active: row.is_active === 1 });

/** `%` and `_` mean themselves in what somebody types. */
const pattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** The store over the state database. */
export function createUserStore(database: Database): UserStore {
  const tables = () => database.query<AuthTables>();

  function matching({ search, role, is_active }: UserQuery) {
    return (users: ExpressionBuilder<AuthTables, 'users'>) =>
      users.and([
        ...(role === undefined ? [] : [users('role', '=', role)]),
        ...(is_active === undefined ? [] : [users('is_active', '=', is_active ? 1 : 0)]),
        ...(search === undefined
          ? []
          : [
              users.or(
                (['username_key', 'email_key', 'full_name'] as const).map(
                  (column) =>
                    sql<boolean>`${sql.ref(column)} like ${pattern(search.normalize('NFKC').toLowerCase())} escape '\\'`,
                ),
              ),
            ]),
      ]);
  }

  const rows = (key: UserKey | { readonly id: string }) => {
    const all = tables().selectFrom('users');
    if ('id' in key) return all.where('id', '=', key.id);
    if ('email_key' in key) return all.where('email_key', '=', key.email_key);
    return all.where('username_key', '=', key.username_key);
  };
  const recordOf = async (key: UserKey | { readonly id: string }): Promise<UserRecord | undefined> => {
    const row = await rows(key).select(publicColumns).executeTakeFirst();
    return row && toRecord(row);
  };

  return {
    async all() {
      return (await tables().selectFrom('users').select(publicColumns).execute()).map(toRecord);
    },
    byId: (id) => recordOf({ id }),
    byKey: recordOf,
    async page(query) {
      const { total } = await tables()
        .selectFrom('users')
        .select((users) => users.fn.countAll<number>().as('total'))
        .where(matching(query))
        .executeTakeFirstOrThrow();
      const found = await tables()
        .selectFrom('users')
        .select(publicColumns)
        .where(matching(query))
        .orderBy('username_key')
        .limit(query.limit)
        .offset(query.offset)
        .execute();
      return { users: found.map(toRecord), total };
    },
    async credentials(key) {
      const row = await rows(key)
        .select([...publicColumns, 'password_hash', 'totp_secret', 'totp_last_step'])
        .executeTakeFirst();
      if (!row) return undefined;
      const {
        password_hash: passwordHash,
        totp_secret: totpSecret,
        totp_last_step: totpLastStep,
        ...user
      } = row;
      return { user: toRecord(user), passwordHash, totpSecret, totpLastStep };
    },
    async countByRole() {
      const counts = await tables()
        .selectFrom('users')
        .select((users) => ['role', users.fn.countAll<number>().as('count')])
        .groupBy('role')
        .execute();
      return new Map(counts.map(({ role, count }) => [role, count]));
    },
    async insert(row) {
      await tables().insertInto('users').values(row).execute();
    },
    async update(id, change) {
      const { numUpdatedRows } = await tables()
        .updateTable('users')
        .set(change)
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async delete(id) {
      await tables().deleteFrom('users').where('id', '=', id).execute();
    },
    async noteLogin(id, epoch, at) {
      const { numUpdatedRows } = await tables()
        .updateTable('users')
        .set({ last_login: at })
        .where('id', '=', id)
        .where('epoch', '=', epoch)
        .where('is_active', '=', 1)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async useStep(id, step) {
      const { numUpdatedRows } = await tables()
        .updateTable('users')
        .set({ totp_last_step: step })
        .where('id', '=', id)
        .where((users) => users.or([users('totp_last_step', 'is', null), users('totp_last_step', '<', step)]))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async raiseEpoch(id) {
      const row = await tables()
        .updateTable('users')
        .set((user) => ({ epoch: user('epoch', '+', 1) }))
        .where('id', '=', id)
        .returning(publicColumns)
        .executeTakeFirst();
      return row && toRecord(row);
    },
  };
}
