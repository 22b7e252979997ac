/**
 * What people may do without signing in, where their administrator lets them: register, and set a forgotten password
 * anew, both with a code that comes by e-mail. No answer about a code tells whether an address is known.
 */
import type { CodePurpose, PasswordReset, Registration } from '../../../shared/api/users-public.ts';
import type { Words } from '../../../shared/i18n/index.ts';
import { addressKey } from '../../kernel/address-key.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { OperationalError, UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { AccessChanges } from '../access-changes.ts';
import { createAllowance } from '../allowance.ts';
import type { Live } from '../live.ts';
import { checkNewPassword, type Passwords } from '../passwords.ts';
import type { Tries } from '../tries.ts';
import type { UserRecord, UserStore } from '../user-store.ts';
import { foldEmail, foldUsername, readFullName, readUsername } from '../usernames.ts';
import { newUser } from '../users/new-user.ts';
import { CODE_MS, type MailCodes, type Proof } from './codes.ts';
import type { Mailer } from './mailer.ts';

/** Whether people may do it, asked for each time. */
export interface SelfServiceSettings {
  readonly registration: () => boolean;
  readonly passwordReset: () => boolean;
}

/** The operations. Each throws `AUTH_REGISTRATION_OFF` or `AUTH_RESET_OFF` while its setting is off. */
export interface SelfService {
  /**
   * Sends a code, where the address is one that it makes sense for. Answers before it is known whether.
   * @throws {OperationalError} `MAIL_UNAVAILABLE`
   * @throws {UserError} `RATE_LIMIT_EXCEEDED`
   */
  sendCode(to: { email: string; purpose: CodePurpose }, ip: string, words: Words): Promise<void>;
  /**
   * @throws {UserError} `AUTH_CODE_INVALID`, `AUTH_USERNAME_TAKEN`, `AUTH_PASSWORD_TOO_SHORT`, `AUTH_PASSWORD_COMMON`,
   * `VALIDATION_ERROR`, `RATE_LIMIT_EXCEEDED`
   */
  register(user: Registration, ip: string): Promise<UserRecord>;
  /**
   * @throws {UserError} `AUTH_CODE_INVALID`, `AUTH_PASSWORD_TOO_SHORT`, `AUTH_PASSWORD_COMMON`, `RATE_LIMIT_EXCEEDED`
   */
  resetPassword(reset: PasswordReset, ip: string): Promise<void>;
  /** Whether a name could be registered. @throws {UserError} `VALIDATION_ERROR`, `RATE_LIMIT_EXCEEDED` */
  isNameFree(username: string, ip: string): Promise<boolean>;
  /** Whether an address could be registered. @throws {UserError} `RATE_LIMIT_EXCEEDED` */
  isEmailFree(email: string, ip: string): Promise<boolean>;
  /** Resolves when all that is being sent has been sent, or has failed. */
  settled(): Promise<void>;
}

/** Role of who registers. */
const ROLE = 'user';
const HOUR_MS = 3600_000;

/** The operations over their parts. */
export function createSelfService(deps: {
  database: Database;
  users: UserStore;
  passwords: Passwords;
  codes: MailCodes;
  access: AccessChanges;
  tries: Tries;
  live: Live;
  mailer: Mailer | null;
  settings: SelfServiceSettings;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): SelfService {
  const { database, users, passwords, codes, access, tries, live, mailer, settings } = deps;
  const { audit, clock, logger } = deps;
  const perAddress = createAllowance({ times: 5, ms: HOUR_MS, clock });
  const pause = createAllowance({ times: 1, ms: 60_000, clock });
  const perSender = createAllowance({ times: 20, ms: HOUR_MS, clock });
  const checks = createAllowance({ times: 60, ms: HOUR_MS, clock });
  const sending = new Set<Promise<void>>();

  function refuseUnless(purpose: CodePurpose): void {
    if (purpose === 'register' && !settings.registration()) throw new UserError('AUTH_REGISTRATION_OFF');
    if (purpose === 'reset_password' && !settings.passwordReset()) throw new UserError('AUTH_RESET_OFF');
  }

  /** A code is for an address that nobody has, or for one that lets somebody in. */
  async function makesSense(emailKey: string, purpose: CodePurpose): Promise<boolean> {
    const user = await users.byKey({ email_key: emailKey });
    return purpose === 'register' ? user === undefined : user?.is_active === true;
  }

  function inBackground(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        logger.error({ error }, 'A code could not be sent by e-mail');
      })
      .finally(() => sending.delete(done));
    sending.add(done);
  }

  async function prove(email: string, purpose: CodePurpose, code: string, ip: string): Promise<Proof> {
    const proof = await tries.guard([addressKey(ip)], () => codes.check(foldEmail(email), purpose, code));
    if (proof) return proof;
    logger.warn({ ip, purpose }, 'A code from an e-mail was refused');
    audit.note({
      action: purpose === 'register' ? 'user.register' : 'user.reset_password',
      payload: { error_code: 'AUTH_CODE_INVALID' },
      result: 'failure',
    });
    throw new UserError('AUTH_CODE_INVALID');
  }

  async function refuseTakenName(username: string): Promise<void> {
    if (await users.byKey({ username_key: foldUsername(username) })) {
      throw new UserError('AUTH_USERNAME_TAKEN', { params: { name: username } });
    }
  }

  return {
    async sendCode({ email, purpose }, ip, words) {
      refuseUnless(purpose);
      if (!mailer || !(await mailer.isReady())) throw new OperationalError('MAIL_UNAVAILABLE');
      const emailKey = foldEmail(email);
      perSender.take(addressKey(ip));
      pause.take(emailKey);
      perAddress.take(emailKey);
      const drawn = await codes.draw();
      // Whatever follows takes its time for some addresses and not for others: nobody waits for it.
      inBackground(
        (async () => {
          if (!(await makesSense(emailKey, purpose))) return;
          await codes.keep(emailKey, purpose, drawn);
          await mailer.send({
            to: email,
            subject: words.say(`mail.${purpose}.subject`),
            text: words.say(`mail.${purpose}.text`, { code: drawn.code, minutes: CODE_MS / 60_000 }),
          });
        })(),
      );
    },
    async register({ username: typed, email, password, full_name = null, verification_code }, ip) {
      refuseUnless('register');
      const username = readUsername(typed);
      const fullName = readFullName(full_name);
      checkNewPassword(password, username);
      checks.take(addressKey(ip));
      await refuseTakenName(username);
      const proof = await prove(email, 'register', verification_code, ip);
      const passwordHash = await passwords.hash(password);
      return database.transact(async () => {
        await refuseTakenName(username);
        const owner = await users.byKey({ email_key: proof.email_key });
        if (owner || !(await codes.use(proof))) throw new UserError('AUTH_CODE_INVALID');
        const facts = { username, passwordHash, role: ROLE, email, full_name: fullName };
        const { row, user } = newUser(facts, clock.now());
        await users.insert(row);
        await audit.record({
          action: 'user.register',
          target_id: user.id,
          payload: { username, email },
          actor: { id: user.id, name: username },
        });
        database.afterCommit(() => {
          live.putUser(user);
          logger.info({ user_id: user.id, ip }, 'Somebody registered');
        });
        return user;
      });
    },
    async resetPassword({ email, verification_code, new_password }, ip) {
      refuseUnless('reset_password');
      const proof = await prove(email, 'reset_password', verification_code, ip);
      const before = await users.byKey({ email_key: proof.email_key });
      checkNewPassword(new_password, before?.username ?? '');
      const password_hash = await passwords.hash(new_password);
      const user = await database.transact(async () => {
        const owner = await users.byKey({ email_key: proof.email_key });
        if (!owner?.is_active || !(await codes.use(proof))) throw new UserError('AUTH_CODE_INVALID');
        const now = clock.now();
        await users.update(owner.id, { password_hash, password_changed_at: now, updated_at: now });
        await audit.record({
          action: 'user.reset_password',
          target_id: owner.id,
          actor: { id: owner.id, name: owner.username },
        });
        return access.changed(owner.id);
      });
      await tries.forget(({ user_id }) => user_id === user.id);
      logger.info({ user_id: user.id, ip }, 'A forgotten password was set anew');
    },
    async isNameFree(username, ip) {
      refuseUnless('register');
      const name = readUsername(username);
      checks.take(addressKey(ip));
      return (await users.byKey({ username_key: foldUsername(name) })) === undefined;
    },
    async isEmailFree(email, ip) {
      refuseUnless('register');
      checks.take(addressKey(ip));
      return (await users.byKey({ email_key: foldEmail(email) })) === undefined;
    },
    async settled() {
      await Promise.all(sending);
    },
  };
}
