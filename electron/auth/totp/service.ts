/** Two-step sign-in of a user: set up, turned off, and asked for at a sign-in. */
import { randomBytes } from 'node:crypto';
import type { TotpState } from '../../../shared/api/auth-totp.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import { toTimestampOrNull, type Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SecretBox, SecretPlace } from '../../kernel/secret-box.ts';
import type { AuthTables } from '../migrations.ts';
import type { Credentials, UserStore } from '../user-store.ts';
import { matchingStep, otpauthUri, SECRET_BYTES, toBase32 } from './codes.ts';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';

/** The operations. Whoever calls them has checked the password where one is wanted. */
export interface Totp {
  /** @throws {UserError} `AUTH_TOKEN_INVALID` when the user is gone */
  state(userId: string): Promise<TotpState>;
  /**
   * A new secret; it counts once confirmed.
   * @throws {UserError} `AUTH_TOTP_ON`; {OperationalError} while the secret box is locked
   */
  begin(userId: string): Promise<{ secret: string; otpauth_uri: string }>;
  /**
   * Turns it on with a code of the new secret. `null` for a wrong code, for the limit on tries to count; otherwise the
   * recovery codes, once.
   * @throws {UserError} `AUTH_TOTP_ON`, `AUTH_TOTP_OFF` where it was not begun
   */
  confirm(userId: string, code: string): Promise<string[] | null>;
  /** @throws {UserError} `AUTH_TOTP_OFF` */
  remove(userId: string): Promise<void>;
  /** New recovery codes in the place of the old ones. @throws {UserError} `AUTH_TOTP_OFF` */
  renewRecoveryCodes(userId: string): Promise<string[]>;
  /**
   * Whether this is a code of the authenticator or a recovery code of the user, neither used before; uses it up.
   * @throws {OperationalError} while the secret box is locked and it is no recovery code
   */
  accepts(found: Credentials, code: string): Promise<boolean>;
}

const placeOf = (userId: string): SecretPlace => ({ table: 'users', column: 'totp_secret', row: userId });

/** The operations over their parts. */
export function createTotp(deps: {
  database: Database;
  users: UserStore;
  secretBox: SecretBox;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): Totp {
  const { database, users, secretBox, audit, clock, logger } = deps;
  const tables = () => database.query<AuthTables>();

  async function credentials(userId: string): Promise<Credentials> {
    const found = await users.credentials({ id: userId });
    if (!found) throw new UserError('AUTH_TOKEN_INVALID');
    return found;
  }

  async function enabled(userId: string): Promise<Credentials> {
    const found = await credentials(userId);
    if (found.user.totp_enabled_at === null) throw new UserError('AUTH_TOTP_OFF');
    return found;
  }

  async function putRecoveryCodes(userId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await dropRecoveryCodes(userId);
    await tables()
      .insertInto('auth_recovery_codes')
      .values(
        codes.map((code) => ({
          code_hash: hashOfRecoveryCode(code) ?? '',
          user_id: userId,
          created_at: clock.now(),
        })),
      )
      .execute();
    return codes;
  }

  async function dropRecoveryCodes(userId: string): Promise<void> {
    await tables().deleteFrom('auth_recovery_codes').where('user_id', '=', userId).execute();
  }

  const tell = (action: string, userId: string): Promise<void> =>
    audit.record({ action, target_type: 'user', target_id: userId });

  async function useRecoveryCode(userId: string, code: string): Promise<boolean> {
    const codeHash = hashOfRecoveryCode(code);
    if (codeHash === null) return false;
    const { numDeletedRows } = await tables()
      .deleteFrom('auth_recovery_codes')
      .where('code_hash', '=', codeHash)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return false;
    await tell('totp.use_recovery_code', userId);
    note(userId, 'A recovery code was used');
    return true;
  }

  /** Uses the time step up, so that of two who come with the same code one is let in. */
  async function useCode({ user, totpSecret, totpLastStep }: Credentials, code: string): Promise<boolean> {
    if (totpSecret === null) return false;
    const step = matchingStep(secretBox.open(placeOf(user.id), totpSecret), code, clock.now(), totpLastStep);
    return step !== null && (await users.useStep(user.id, step));
  }

  function note(userId: string, text: string): void {
    database.afterCommit(() => {
      logger.info({ user_id: userId }, text);
    });
  }

  return {
    async state(userId) {
      const { user } = await credentials(userId);
      const { count } = await tables()
        .selectFrom('auth_recovery_codes')
        .select((codes) => codes.fn.countAll<number>().as('count'))
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow();
      return {
        totp_enabled: user.totp_enabled_at !== null,
        enabled_at: toTimestampOrNull(user.totp_enabled_at),
        recovery_codes_left: count,
      };
    },
    begin: (userId) =>
      database.transact(async () => {
        const { user } = await credentials(userId);
        if (user.totp_enabled_at !== null) throw new UserError('AUTH_TOTP_ON');
        const secret = randomBytes(SECRET_BYTES);
        await users.update(userId, {
          totp_secret: secretBox.seal(placeOf(userId), secret),
          totp_last_step: null,
        });
        await tell('totp.begin', userId);
        return { secret: toBase32(secret), otpauth_uri: otpauthUri(secret, user.username) };
      }),
    confirm: (userId, code) =>
      database.transact(async () => {
        const found = await credentials(userId);
        if (found.user.totp_enabled_at !== null) throw new UserError('AUTH_TOTP_ON');
        if (found.totpSecret === null) throw new UserError('AUTH_TOTP_OFF');
        if (!(await useCode(found, code))) return null;
        const now = clock.now();
        await users.update(userId, { totp_enabled_at: now, updated_at: now });
        await tell('totp.enable', userId);
        note(userId, 'Two-step sign-in was turned on');
        return putRecoveryCodes(userId);
      }),
    remove: (userId) =>
      database.transact(async () => {
        await enabled(userId);
        await users.update(userId, {
          totp_secret: null,
          totp_enabled_at: null,
          totp_last_step: null,
          updated_at: clock.now(),
        });
        await dropRecoveryCodes(userId);
        await tell('totp.disable', userId);
        note(userId, 'Two-step sign-in was turned off');
      }),
    renewRecoveryCodes: (userId) =>
      database.transact(async () => {
        await enabled(userId);
        await tell('totp.renew_codes', userId);
        return putRecoveryCodes(userId);
      }),
    accepts: async (found, code) =>
      (await database.transact(() => useRecoveryCode(found.user.id, code))) || (await useCode(found, code)),
  };
}
