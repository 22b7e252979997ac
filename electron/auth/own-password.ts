/** A new password of one's own: the present one is asked for, and every other sign-in ends. */
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { CookieToSet } from '../kernel/cookies.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Person } from '../server/route.ts';
import type { AccessChanges } from './access-changes.ts';
import type { CredentialCheck } from './credentials.ts';
import type { Live } from './live.ts';
import type { PageSignIns } from './page-sign-ins.ts';
import { checkNewPassword, type Passwords } from './passwords.ts';
import type { UserStore } from './user-store.ts';

/**
 * Changes the password of who is signed in; that sign-in goes on, a cookie's with another token. Answers the cookies to
 * set.
 * @throws {UserError} `AUTH_PASSWORD_WRONG`, `AUTH_PASSWORD_TOO_SHORT`, `RATE_LIMIT_EXCEEDED`, `AUTH_TOKEN_INVALID`
 */
export type ChangeOwnPassword = (
  who: Person,
  passwords: { readonly old: string; readonly next: string },
  ip: string,
) => Promise<readonly CookieToSet[]>;

/** {@link ChangeOwnPassword} over its parts. */
export function createOwnPassword(deps: {
  database: Database;
  users: UserStore;
  passwords: Passwords;
  credentials: CredentialCheck;
  access: AccessChanges;
  page: PageSignIns;
  live: Pick<Live, 'session'>;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): ChangeOwnPassword {
  const { database, users, passwords, credentials, access, page, live, audit, clock, logger } = deps;
  return async (who, { old, next }, ip) => {
    const before = await credentials.ownPassword(who.user_id, old, ip);
    checkNewPassword(next, before.username);
    const password_hash = await passwords.hash(next);
    await database.transact(async () => {
      const now = await users.byId(who.user_id);
      // Somebody else was faster: what was just proved is no longer the password.
      if (now?.epoch !== before.epoch) throw new UserError('AUTH_TOKEN_INVALID');
      const moment = clock.now();
      await users.update(who.user_id, {
        password_hash,
        password_changed_at: moment,
        updated_at: moment,
      });
      await access.changed(who.user_id, who.session_id);
      await audit.record({ action: 'user.change_password', target_id: who.user_id });
    });
    logger.info({ user_id: who.user_id, ip }, 'A password was changed by its owner');
    const session = live.session(who.session_id);
    if (who.kind !== 'session' || !session) return [];
    return [await page.renew(who.session_id, session.expires_at)];
  };
}
