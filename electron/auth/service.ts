/** Signing in, staying signed in and signing out. */
import type { TokenPair, User } from '../../shared/api/auth.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { SUPER_ADMIN } from '../../shared/roles.ts';
import { addressKey } from '../kernel/address-key.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Audit } from './audit/audit.ts';
import type { Attempt, CredentialCheck } from './credentials.ts';
import { signedIn } from './signed-in.ts';
import type { BegunOnPage, PageSignIns } from './page-sign-ins.ts';
import { checkNewPassword, type Passwords } from './passwords.ts';
import type { Begun, Client, Sessions } from './sessions.ts';
import type { Setup } from './setup.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Tickets } from './tickets.ts';
import type { TokenSignIns } from './token-sign-ins.ts';
import type { Tries } from './tries.ts';
import type { UserRecord, UserStore } from './user-store.ts';
import { readUsername } from './usernames.ts';
import type { UserOnWire } from './users/on-wire.ts';

/** The operations behind the routes. All that sign throw an OperationalError while the secret box is locked. */
export interface SignIn {
  /** With a pair of tokens. @throws {UserError} `AUTH_SETUP_REQUIRED`, and what {@link CredentialCheck.signIn} throws */
  login(attempt: Attempt, client: Client): Promise<TokenPair>;
  /**
   * With a cookie. Without a name, as the first administrator. The session that the browser had before ends.
   * @throws {UserError} as `login` does
   */
  loginOnPage(attempt: Attempt, client: Client, before: string | null): Promise<BegunOnPage>;
  /** With a ticket of the control socket, as the first administrator. @throws {UserError} `AUTH_TICKET_INVALID` */
  redeem(ticket: string, client: Client, before: string | null): Promise<BegunOnPage>;
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
  setUp(admin: { token: string; username: string; password: string }, client: Client): Promise<TokenPair>;
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
  tokens: TokenSignIns;
  page: PageSignIns;
  tickets: Tickets;
  setup: Setup;
  audit: Audit;
  logger: Logger;
}): SignIn {
  const { database, users, passwords, credentials, userOnWire, tries, keys } = deps;
  const { sessions, tokens, page, tickets, setup, audit, logger } = deps;

  /** Who made this installation, or who is left of those who may do everything. */
  async function firstAdministrator(): Promise<UserRecord | undefined> {
    const all = (await users.all()).filter((user) => user.role === SUPER_ADMIN && user.is_active);
    return all.sort((a, b) => a.created_at - b.created_at || (a.id < b.id ? -1 : 1))[0];
  }

  function tell({ user, session_id }: Begun, { ip }: Client): void {
    logger.info({ user_id: user.id, session_id, ip }, 'Signed in');
  }

  /** Who did not come in. */
  const refused = (action: string, code: ErrorCode): void => {
    audit.note({ action, target_type: 'user', payload: { error_code: code }, result: 'failure' });
  };

  async function beginOnPage(
    user: UserRecord,
    client: Client,
    before: string | null,
    by: 'password' | 'ticket',
  ): Promise<BegunOnPage> {
    const begin = (): Promise<BegunOnPage> =>
      database.transact(async () => {
        const made = await page.begin(user, client);
        if (before !== null) await sessions.end(before);
        return made;
      });
    // Whoever has a ticket is on this machine: they come in also while the master key is away, to see that it is.
    const told = by === 'ticket' ? audit.withLater : audit.with;
    const begun = await told(signedIn('session', by), begin);
    tell(begun, client);
    return begun;
  }

  return {
    async login(attempt, client) {
      if (setup.needed()) throw new UserError('AUTH_SETUP_REQUIRED');
      await keys.current();
      const user = await credentials.signIn(attempt, client.ip);
      const begun = await audit.with(signedIn('token', 'password'), () => tokens.begin(user, client));
      tell(begun, client);
      return tokens.pair(begun);
    },
    async loginOnPage(attempt, client, before) {
      if (setup.needed()) throw new UserError('AUTH_SETUP_REQUIRED');
      const { username = (await firstAdministrator())?.username } = attempt;
      const user = await credentials.signIn({ ...attempt, username }, client.ip);
      return beginOnPage(user, client, before, 'password');
    },
    async redeem(ticket, client, before) {
      if (setup.needed()) throw new UserError('AUTH_SETUP_REQUIRED');
      const user = await tries.guard([addressKey(client.ip)], async () =>
        tickets.redeem(ticket) ? ((await firstAdministrator()) ?? null) : null,
      );
      if (!user) {
        logger.warn({ ip: client.ip }, 'A ticket was refused');
        refused('auth.sign_in', 'AUTH_TICKET_INVALID');
        throw new UserError('AUTH_TICKET_INVALID');
      }
      return beginOnPage(user, client, before, 'ticket');
    },
    refresh: (refreshToken) => tokens.refresh(refreshToken),
    logout: (sessionId) =>
      audit.with({ action: 'auth.sign_out', target_type: 'session', target_id: sessionId }, () =>
        sessions.end(sessionId),
      ),
    async me(userId) {
      const user = await users.byId(userId);
      if (!user) throw new UserError('AUTH_TOKEN_INVALID');
      return userOnWire(user);
    },
    async setUp({ token, username, password }, client) {
      const { ip } = client;
      if (!setup.needed()) throw new UserError('AUTH_SETUP_DONE');
      await keys.current();
      const name = readUsername(username);
      checkNewPassword(password, name);
      const accepted = await tries.guard([addressKey(ip)], async () => (await setup.accepts(token)) || null);
      if (!accepted) {
        logger.warn({ ip }, 'A setup token was refused');
        refused('auth.setup', 'AUTH_SETUP_LINK_INVALID');
        throw new UserError('AUTH_SETUP_LINK_INVALID');
      }
      const passwordHash = await passwords.hash(password);
      const begun = await database.transact(async () => {
        const user = await setup.makeAdministrator({ username: name, passwordHash, token });
        return tokens.begin(user, client);
      });
      logger.info({ user_id: begun.user.id, ip }, 'The first administrator was made');
      return tokens.pair(begun);
    },
  };
}
