/** What the owner of this machine does about keys and users while CloudCube does not run. */
import type { AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/database.ts';
import { createEventBus } from '../kernel/events.ts';
import type { Logger } from '../kernel/logger.ts';
import { createAccessChanges } from './access-changes.ts';
import { createKeyOwner, type KeyOwner } from './keys/owner.ts';
import { createKeyRegister } from './keys/register.ts';
import { createKeyStore } from './keys/store.ts';
import { createLive } from './live.ts';
import { createPasswords } from './passwords.ts';
import { createSessionStore } from './session-store.ts';
import { createTriesStore } from './tries-store.ts';
import { createTries } from './tries.ts';
import { createUserStore } from './user-store.ts';
import { createUserOwner, type UserOwner } from './users/owner.ts';

/** The keys of an installation that does not run, over its database. */
export async function openKeysStopped(deps: {
  database: Database;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): Promise<KeyOwner> {
  const store = createKeyStore(deps.database);
  const live = createLive();
  for (const user of await createUserStore(deps.database).all()) live.putUser(user);
  const register = await createKeyRegister({ ...deps, store });
  return createKeyOwner({ ...deps, store, live, register, events: createEventBus(deps) });
}

/** Users of an installation that does not run, over its database. */
export async function openUsersStopped(deps: {
  database: Database;
  audit: AuditTrail;
  clock: Clock;
  logger: Logger;
}): Promise<UserOwner> {
  const users = createUserStore(deps.database);
  const access = createAccessChanges({
    ...deps,
    users,
    store: createSessionStore(deps.database),
    live: createLive(),
    keys: { removeOf: () => undefined },
    events: createEventBus(deps),
  });
  const tries = await createTries({ ...deps, store: createTriesStore(deps.database) });
  return createUserOwner({ ...deps, users, passwords: createPasswords(), access, tries });
}
