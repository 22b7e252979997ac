/** Who somebody from an issuer is here: found by issuer and subject alone, made at the first sign-in. */
import { randomBytes } from 'node:crypto';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { AccessChanges } from '../access-changes.ts';
import type { Live } from '../live.ts';
import type { Passwords } from '../passwords.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import type { UserRecord, UserStore } from '../user-store.ts';
import { foldEmail, foldUsername } from '../usernames.ts';
import { takesLastAdministrator } from '../users/last-administrator.ts';
import { newUser } from '../users/new-user.ts';
import type { Return } from './flow.ts';
import { emailFor, fullNameFor, namesFor, roleFor } from './rules.ts';
import type { OidcStore } from './store.ts';

/**
 * The user, with the role that follows from what the issuer says now. An e-mail address never makes somebody the user
 * who has it already.
 * @throws {UserError} `AUTH_OIDC_NO_ROLE`, `AUTH_USER_DISABLED`
 */
export type UserFrom = (back: Return) => Promise<UserRecord>;

/** {@link UserFrom} over its parts. */
export function createUserFrom(deps: {
  database: Database;
  users: UserStore;
  store: OidcStore;
  roles: RoleRegistry;
  passwords: Passwords;
  access: AccessChanges;
  live: Live;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): UserFrom {
  const { database, users, store, roles, passwords, access, live, audit, clock, logger } = deps;

  async function freeName(names: readonly string[]): Promise<string> {
    for (let number = 1; ; number += 1) {
      for (const name of names) {
        const candidate = number === 1 ? name : `${[...name].slice(0, 56).join('')}-${String(number)}`;
        if (!(await users.byKey({ username_key: foldUsername(candidate) }))) return candidate;
      }
    }
  }

  async function make({ provider, issuer, subject, claims }: Return, role: string, passwordHash: string) {
    const said = emailFor(claims);
    const isTaken = said !== null && (await users.byKey({ email_key: foldEmail(said) })) !== undefined;
    const facts = {
      username: await freeName(namesFor(claims)),
      passwordHash,
      role,
      email: isTaken ? null : said,
      full_name: fullNameFor(claims),
    };
    const { row, user } = newUser(facts, clock.now());
    await users.insert(row);
    await store.link({ issuer, subject, user_id: user.id, created_at: clock.now() });
    const payload = { username: user.username, role, provider: provider.id };
    await audit.record({ action: 'user.create', target_id: user.id, payload });
    database.afterCommit(() => {
      live.putUser(user);
      logger.info({ user_id: user.id, role, provider: provider.id }, 'Somebody from an issuer came first');
    });
    return user;
  }

  async function follow({ provider }: Return, user: UserRecord, role: string): Promise<UserRecord> {
    if (!user.is_active) throw new UserError('AUTH_USER_DISABLED');
    // Without a claim there is nothing to follow: what an administrator decided here since stays.
    if (provider.role_claim === null || role === user.role) return user;
    if (takesLastAdministrator(await users.all(), user.id, { role, is_active: true })) {
      logger.warn(
        { user_id: user.id, role },
        'An issuer would take the last administrator away: the role stays',
      );
      return user;
    }
    await users.update(user.id, { role, updated_at: clock.now() });
    const payload = { role, provider: provider.id };
    await audit.record({ action: 'user.update', target_id: user.id, payload });
    logger.info({ user_id: user.id, role, provider: provider.id }, 'A role follows an issuer');
    return access.changed(user.id);
  }

  return async (back) => {
    // Nobody knows it: who comes from an issuer comes in there alone, until an administrator sets another.
    const passwordHash = await passwords.hash(randomBytes(32).toString('base64url'));
    return database.transact(async () => {
      const role = roleFor(back.claims, back.provider);
      if (role === null || !(await roles.has(role))) throw new UserError('AUTH_OIDC_NO_ROLE');
      const userId = await store.userOf(back);
      const user = userId === undefined ? undefined : await users.byId(userId);
      return user ? follow(back, user, role) : make(back, role, passwordHash);
    });
  };
}
