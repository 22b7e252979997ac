/** The `auth` area: who may come in, and how they stay in. */
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { StartError } from '../kernel/errors.ts';
import type { Logger } from '../kernel/logger.ts';
import type { SecretBox } from '../kernel/secret-box.ts';
import type { BoundRoute } from '../server/route.ts';
import { createAccessTokens } from './access-tokens.ts';
import { createCredentialCheck } from './credentials.ts';
import { createAuthenticator, type Authenticate } from './authenticator.ts';
import { createLive } from './live.ts';
import {
  createPasswords,
  LONGEST_PASSWORD,
  passwordLength,
  SHORTEST_PASSWORD,
  type Passwords,
} from './passwords.ts';
import { createRoleRegistry } from './roles/registry.ts';
import { hashOfToken } from './opaque-tokens.ts';
import { createAuthRoutes } from './routes.ts';
import { createSignIn } from './service.ts';
import { createSessionStore } from './session-store.ts';
import { createSessions } from './sessions.ts';
import { createSetup, type Setup } from './setup.ts';
import { createSigningKeys } from './signing-keys.ts';
import { createTriesStore } from './tries-store.ts';
import { createTries } from './tries.ts';
import { createUserStore } from './user-store.ts';
import { cleanUsername } from './usernames.ts';
import { createUserOnWire } from './users/on-wire.ts';

export { authMigrations } from './migrations.ts';

/** What the rest of the program needs of this area. */
export interface AuthService {
  readonly routes: BoundRoute[];
  /** Tells who a request comes from; see {@link Authenticate}. */
  readonly authenticate: Authenticate;
  /** Whether there is no administrator yet. */
  needsSetup(): boolean;
  /**
   * A new one-time token for the setup address, good until `expires_at` (ms UTC); the one before ends.
   * @throws {UserError} `AUTH_SETUP_DONE` when an administrator exists.
   */
  setupLink(): Promise<{ token: string; expires_at: number }>;
  /** Call it before the database is closed. */
  stop(): void;
}

/** What the area stands on. */
export interface AuthDeps {
  readonly database: Database;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name of the first administrator, unless another is given when it is made. */
  readonly adminUser: string;
  /** Makes the first administrator at the very first start; without meaning later. */
  readonly adminPassword: string | null;
}

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
  await setup.makeAdministrator({ username, passwordHash: await passwords.hash(password), token: null });
}

/**
 * Starts the area over its migrated tables. The signing key of a first start is made in the background.
 * @throws {StartError} where the first administrator's given name or password cannot be used.
 */
export async function createAuth(deps: AuthDeps): Promise<AuthService> {
  const { database, clock, logger, adminUser } = deps;
  const users = createUserStore(database);
  const passwords = createPasswords();
  const setup = await createSetup({ database, users, clock });
  if (setup.needed()) await firstAdministrator(setup, passwords, deps);

  const live = createLive();
  const roles = await createRoleRegistry(database);
  const userOnWire = createUserOnWire(roles);
  const keys = await createSigningKeys(deps);
  const tokens = createAccessTokens({ keys, clock });
  const store = createSessionStore(database);
  const sessions = await createSessions({ database, users, store, keys, tokens, live, userOnWire, clock });
  const tries = await createTries({ clock, store: createTriesStore(database) });
  const credentials = createCredentialCheck({ users, passwords, tries, hide: hashOfToken, logger });
  const signIn = createSignIn({
    database,
    users,
    passwords,
    credentials,
    userOnWire,
    tries,
    keys,
    sessions,
    setup,
    logger,
  });

  return {
    routes: createAuthRoutes({ signIn, setup, adminUser }),
    authenticate: createAuthenticator({ tokens, live, roles, clock }),
    needsSetup: () => setup.needed(),
    setupLink: () => setup.newLink(),
    stop: () => {
      keys.stop();
    },
  };
}
