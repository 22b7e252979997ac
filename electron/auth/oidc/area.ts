/** Signing in at other issuers: its parts put together. */
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Caches } from '../../kernel/caches.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { Http } from '../../kernel/http.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { BoundRoute } from '../../server/route.ts';
import type { AccessChanges } from '../access-changes.ts';
import { createAllowance } from '../allowance.ts';
import type { Live } from '../live.ts';
import type { PageSignIns } from '../page-sign-ins.ts';
import type { Passwords } from '../passwords.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import type { Setup } from '../setup.ts';
import type { UserStore } from '../user-store.ts';
import { createOidcFlow } from './flow.ts';
import { createUserFrom } from './people.ts';
import { createOidcProviders } from './providers.ts';
import { createOidcRoutes } from './routes.ts';
import { createOidcStore } from './store.ts';

/** What they stand on. */
export interface OidcAreaDeps {
  readonly database: Database;
  readonly users: UserStore;
  readonly roles: RoleRegistry;
  readonly passwords: Passwords;
  readonly access: AccessChanges;
  readonly live: Live;
  readonly page: PageSignIns;
  readonly setup: Setup;
  readonly secretBox: SecretBox;
  /** The way out to an issuer. */
  readonly httpTo: (issuer: string) => Http;
  readonly caches: Pick<Caches, 'register'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The routes. */
export function createOidcArea(deps: OidcAreaDeps): BoundRoute[] {
  const store = createOidcStore(deps.database);
  return createOidcRoutes({
    ...deps,
    providers: createOidcProviders({ ...deps, store }),
    flow: createOidcFlow({ ...deps, store }),
    userFrom: createUserFrom({ ...deps, store }),
    allowance: createAllowance({ times: 30, ms: 60_000, clock: deps.clock }),
  });
}
