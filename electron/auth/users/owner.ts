/** What the owner of this machine does about users from the console, without signing in: the way back in. */
import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { addressKey } from '../../kernel/address-key.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { AccessChanges } from '../access-changes.ts';
import type { AuthTables } from '../migrations.ts';
import { checkNewPassword, type Passwords } from '../passwords.ts';
import { toBase32 } from '../totp/codes.ts';
import type { Tries } from '../tries.ts';
import type { UserRecord, UserStore } from '../user-store.ts';
import { foldEmail, foldUsername } from '../usernames.ts';

/** A new password for a user. */
export interface PasswordOrder {
  /** The user name, or the e-mail address. */
  readonly name: string;
  /** `null` for a random one. */
  readonly password: string | null;
  /** Whether two-step sign-in is turned off too, for who has lost the authenticator. */
  readonly removeTotp: boolean;
}

/** Users at the console. */
export interface UserOwner {
  /**
   * Forgets failed tries: all, those of an address (one IPv6 network is one), or those against a user; answers of how
   * many addresses and accounts.
   * @throws {UserError} `RESOURCE_NOT_FOUND` where there is no such user
   */
  unlock(what: string | null): Promise<number>;
  /**
   * Sets a password, ends all sign-ins of the user and forgets failed tries; answers the user and the password.
   * @throws {UserError} `RESOURCE_NOT_FOUND`, `AUTH_PASSWORD_TOO_SHORT`, `AUTH_PASSWORD_COMMON`
   */
  setPassword(order: PasswordOrder): Promise<{ user: UserRecord; password: string }>;
}

/** 120 bits, in groups that can be read out. */
const randomPassword = (): string => (toBase32(randomBytes(15)).toLowerCase().match(/.{4}/g) ?? []).join('-');

/** Over the users of this installation. */
export function createUserOwner(deps: {
  database: Database;
  users: UserStore;
  passwords: Passwords;
  access: AccessChanges;
  tries: Tries;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): UserOwner {
  const { database, users, passwords, access, tries, audit, clock, logger } = deps;

  async function find(name: string): Promise<UserRecord> {
    const user =
      (await users.byKey({ username_key: foldUsername(name) })) ??
      (await users.byKey({ email_key: foldEmail(name) }));
    if (!user) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'user' } });
    return user;
  }

  return {
    async unlock(what) {
      const userId = what === null || isIP(what) !== 0 ? null : (await find(what)).id;
      return database.transact(async () => {
        // First: what is forgotten in memory does not come back.
        await audit.record({
          action: 'auth.unlock',
          target_type: 'user',
          target_id: userId ?? undefined,
          payload: { what },
        });
        if (what === null) return tries.forget();
        if (userId === null) return tries.forget(({ key }) => key === addressKey(what));
        return tries.forget(({ user_id }) => user_id === userId);
      });
    },
    async setPassword({ name, password, removeTotp }) {
      const { id, username } = await find(name);
      const next = password ?? randomPassword();
      checkNewPassword(next, username);
      const password_hash = await passwords.hash(next);
      const user = await database.transact(async () => {
        const now = clock.now();
        const withoutTotp = { totp_secret: null, totp_enabled_at: null, totp_last_step: null };
        await users.update(id, {
          password_hash,
          password_changed_at: now,
          updated_at: now,
          ...(removeTotp ? withoutTotp : {}),
        });
        if (removeTotp) {
          const tables = database.query<AuthTables>();
          await tables.deleteFrom('auth_recovery_codes').where('user_id', '=', id).execute();
        }
        await audit.record({
          action: 'user.reset_password',
          target_id: id,
          payload: { username, removeTotp },
        });
        return access.changed(id);
      });
      await tries.forget(({ user_id }) => user_id === id);
      logger.info({ user_id: id, by: 'command line', removeTotp }, 'The password of a user was set anew');
      return { user, password: next };
    },
  };
}
