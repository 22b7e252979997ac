/** The one place that decides whether a name, a password and a code are good, for every way to sign in with them. */
import type { ErrorCode } from '../../shared/errors.ts';
import { addressKey } from '../kernel/address-key.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import { UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Passwords } from './passwords.ts';
import type { ServerKey } from './server-key.ts';
import type { Totp } from './totp/service.ts';
import type { Tries } from './tries.ts';
import type { Credentials, UserKey, UserRecord, UserStore } from './user-store.ts';
import { foldEmail, foldUsername } from './usernames.ts';

/** What somebody signs in with. One of name and address is there. */
export interface Attempt {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
  readonly password: string;
  readonly totp_code?: string | undefined;
}

/** Checks what somebody signs in with. */
export interface CredentialCheck {
  /**
   * The user whose password (and code) this is. Counts what is wrong against the address and the account; an unknown
   * user costs and counts the same.
   * @throws {UserError} `AUTH_INVALID_CREDENTIALS`, `AUTH_TOTP_REQUIRED`, `AUTH_TOTP_INVALID`, `AUTH_USER_DISABLED`,
   * `RATE_LIMIT_EXCEEDED`, `VALIDATION_ERROR` where neither name nor address is given
   */
  signIn(attempt: Attempt, ip: string): Promise<UserRecord>;
  /**
   * Whether somebody who is signed in knows the present password; wrong ones count like those of a sign-in.
   * @throws {UserError} `AUTH_PASSWORD_WRONG`, `RATE_LIMIT_EXCEEDED`; `AUTH_TOKEN_INVALID` when the user is gone
   */
  ownPassword(userId: string, password: string, ip: string): Promise<UserRecord>;
}

/** How the user of an attempt is found, and what failures are counted under. @throws {UserError} `VALIDATION_ERROR` */
function keyOf({ username, email }: Attempt): UserKey {
  if (username !== undefined) return { username_key: foldUsername(username) };
  if (email !== undefined) return { email_key: foldEmail(email) };
  throw new UserError('VALIDATION_ERROR', { params: { path: 'username', keyword: 'required', limit: '' } });
}

/** The check over its parts. */
export function createCredentialCheck(deps: {
  users: UserStore;
  passwords: Passwords;
  totp: Pick<Totp, 'accepts'>;
  tries: Tries;
  serverKey: ServerKey;
  audit: Pick<AuditTrail, 'note'>;
  logger: Logger;
}): CredentialCheck {
  const { users, passwords, totp, tries, serverKey, audit, logger } = deps;

  /** A name that nobody has may be a password that was typed in the wrong place: it is not kept readable. */
  async function accountKey(key: UserKey, found: Credentials | undefined) {
    const derive = await serverKey.ready();
    return { key: `account:${derive('account', JSON.stringify(key))}`, user_id: found?.user.id ?? null };
  }

  /** Who was tried, where there is such a user: the name that was typed may be a password. */
  function note(found: Credentials | undefined, code: ErrorCode, result: 'failure' | 'denied'): void {
    audit.note({
      action: 'auth.sign_in',
      target_type: 'user',
      target_id: found?.user.id,
      payload: { error_code: code, username: found?.user.username ?? null },
      result,
    });
  }

  return {
    async signIn(attempt, ip) {
      const key = keyOf(attempt);
      const found = await users.credentials(key);
      const account = await accountKey(key, found);
      let problem: 'AUTH_INVALID_CREDENTIALS' | 'AUTH_TOTP_INVALID' = 'AUTH_INVALID_CREDENTIALS';
      const check = async (): Promise<UserRecord | null> => {
        // A user that does not exist must cost the same time.
        const matches = await passwords.matches(attempt.password, found?.passwordHash);
        if (!found || !matches) return null;
        if (!found.user.is_active) throw new UserError('AUTH_USER_DISABLED');
        if (found.user.totp_enabled_at === null) return found.user;
        // Whoever knows the password is told that a code is wanted: no failure, and nothing is forgiven for it.
        if (attempt.totp_code === undefined) throw new UserError('AUTH_TOTP_REQUIRED');
        problem = 'AUTH_TOTP_INVALID';
        return (await totp.accepts(found, attempt.totp_code)) ? found.user : null;
      };
      const user = await tries.guard([addressKey(ip), account], check).catch((error: unknown) => {
        // A password that is right and wants a code besides is half a sign-in, not a refusal.
        if (error instanceof UserError && error.code !== 'AUTH_TOTP_REQUIRED') {
          note(found, error.code, 'denied');
        }
        throw error;
      });
      if (!user) {
        note(found, problem, 'failure');
        // Without the name: people type passwords there.
        logger.warn({ ip, problem }, 'A sign-in was refused');
        throw new UserError(problem);
      }
      await tries.clear(account.key);
      return user;
    },
    async ownPassword(userId, password, ip) {
      const found = await users.credentials({ id: userId });
      if (!found) throw new UserError('AUTH_TOKEN_INVALID');
      const account = await accountKey({ username_key: foldUsername(found.user.username) }, found);
      const good = await tries.guard(
        [addressKey(ip), account],
        async () => (await passwords.matches(password, found.passwordHash)) || null,
      );
      if (!good) throw new UserError('AUTH_PASSWORD_WRONG');
      return found.user;
    },
  };
}
