/** The table of what the sources came to. */
import { sql, type Kysely } from 'kysely';
import type { Family, Scope } from '../../../shared/api/ddns.ts';
import type { Source } from '../../../shared/api/ddns-hosts.ts';
import type { Database } from '../../kernel/database.ts';
import { inChunks } from '../rows.ts';

/** Kept of each source and family: a line that changes every day is told for more than a year. */
export const KEPT = 500;

/** One change as it is kept; `timestamp` in ms UTC. */
export interface ChangeRow {
  readonly id: string;
  readonly timestamp: number;
  readonly track: string;
  readonly kind: Source['kind'];
  /** Of the source, or of the name that its own device tells; `null` for this machine. */
  readonly origin_id: string | null;
  readonly name: string;
  readonly family: Family;
  readonly address: string;
  readonly previous: string | null;
  readonly reach: Scope;
}

/** One with its end: when the same source came to another address, ms UTC; `null` where it has not. */
export type EndedChange = ChangeRow & { readonly until: number | null };

/** Which part is asked for. */
export interface AddressQuery {
  readonly limit: number;
  readonly offset: number;
  readonly family?: Family | undefined;
  readonly reach?: Scope | undefined;
}

interface Tables {
  ddns_address_changes: ChangeRow;
}

/** Reads and writes; joins the transaction it is called in. */
export type AddressLogStore = ReturnType<typeof createAddressLogStore>;

/** The store over the state database. */
export function createAddressLogStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();
  return {
    /** What each track came to last. */
    async lastAddresses(): Promise<Map<string, string>> {
      const newest = db()
        .selectFrom('ddns_address_changes')
        .select(sql<string>`max(id)`.as('id'))
        .groupBy('track');
      const rows = await db()
        .selectFrom('ddns_address_changes')
        .select(['track', 'address'])
        .where('id', 'in', newest)
        .execute();
      return new Map(rows.map(({ track, address }) => [track, address]));
    },
    /** Adds them, and lets go what is more than {@link KEPT} of a track. */
    async addAddressChanges(rows: readonly ChangeRow[]): Promise<void> {
      await inChunks(rows, (chunk) => db().insertInto('ddns_address_changes').values(chunk).execute());
      for (const track of new Set(rows.map((row) => row.track))) {
        const oldestKept = db()
          .selectFrom('ddns_address_changes')
          .select('id')
          .where('track', '=', track)
          .orderBy('id', 'desc')
          .offset(KEPT - 1)
          .limit(1);
        await db()
          .deleteFrom('ddns_address_changes')
          .where('track', '=', track)
          .where('id', '<', oldestKept)
          .execute();
      }
    },
    /** Newest first. */
    async addressChanges(query: AddressQuery): Promise<{ rows: EndedChange[]; total: number }> {
      const ended = db()
        .selectFrom('ddns_address_changes')
        .selectAll()
        .select(sql<number | null>`lead(timestamp) over (partition by track order by id)`.as('until'));
      let matching = db().selectFrom(ended.as('ended'));
      if (query.family !== undefined) matching = matching.where('family', '=', query.family);
      if (query.reach !== undefined) matching = matching.where('reach', '=', query.reach);
      const { total } = await matching
        .select((builder) => builder.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await matching
        .selectAll()
        .orderBy('id', 'desc')
        .limit(query.limit)
        .offset(query.offset)
        .execute();
      return { rows: [...rows], total };
    },
  };
}
