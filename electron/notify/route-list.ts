/** The owner's routes: kept as one list, because what one takes depends on those before it. */
import type { Kysely } from 'kysely';
import type { NotifyRoute, NotifyRoutesChange } from '../../shared/api/notify.ts';
import { standardRoute } from '../../shared/standard-route.ts';
import type { AuditTrail } from '../kernel/audit.ts';
import type { Database } from '../kernel/database.ts';
import { UserError } from '../kernel/errors.ts';
import { createLock } from '../kernel/lock.ts';
import { readRoute, type ReadRoute } from './routing.ts';
import type { NotifyTables } from './rows.ts';

/** The list as it is in force. */
export interface RoutesInForce {
  readonly routes: readonly ReadRoute[];
  /** What becomes of warnings and criticals that no route takes. */
  readonly unmatched: 'all_channels' | 'nobody';
  readonly revision: number;
}

/** The list. A change is stored before it is answered. */
export interface RouteList {
  read(): RoutesInForce;
  /** @throws {UserError} `NOTIFY_CHANNEL_UNKNOWN`, `NOTIFY_MATCHER_INVALID`, `NOTIFY_CHANGED_MEANWHILE` */
  set(change: NotifyRoutesChange): Promise<RoutesInForce>;
  /** Name of the first route that names a channel; `null` for none. */
  routeWith(channelId: string): string | null;
}

/** Loads it; where nobody made routes, everything goes to every channel. */
export async function createRouteList(deps: {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly hasChannel: (channelId: string) => boolean;
}): Promise<RouteList> {
  const { database, audit, hasChannel } = deps;
  const db = (): Kysely<NotifyTables> => database.query<NotifyTables>();
  const inTurn = createLock();

  const row = await db().selectFrom('notify_route_list').selectAll().executeTakeFirst();
  let inForce: RoutesInForce = row
    ? {
        routes: (JSON.parse(row.routes) as NotifyRoute[]).map(readRoute),
        ...{ unmatched: row.unmatched, revision: row.revision },
      }
    : { routes: [], unmatched: 'all_channels', revision: 1 };

  async function set({ routes: given, unmatched, revision }: NotifyRoutesChange): Promise<RoutesInForce> {
    if (revision !== undefined && revision !== inForce.revision)
      throw new UserError('NOTIFY_CHANGED_MEANWHILE');
    const routes: NotifyRoute[] = given.map((one) => ({ ...standardRoute, ...one, name: one.name.trim() }));
    const stranger = routes
      .flatMap((one) => [...one.channels, ...one.fallback])
      .find((id) => !hasChannel(id));
    if (stranger !== undefined) {
      throw new UserError('NOTIFY_CHANNEL_UNKNOWN', { params: { channel: stranger } });
    }
    const next: RoutesInForce = {
      routes: routes.map(readRoute),
      unmatched: unmatched ?? inForce.unmatched,
      revision: inForce.revision + 1,
    };
    const values = { routes: JSON.stringify(routes), unmatched: next.unmatched, revision: next.revision };
    await audit.with({ action: 'notify_routes.update', payload: { routes, unmatched: next.unmatched } }, () =>
      db()
        .insertInto('notify_route_list')
        .values({ id: 1, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute(),
    );
    inForce = next;
    return next;
  }

  return {
    read: () => inForce,
    set: (change) => inTurn(() => set(change)),
    routeWith: (channelId) =>
      inForce.routes.find((one) => [...one.channels, ...one.fallback].includes(channelId))?.name ?? null,
  };
}
