/** The zones in the state database. */
import type { Database } from '../kernel/database.ts';
import type { DnsRecord } from './records.ts';

interface ZoneRow {
  name: string;
  serial: number;
  created_at: number;
}

/** Tables of this area. */
export interface DnsTables {
  dns_zones: ZoneRow;
  dns_records: DnsRecord;
}

/** Reads and writes zones and records. All verbs join the caller's transaction. */
export interface DnsStore {
  /** Serials by zone, of all zones or of those named. */
  serials(zones?: Iterable<string>): Promise<Map<string, number>>;
  addZone(zone: ZoneRow): Promise<void>;
  setSerial(zone: string, serial: number): Promise<void>;
  allRecords(): Promise<DnsRecord[]>;
  recordsById(ids: Iterable<string>): Promise<DnsRecord[]>;
  recordsAt(names: Iterable<string>): Promise<DnsRecord[]>;
  count(zone: string): Promise<number>;
  /** Inserts, or replaces by id. */
  put(records: readonly DnsRecord[]): Promise<void>;
  remove(records: readonly DnsRecord[]): Promise<void>;
}

/** Rows or parameters in one statement: few round trips, and far below SQLite's 32,766 parameters. */
const CHUNK = 500;

function* chunks<T>(items: Iterable<T>): Generator<T[]> {
  const all = [...items];
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK);
}

/** The store over a database. */
export function createDnsStore(database: Database): DnsStore {
  const query = () => database.query<DnsTables>();

  async function recordsWhere(column: 'record_id' | 'name', values: Iterable<string>): Promise<DnsRecord[]> {
    const found: DnsRecord[] = [];
    for (const some of chunks(values)) {
      found.push(
        ...(await query().selectFrom('dns_records').selectAll().where(column, 'in', some).execute()),
      );
    }
    return found;
  }

  return {
    async serials(zones) {
      let select = query().selectFrom('dns_zones').select(['name', 'serial']);
      if (zones) select = select.where('name', 'in', [...zones]);
      return new Map((await select.execute()).map((row) => [row.name, row.serial]));
    },
    async addZone(zone) {
      await query().insertInto('dns_zones').values(zone).execute();
    },
    async setSerial(zone, serial) {
      await query().updateTable('dns_zones').set({ serial }).where('name', '=', zone).execute();
    },
    allRecords: () => query().selectFrom('dns_records').selectAll().execute(),
    recordsById: (ids) => recordsWhere('record_id', ids),
    recordsAt: (names) => recordsWhere('name', names),
    async count(zone) {
      const { count } = await query()
        .selectFrom('dns_records')
        .select((expression) => expression.fn.countAll<number>().as('count'))
        .where('zone', '=', zone)
        .executeTakeFirstOrThrow();
      return count;
    },
    async put(records) {
      for (const some of chunks(records)) {
        await query()
          .insertInto('dns_records')
          .values(some)
          .onConflict((conflict) =>
            conflict.column('record_id').doUpdateSet((row) => ({
              zone: row.ref('excluded.zone'),
              name: row.ref('excluded.name'),
              type: row.ref('excluded.type'),
              value: row.ref('excluded.value'),
              ttl: row.ref('excluded.ttl'),
              updated_at: row.ref('excluded.updated_at'),
            })),
          )
          .execute();
      }
    },
    async remove(records) {
      for (const some of chunks(records.map((record) => record.record_id))) {
        await query().deleteFrom('dns_records').where('record_id', 'in', some).execute();
      }
    },
  };
}
