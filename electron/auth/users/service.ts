/** Users: who may make, change, disable and delete whom. */
import type { NewUser, ProfileChange, UserChange } from '../../../shared/api/users.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { Caller, Person } from '../../server/route.ts';
import type { AccessChanges } from '../access-changes.ts';
import { refuseBeyond } from '../beyond.ts';
import type { CredentialCheck } from '../credentials.ts';
import type { Live } from '../live.ts';
import { checkNewPassword, type Passwords } from '../passwords.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import type { Totp } from '../totp/service.ts';
import type { Tries } from '../tries.ts';
import type { UserQuery, UserRecord, UserStore } from '../user-store.ts';
import { foldEmail, foldUsername, readFullName, readUsername } from '../usernames.ts';
import { takesLastAdministrator } from './last-administrator.ts';
import { newUser } from './new-user.ts';

/**
 * The operations. Nobody gives a role, or touches a user, that goes beyond their own permissions
 * (`AUTH_BEYOND_OWN_PERMISSIONS`), and the last active administrator stays (`AUTH_LAST_ADMINISTRATOR`).
 */
export interface Users {
  page(query: UserQuery): Promise<{ users: UserRecord[]; total: number }>;
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(userId: string): Promise<UserRecord>;
  /**
   * @throws {UserError} `AUTH_ROLE_UNKNOWN`, `AUTH_USERNAME_TAKEN`, `AUTH_EMAIL_TAKEN`, `AUTH_PASSWORD_TOO_SHORT`,
   * `AUTH_PASSWORD_COMMON`, `VALIDATION_ERROR`
   */
  create(by: Caller, user: NewUser): Promise<UserRecord>;
  /** @throws {UserError} `AUTH_ROLE_UNKNOWN`, `AUTH_EMAIL_TAKEN`, `AUTH_OWN_ACCOUNT`, `VALIDATION_ERROR` */
  update(by: Caller, userId: string, change: UserChange): Promise<UserRecord>;
  remove(by: Caller, userId: string): Promise<void>;
  /** @throws {UserError} `AUTH_OWN_ACCOUNT`, `AUTH_PASSWORD_TOO_SHORT`, `AUTH_PASSWORD_COMMON` */
  resetPassword(by: Caller, userId: string, password: string): Promise<void>;
  /** @throws {UserError} `AUTH_OWN_ACCOUNT`, `AUTH_TOTP_OFF` */
  removeTotp(by: Caller, userId: string): Promise<void>;
  /** @throws {UserError} `AUTH_EMAIL_TAKEN`, `AUTH_PASSWORD_WRONG`, `VALIDATION_ERROR` */
  updateProfile(who: Person, change: ProfileChange, ip: string): Promise<UserRecord>;
}

/** What of a user is a fact, not an access. */
type Facts = Pick<UserChange, 'email' | 'full_name'>;

/** The operations over their parts. */
export function createUsers(deps: {
  database: Database;
  users: UserStore;
  roles: RoleRegistry;
  passwords: Passwords;
  credentials: CredentialCheck;
  access: AccessChanges;
  totp: Totp;
  tries: Tries;
  live: Live;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): Users {
  const { database, users, roles, passwords, credentials, access, totp, tries, live } = deps;
  const { audit, clock, logger } = deps;

  async function get(userId: string): Promise<UserRecord> {
    const user = await users.byId(userId);
    if (!user) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'user' } });
    return user;
  }

  /** A user whom the caller could do everything for. */
  async function within(by: Caller, userId: string): Promise<UserRecord> {
    const user = await get(userId);
    refuseBeyond(by.permissions, roles.permissionsOf(user.role));
    return user;
  }

  async function mayGive(by: Caller, role: string): Promise<void> {
    if (!(await roles.has(role))) throw new UserError('AUTH_ROLE_UNKNOWN', { params: { role } });
    refuseBeyond(by.permissions, roles.permissionsOf(role));
  }

  async function keepAnAdministrator(
    userId: string,
    after: Parameters<typeof takesLastAdministrator>[2],
  ): Promise<void> {
    if (takesLastAdministrator(await users.all(), userId, after)) {
      throw new UserError('AUTH_LAST_ADMINISTRATOR');
    }
  }

  async function refuseTakenEmail(email: string, userId: string | null): Promise<void> {
    const owner = await users.byKey({ email_key: foldEmail(email) });
    if (owner && owner.id !== userId) throw new UserError('AUTH_EMAIL_TAKEN');
  }

  /** Writes facts, each where it is given. */
  async function writeFacts(userId: string, { email, full_name }: Facts): Promise<void> {
    if (typeof email === 'string') await refuseTakenEmail(email, userId);
    await users.update(userId, {
      ...(email === undefined ? {} : { email, email_key: email === null ? null : foldEmail(email) }),
      ...(full_name === undefined ? {} : { full_name: readFullName(full_name) }),
      updated_at: clock.now(),
    });
  }

  /** Of oneself much is changed only with the present password. */
  function refuseOneself(by: Caller, userId: string): void {
    if (by.user_id === userId) throw new UserError('AUTH_OWN_ACCOUNT');
  }

  const noteBy = (by: Caller) => ({ by: by.user_id, by_key: by.key_id });

  return {
    page: (query) => users.page(query),
    get,
    async create(by, { username: typed, password, role, email = null, full_name = null, is_active }) {
      const username = readUsername(typed);
      await mayGive(by, role);
      checkNewPassword(password, username);
      const passwordHash = await passwords.hash(password);
      return database.transact(async () => {
        // Once more: it may have been deleted while the password was hashed.
        await mayGive(by, role);
        if (await users.byKey({ username_key: foldUsername(username) })) {
          throw new UserError('AUTH_USERNAME_TAKEN', { params: { name: username } });
        }
        if (email !== null) await refuseTakenEmail(email, null);
        const facts = { username, passwordHash, role, email, full_name: readFullName(full_name), is_active };
        const { row, user } = newUser(facts, clock.now());
        await users.insert(row);
        const payload = { username, role, email, full_name, is_active: user.is_active };
        await audit.record({ action: 'user.create', target_id: user.id, payload });
        database.afterCommit(() => {
          live.putUser(user);
          logger.info({ user_id: user.id, role, ...noteBy(by) }, 'A user was made');
        });
        return user;
      });
    },
    update: (by, userId, { role, is_active, ...facts }) =>
      database.transact(async () => {
        const before = await within(by, userId);
        if (role !== undefined && role !== before.role) await mayGive(by, role);
        if (facts.email !== undefined && facts.email !== before.email) refuseOneself(by, userId);
        const after = { role: role ?? before.role, is_active: is_active ?? before.is_active };
        await keepAnAdministrator(userId, after);
        await writeFacts(userId, facts);
        await audit.record({
          action: 'user.update',
          target_id: userId,
          payload: { ...facts, role, is_active },
        });
        if (after.role === before.role && after.is_active === before.is_active) return get(userId);
        await users.update(userId, { role: after.role, is_active: after.is_active ? 1 : 0 });
        database.afterCommit(() => {
          logger.info({ user_id: userId, ...after, ...noteBy(by) }, 'The access of a user was changed');
        });
        return access.changed(userId);
      }),
    remove: (by, userId) =>
      database.transact(async () => {
        const { username } = await within(by, userId);
        await keepAnAdministrator(userId, null);
        await access.deleting(userId);
        await users.delete(userId);
        await audit.record({ action: 'user.delete', target_id: userId, payload: { username } });
        database.afterCommit(() => {
          logger.info({ user_id: userId, ...noteBy(by) }, 'A user was deleted');
        });
      }),
    async resetPassword(by, userId, password) {
      refuseOneself(by, userId);
      const { username } = await within(by, userId);
      checkNewPassword(password, username);
      const password_hash = await passwords.hash(password);
      await database.transact(async () => {
        await within(by, userId);
        const now = clock.now();
        await users.update(userId, { password_hash, password_changed_at: now, updated_at: now });
        await access.changed(userId);
        await audit.record({ action: 'user.reset_password', target_id: userId, payload: { username } });
      });
      await tries.forget(({ user_id }) => user_id === userId);
      logger.info({ user_id: userId, ...noteBy(by) }, 'The password of a user was set anew');
    },
    removeTotp: (by, userId) =>
      database.transact(async () => {
        refuseOneself(by, userId);
        await within(by, userId);
        await totp.remove(userId);
        await access.changed(userId);
        database.afterCommit(() => {
          logger.info({ user_id: userId, ...noteBy(by) }, 'The two-step sign-in of a user was turned off');
        });
      }),
    async updateProfile({ user_id }, { current_password, ...facts }, ip) {
      const before = await users.byId(user_id);
      if (!before) throw new UserError('AUTH_TOKEN_INVALID');
      if (facts.email !== undefined && facts.email !== before.email) {
        if (current_password === undefined) throw new UserError('AUTH_PASSWORD_WRONG');
        await credentials.ownPassword(user_id, current_password, ip);
      }
      return database.transact(async () => {
        await writeFacts(user_id, facts);
        await audit.record({ action: 'user.update', target_id: user_id, payload: facts });
        return get(user_id);
      });
    },
  };
}
