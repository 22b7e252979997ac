/** The first start: how the first administrator comes to be, without a default password. */
import { SUPER_ADMIN } from '../../shared/roles.ts';
import { SYSTEM } from '../kernel/acting.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { AuthTables } from './migrations.ts';
import { createOpaqueToken, hashOfToken } from './opaque-tokens.ts';
import type { UserRecord, UserStore } from './user-store.ts';
import { newUser } from './users/new-user.ts';

/** Makes the first administrator, once. */
export interface Setup {
  /** Whether there is no administrator yet. */
  needed(): boolean;
  /**
   * A new one-time token; the one before ends.
   * @throws {UserError} `AUTH_SETUP_DONE`
   */
  newLink(): Promise<{ token: string; expires_at: number }>;
  /** Whether this token would be taken now. */
  accepts(token: string): Promise<boolean>;
  /**
   * Makes the first administrator. With a token, that is used up in the same transaction.
   * @throws {UserError} `AUTH_SETUP_DONE`, `AUTH_SETUP_LINK_INVALID`
   */
  makeAdministrator(admin: {
    username: string;
    passwordHash: string;
    /** `null` where the owner's own configuration makes the administrator. */
    token: string | null;
  }): Promise<UserRecord>;
}

const LINK_LIFE_MS = 15 * 60_000;

/** Looks whether there is an administrator. */
export async function createSetup(deps: {
  database: Database;
  users: UserStore;
  audit: AuditTrail;
  clock: Clock;
}): Promise<Setup> {
  const { database, users, audit, clock } = deps;
  const tables = () => database.query<AuthTables>();
  const hasAdministrator = async (): Promise<boolean> =>
    (await users.all()).some((user) => user.role === SUPER_ADMIN);
  const goodLink = (token: string) =>
    tables()
      .selectFrom('auth_setup_links')
      .select('token_hash')
      .where('token_hash', '=', hashOfToken(token))
      .where('expires_at', '>', clock.now())
      .executeTakeFirst();

  let needed = !(await hasAdministrator());

  return {
    needed: () => needed,
    newLink: () =>
      database.transact(async () => {
        if (await hasAdministrator()) throw new UserError('AUTH_SETUP_DONE');
        const token = createOpaqueToken();
        const now = clock.now();
        const expires_at = now + LINK_LIFE_MS;
        await tables().deleteFrom('auth_setup_links').execute();
        await tables()
          .insertInto('auth_setup_links')
          .values({ token_hash: hashOfToken(token), created_at: now, expires_at })
          .execute();
        return { token, expires_at };
      }),
    accepts: async (token) => (await goodLink(token)) !== undefined,
    makeAdministrator: ({ username, passwordHash, token }) =>
      database.transact(async () => {
        if (await hasAdministrator()) throw new UserError('AUTH_SETUP_DONE');
        if (token !== null && !(await goodLink(token))) throw new UserError('AUTH_SETUP_LINK_INVALID');
        await tables().deleteFrom('auth_setup_links').execute();
        const { row, user } = newUser({ username, passwordHash, role: SUPER_ADMIN }, clock.now());
        await users.insert(row);
        await audit.record({
          action: 'auth.setup',
          target_type: 'user',
          target_id: user.id,
          payload: { username },
          actor: token === null ? SYSTEM : { id: user.id, name: username },
        });
        database.afterCommit(() => {
          needed = false;
        });
        return user;
      }),
  };
}
