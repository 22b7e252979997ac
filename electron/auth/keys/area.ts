/** API keys put together: what lets them in, their routes, and what their owner does at the console. */
import { knownPermissions } from '../../../shared/api/known-permissions.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Caches } from '../../kernel/caches.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { BoundRoute } from '../../server/route.ts';
import type { AccessTokens } from '../access-tokens.ts';
import type { Live } from '../live.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import type { SigningKeys } from '../signing-keys.ts';
import type { Arrivals } from './arrivals.ts';
import { createKeyCallers, type KeyCallers } from './callers.ts';
import { createOAuthRoutes } from './oauth-routes.ts';
import { createGiveToken } from './oauth.ts';
import { createKeyOwner, type KeyOwner } from './owner.ts';
import { createKeyRegister, type KeyRegister } from './register.ts';
import { createKeyRoutes } from './routes.ts';
import { createApiKeys } from './service.ts';
import { createKeyStore } from './store.ts';

/** Keys, to the rest of the area. */
export interface KeyArea {
  readonly routes: BoundRoute[];
  readonly callers: KeyCallers;
  readonly owner: KeyOwner;
  readonly register: KeyRegister;
}

/** Reads the keys and puts their parts together. */
export async function createKeyArea(deps: {
  database: Database;
  live: Live;
  roles: Pick<RoleRegistry, 'permissionsOf'>;
  accessTokens: AccessTokens;
  signingKeys: SigningKeys;
  audit: AuditTrail;
  events: Pick<EventBus, 'emit'>;
  arrivals: Arrivals;
  clock: Clock;
  logger: Logger;
  caches: Pick<Caches, 'register'>;
}): Promise<KeyArea> {
  const { accessTokens, signingKeys } = deps;
  const store = createKeyStore(deps.database);
  const register = await createKeyRegister({ ...deps, store });
  const callers = createKeyCallers({ ...deps, register });
  const giveToken = createGiveToken({ keys: callers, tokens: accessTokens });
  return {
    routes: [
      ...createKeyRoutes(createApiKeys({ ...deps, store, register, known: knownPermissions })),
      ...createOAuthRoutes({ giveToken, keys: signingKeys }),
    ],
    callers,
    owner: createKeyOwner({ ...deps, store, register }),
    register,
  };
}
