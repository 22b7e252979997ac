/** The `ddns` area: names that point home. */
import { loadDdnsState } from './state.ts';
import { createDdnsRoutes } from './routes.ts';
import { createDdnsService, type DdnsService, type DdnsServiceDeps } from './service.ts';
import { createDdnsStore } from './store.ts';
import type { Database } from '../kernel/database.ts';
import type { BoundRoute } from '../server/route.ts';

export { ddnsMigrations } from './migrations.ts';
export { createMachine, type Machine } from './machine/index.ts';
export type { AskZone, Zones } from './model.ts';

/** What `app.ts` fills in. */
export type DdnsDeps = Omit<DdnsServiceDeps, 'store' | 'state' | 'transact'> & {
  readonly database: Database;
};

/** The service with its routes. */
export interface Ddns {
  readonly service: DdnsService;
  readonly routes: readonly BoundRoute[];
}

/** Loads the area's tables and makes it; nothing runs until `service.start()`. */
export async function createDdns(deps: DdnsDeps): Promise<Ddns> {
  const store = createDdnsStore(deps.database);
  const state = await loadDdnsState(store);
  const service = await createDdnsService({ ...deps, store, state, transact: deps.database.transact });
  return { service, routes: createDdnsRoutes(service, deps.clock) };
}
