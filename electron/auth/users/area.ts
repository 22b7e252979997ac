/** Users, roles, the second factor and what people do about themselves: their parts put together. */
import { knownPermissions } from '../../../shared/api/known-permissions.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import type { EventBus } from '../../kernel/events.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { BoundRoute } from '../../server/route.ts';
import type { AccessChanges } from '../access-changes.ts';
import type { CredentialCheck } from '../credentials.ts';
import type { Live } from '../live.ts';
import { createMailCodes } from '../mail/codes.ts';
import type { Mailer } from '../mail/mailer.ts';
import { createSelfServiceRoutes } from '../mail/routes.ts';
import { createSelfService, type SelfServiceSettings } from '../mail/self-service.ts';
import type { ChangeOwnPassword } from '../own-password.ts';
import type { Passwords } from '../passwords.ts';
import type { RoleRegistry } from '../roles/registry.ts';
import { createRoleRoutes } from '../roles/routes.ts';
import { createRoles } from '../roles/service.ts';
import type { SignIn } from '../service.ts';
import type { TokenSignIns } from '../token-sign-ins.ts';
import { createTotpRoutes } from '../totp/routes.ts';
import type { Totp } from '../totp/service.ts';
import type { Tries } from '../tries.ts';
import type { UserStore } from '../user-store.ts';
import type { UserOnWire } from './on-wire.ts';
import { createUserRoutes } from './routes.ts';
import { createUsers } from './service.ts';

/** What they stand on. */
export interface UserAreaDeps {
  readonly database: Database;
  readonly users: UserStore;
  readonly roles: RoleRegistry;
  readonly passwords: Passwords;
  readonly credentials: CredentialCheck;
  readonly access: AccessChanges;
  readonly totp: Totp;
  readonly tries: Tries;
  readonly live: Live;
  readonly signIn: SignIn;
  readonly tokens: TokenSignIns;
  readonly changeOwnPassword: ChangeOwnPassword;
  readonly userOnWire: UserOnWire;
  /** `null`: there is no way to send e-mail, ever. */
  readonly mailer: Mailer | null;
  readonly selfService: SelfServiceSettings;
  readonly audit: AuditTrail;
  readonly events: Pick<EventBus, 'emit'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The routes, and what has to be waited for at the end. */
export function createUserArea(deps: UserAreaDeps): { routes: BoundRoute[]; stop: () => Promise<void> } {
  const codes = createMailCodes(deps);
  const selfService = createSelfService({ ...deps, codes, settings: deps.selfService });
  const roles = createRoles({ ...deps, registry: deps.roles, known: knownPermissions });
  return {
    routes: [
      ...createUserRoutes({ ...deps, users: createUsers(deps) }),
      ...createRoleRoutes(roles, knownPermissions),
      ...createTotpRoutes(deps),
      ...createSelfServiceRoutes({ ...deps, selfService }),
    ],
    stop: () => selfService.settled(),
  };
}
