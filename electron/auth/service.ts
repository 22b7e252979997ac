/** Signing in, staying signed in and signing out. */
import type { TokenPair, User } from '../../shared/api/auth.ts';
import { addressKey } from '../kernel/address-key.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Attempt, CredentialCheck } from './credentials.ts';
import { checkNewPassword, type Passwords } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import type { Setup } from './setup.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Tries } from './tries.ts';
import type { UserStore } from './user-store.ts';
import { readUsername } from './usernames.ts';
import type { UserOnWire } from './users/on-wire.ts';

/** The operations behind the routes. All that sign throw an OperationalError while the secret box is locked. */
export interface SignIn {
  /** @throws {UserError} `AUTH_SETUP_REQUIRED`, and what {@link CredentialCheck.signIn} throws */
  login(attempt: Attempt, ip: string): Promise<TokenPair>;
  /** @throws {UserError} `AUTH_TOKEN_INVALID` */
  refresh(refreshToken: string): Promise<TokenPair>;
  logout(sessionId: string): Promise<void>;
  /** @throws {UserError} `AUTH_TOKEN_INVALID` when the user is gone. */
  me(userId: string): Promise<User>;
  /**
   * Makes the first administrator and signs in.
   * @throws {UserError} `AUTH_SETUP_DONE`, `AUTH_SETUP_LINK_INVALID`, `AUTH_PASSWORD_TOO_SHORT`, `VALIDATION_ERROR`,
   * `RATE_LIMIT_EXCEEDED`
   */
  setUp(admin: { token: string; username: string; password: string }, ip: string): Promise<TokenPair>;
}

/** The operations over their parts. */
export function createSignIn(deps: {
  database: Database;
  users: UserStore;
  passwords: Passwords;
  credentials: CredentialCheck;
  userOnWire: UserOnWire;
  tries: Tries;
  keys: SigningKeys;
  sessions: Sessions;
  setup: Setup;
  logger: Logger;
}): SignIn {
  const { database, users, passwords, credentials, userOnWire, tries, keys, sessions, setup, logger } = deps;

  return {
    async login(attempt, ip) {
      if (setup.needed()) throw new UserError('AUTH_SETUP_REQUIRED');
      await keys.current();
      const user = await credentials.signIn(attempt, ip);
      const begun = await sessions.begin(user, ip);
      logger.info({ user_id: user.id, session_id: begun.session_id, ip }, 'Signed in');
      return sessions.tokensFor(begun);
    },
    refresh: (refreshToken) => sessions.refresh(refreshToken),
    logout: (sessionId) => sessions.end(sessionId),
    async me(userId) {
      const user = await users.byId(userId);
      if (!user) throw new UserError('AUTH_TOKEN_INVALID');
      return userOnWire(user);
    },
    async setUp({ token, username, password }, ip) {
      if (!setup.needed()) throw new UserError('AUTH_SETUP_DONE');
      await keys.current();
      const name = readUsername(username);
      checkNewPassword(password, name);
      const accepted = await tries.guard([addressKey(ip)], async () => (await setup.accepts(token)) || null);
      if (!accepted) {
        logger.warn({ ip }, 'A setup token was refused');
        throw new UserError('AUTH_SETUP_LINK_INVALID');
      }
      const passwordHash = await passwords.hash(password);
      const begun = await database.transact(async () => {
        const user = await setup.makeAdministrator({ username: name, passwordHash, token });
        return sessions.begin(user, ip);
      });
      logger.info({ user_id: begun.user.id, ip }, 'The first administrator was made');
      return sessions.tokensFor(begun);
    },
  };
}
