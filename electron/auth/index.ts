/** The `auth` area: who may come in, and how they stay in. */
import type { Caches } from '../kernel/caches.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { StartError, UserError } from '../kernel/errors.ts';
import type { EventBus } from '../kernel/events.ts';
import type { Http } from '../kernel/http.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Scheduler } from '../kernel/scheduler.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import type { Authenticate, BoundRoute, Caller } from '../server/route.ts';
import { createAccessChanges } from './access-changes.ts';
import type { Audit } from './audit/audit.ts';
import { createAuditRoutes } from './audit/routes.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createAuthenticator } from './authenticator.ts';
import { createCredentialCheck } from './credentials.ts';
import { isGuessable } from './guessable.ts';
import { createArrivals } from './keys/arrivals.ts';
import { createKeyArea } from './keys/area.ts';
import type { KeyOwner } from './keys/owner.ts';
import { createLive } from './live.ts';
import type { Mailer } from './mail/mailer.ts';
import type { SelfServiceSettings } from './mail/self-service.ts';
import { createOidcArea } from './oidc/area.ts';
import { createOwnPassword } from './own-password.ts';
import { createPageSignIns } from './page-sign-ins.ts';
import {
  createPasswords,
  LONGEST_PASSWORD,
  passwordLength,
  SHORTEST_PASSWORD,
  type PasswordCost,
  type Passwords,
} from './passwords.ts';
import { createRefreshStore } from './refresh-store.ts';
import { createRoleRegistry } from './roles/registry.ts';
import { createAuthRoutes } from './routes.ts';
import { createServerKey } from './server-key.ts';
import { createSignIn } from './service.ts';
import { createSessionCallers } from './session-callers.ts';
import { createSessionRoutes } from './session-routes.ts';
import { createSessionStore } from './session-store.ts';
import { createSessions } from './sessions.ts';
import { createSetup, type Setup } from './setup.ts';
import { createSigningKeys } from './signing-keys.ts';
import { createStanding, type Standing } from './standing.ts';
import { createTickets } from './tickets.ts';
import { createTokenCallers } from './token-callers.ts';
import { createTokenSignIns } from './token-sign-ins.ts';
import { createTotp } from './totp/service.ts';
import { createTriesStore } from './tries-store.ts';
import { createTries } from './tries.ts';
import { createUserStore } from './user-store.ts';
import { cleanUsername } from './usernames.ts';
import { createUserArea } from './users/area.ts';
import { createUserOnWire } from './users/on-wire.ts';
import { createUserOwner, type UserOwner } from './users/owner.ts';

export { createAudit, type Audit } from './audit/audit.ts';
export { auditMigrations } from './audit/migrations.ts';
export type { Mailer } from './mail/mailer.ts';
export { authMigrations } from './migrations.ts';
export { openKeysStopped, openUsersStopped } from './stopped.ts';
export type { UserOwner } from './users/owner.ts';

/** What the rest of the program needs of this area. */
export interface AuthService {
  readonly routes: BoundRoute[];
  readonly authenticate: Authenticate;
  /** How somebody stands who came in before and has stayed; from memory, and without counting a request. */
  readonly standing: Standing;
  /**
   * Counts something that is asked for by somebody who came in before, against what was agreed for their key; `onEnd` is
   * told what to call when it is over. Nothing is counted for who has no key.
   * @throws {UserError} `AUTH_KEY_INVALID`, `AUTH_KEY_NETWORK`, `RATE_LIMIT_EXCEEDED`
   */
  admit(caller: Caller, ip: string, onEnd: (fn: () => void) => void): void;
  /** Whether there is no administrator yet. */
  needsSetup(): boolean;
  /**
   * A new one-time token for the setup address, good until `expires_at` (ms UTC); the one before ends.
   * @throws {UserError} `AUTH_SETUP_DONE` when an administrator exists.
   */
  setupLink(): Promise<{ token: string; expires_at: number }>;
  /**
   * A ticket that lets who has it into the page as the first administrator, once, within a minute.
   * @throws {UserError} `AUTH_SETUP_REQUIRED` while there is none.
   */
  ticket(): string;
  /** All API keys, for their owner at the console. */
  readonly keys: KeyOwner;
  /** The way back in, for their owner at the console. */
  readonly users: UserOwner;
  /** A new key signs access tokens; answers its id. @throws {OperationalError} while the secret box is locked. */
  rotateSigningKey(): Promise<string>;
  /** Writes what is still in memory. Call it before the database is closed. */
  stop(): Promise<void>;
}

/** What the area stands on. */
export interface AuthDeps {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: EventBus;
  readonly scheduler: Scheduler;
  /** Told of what is remembered of who came in. */
  readonly caches: Pick<Caches, 'register'>;
  readonly audit: Audit;
  /** Days after which entries of the audit log are pruned; asked anew each time. */
  readonly auditDays: () => number;
  /** Days after which a new key signs access tokens; asked anew each time. */
  readonly signingKeyDays: () => number;
  /** Whether people may register, and set forgotten passwords anew, by themselves. */
  readonly selfService: SelfServiceSettings;
  /** `null`: there is no way to send e-mail, ever. */
  readonly mailer: Mailer | null;
  /** The way out to an issuer at which people sign in; an administrator named it, so it may be in a private network. */
  readonly oidcHttp: (issuer: string) => Http;
  /** Name of the first administrator, unless another is given when it is made. */
  readonly adminUser: string;
  /** Makes the first administrator at the very first start; without meaning later. */
  readonly adminPassword: string | null;
  /** What a hash of a password costs; as advised unless told. */
  readonly passwordCost?: PasswordCost;
}

/** How often what was seen is written, and what has ended is cleared away. */
const UPKEEP_MS = 60_000;
const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

async function firstAdministrator(
  setup: Setup,
  passwords: Passwords,
  given: { adminUser: string; adminPassword: string | null },
): Promise<void> {
  const username = cleanUsername(given.adminUser);
  if (username === null) {
    throw new StartError('CLOUDCUBE_ADMIN_USER must have 1 to 64 printable characters');
  }
  const password = given.adminPassword;
  if (password === null) return;
  const length = passwordLength(password);
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    throw new StartError(
      `CLOUDCUBE_ADMIN_PASSWORD must have ${String(SHORTEST_PASSWORD)} to ${String(LONGEST_PASSWORD)} characters`,
    );
  }
  if (isGuessable(password, username, SHORTEST_PASSWORD)) {
    throw new StartError('CLOUDCUBE_ADMIN_PASSWORD is easy to guess: choose another');
  }
  await setup.makeAdministrator({ username, passwordHash: await passwords.hash(password), token: null });
}

/**
 * Starts the area over its migrated tables. The signing key of a first start is made in the background.
 * @throws {StartError} where the first administrator's given name or password cannot be used.
 */
export async function createAuth(deps: AuthDeps): Promise<AuthService> {
  const { database, clock, logger, events, scheduler, audit, adminUser, signingKeyDays } = deps;
  const users = createUserStore(database);
  const passwords = createPasswords(deps.passwordCost);
  const setup = await createSetup({ database, users, audit, clock });
  if (setup.needed()) await firstAdministrator(setup, passwords, deps);

  const live = createLive();
  const roles = await createRoleRegistry(database);
  const userOnWire = createUserOnWire(roles);
  const signingKeys = await createSigningKeys(deps);
  const serverKey = createServerKey(deps);
  const accessTokens = createAccessTokens({ keys: signingKeys, clock });
  const tries = await createTries({ clock, store: createTriesStore(database) });
  const totp = createTotp({ ...deps, users });
  const credentials = createCredentialCheck({ users, passwords, tries, totp, serverKey, audit, logger });

  const store = createSessionStore(database);
  const sessions = await createSessions({ database, users, store, live, events, clock });
  const page = createPageSignIns({ sessions, clock });
  const tickets = createTickets(clock);
  const arrivals = createArrivals();
  const apiKeys = await createKeyArea({ ...deps, arrivals, live, roles, accessTokens, signingKeys });
  const access = createAccessChanges({ ...deps, users, store, live, keys: apiKeys.register });
  const changeOwnPassword = createOwnPassword({
    ...{ ...deps, users, passwords, credentials, access, page, live },
  });
  const tokens = createTokenSignIns({
    ...{ database, users, sessions, serverKey, userOnWire, audit, clock, logger },
    store: createRefreshStore(database),
    keys: signingKeys,
    tokens: accessTokens,
  });
  const signIn = createSignIn({
    ...{ database, users, passwords, credentials, userOnWire, tries, sessions, tokens, page, tickets },
    ...{ setup, audit, logger },
    keys: signingKeys,
  });

  const userArea = createUserArea({
    ...deps,
    ...{ users, roles, passwords, credentials, access, totp, tries, live, signIn, tokens },
    ...{ changeOwnPassword, userOnWire },
  });

  const upkeep = async (): Promise<void> => {
    await sessions.saveSeen();
    await apiKeys.register.saveUse();
    await sessions.deleteExpired();
    await signingKeys.keepUp(signingKeyDays() * DAY_MS);
  };
  scheduler.every({ name: 'auth.upkeep', intervalMs: () => UPKEEP_MS, run: upkeep });
  scheduler.every({
    name: 'audit.prune',
    intervalMs: () => HOUR_MS,
    run: () => audit.keepUp(deps.auditDays() * DAY_MS),
  });

  return {
    routes: [
      ...createAuthRoutes({ signIn, setup, adminUser }),
      ...createSessionRoutes({
        ...{ signIn, sessions, page, live, roles, changeOwnPassword, userOnWire, audit, clock },
      }),
      ...userArea.routes,
      ...createOidcArea({
        ...deps,
        users,
        roles,
        passwords,
        access,
        live,
        page,
        setup,
        httpTo: deps.oidcHttp,
      }),
      ...apiKeys.routes,
      ...createAuditRoutes({ audit, clock }),
    ],
    authenticate: createAuthenticator({
      keys: apiKeys.callers,
      tokens: createTokenCallers({
        ...{ ...deps, arrivals, live, roles },
        tokens: accessTokens,
        keys: apiKeys.callers,
      }),
      bySession: createSessionCallers({ ...deps, live, roles }),
    }),
    standing: createStanding({
      ...{ live, roles, arrivals, clock },
      register: apiKeys.register,
      keys: apiKeys.callers,
    }),
    admit({ key_id: keyId }, ip, onEnd) {
      if (keyId !== null) apiKeys.callers.admit(keyId, { ip, onEnd });
    },
    needsSetup: () => setup.needed(),
    setupLink: () => setup.newLink(),
    ticket() {
      if (setup.needed()) throw new UserError('AUTH_SETUP_REQUIRED');
      return tickets.issue();
    },
    keys: apiKeys.owner,
    rotateSigningKey: () => signingKeys.rotate(),
    users: createUserOwner({ database, users, passwords, access, tries, audit, clock, logger }),
    async stop() {
      await userArea.stop();
      signingKeys.stop();
      try {
        await sessions.saveSeen();
        await apiKeys.register.saveUse();
      } catch (error) {
        // A full or read-only disk: only how long ago somebody came is lost.
        logger.warn({ error }, 'What was last seen of sign-ins and keys could not be stored');
      }
    },
  };
}
