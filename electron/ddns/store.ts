/** All the tables of this area. Rows come out as the area's own types. */
import type { Database } from '../kernel/database.ts';
import { createHostStore } from './host-store.ts';
import { createOperationStore } from './operation-store.ts';
import { createServiceStore } from './service-store.ts';

/** Reads and writes; joins the transaction it is called in. */
export type DdnsStore = ReturnType<typeof createDdnsStore>;

/** The store over the state database. */
export function createDdnsStore(database: Database) {
  return {
    ...createHostStore(database),
    ...createOperationStore(database),
    ...createServiceStore(database),
  };
}
