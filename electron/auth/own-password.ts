/** A new password of one's own: the present one is asked for, and every other sign-in ends. */
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Person } from '../server/route.ts';
import type { AccessChanges } from './access-changes.ts';
import type { CredentialCheck } from './credentials.ts';
import { checkNewPassword, type Passwords } from './passwords.ts';
import type { UserRecord, UserStore } from './user-store.ts';

/**
 * Changes the password of who is signed in; that sign-in goes on.
 * @throws {UserError} `AUTH_PASSWORD_WRONG`, `AUTH_PASSWORD_TOO_SHORT`, `RATE_LIMIT_EXCEEDED`, `AUTH_TOKEN_INVALID`
 */
export type ChangeOwnPassword = (
  who: Person,
  passwords: { readonly old: string; readonly next: string },
  ip: string,
) => Promise<UserRecord>;

/** {@link ChangeOwnPassword} over its parts. */
export function createOwnPassword(deps: {
  database: Database;
  users: UserStore;
  passwords: Passwords;
  credentials: CredentialCheck;
  access: AccessChanges;
  clock: Clock;
  logger: Logger;
}): ChangeOwnPassword {
  const { database, users, passwords, credentials, access, clock, logger } = deps;
  return async (who, { old, next }, ip) => {
    const before = await credentials.ownPassword(who.user_id, old, ip);
    checkNewPassword(next, before.username);
    const password_hash = await passwords.hash(next);
    const user = await database.transact(async () => {
      const now = await users.byId(who.user_id);
      // Somebody else was faster: what was just proved is no longer the password.
      if (now?.epoch !== before.epoch) throw new UserError('AUTH_TOKEN_INVALID');
      const moment = clock.now();
      await users.update(who.user_id, {
        password_hash,
        password_changed_at: moment,
        updated_at: moment,
      });
      return access.changed(who.user_id, who.session_id);
    });
    logger.info({ user_id: who.user_id, ip }, 'A password was changed by its owner');
    return user;
  };
}
