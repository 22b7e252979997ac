/** The tables of this area. Rows come out as the area's own types. */
import type { Kysely } from 'kysely';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family, HistoryResult, Scope, Source, Trigger } from '../../shared/api/ddns.ts';
import type { Database } from '../kernel/database.ts';
import type { FamilyRecord, HistoryRow, StoredHost, Verification } from './model.ts';

/**
 * A write that was decided but may not have happened: stored before the zone is touched, removed together with its
 * history row. What a killed process leaves here is looked up in the zone at the next start.
 */
export interface Operation {
  readonly id: string;
  readonly started_at: number;
  readonly trigger: Trigger;
  readonly kind: 'create' | 'update' | 'delete';
  readonly host_id: string;
  readonly host: string;
  readonly family: Family;
  /** Of the record to change; `null` for one that is to be made. */
  readonly record_id: string | null;
  readonly value: string | null;
  readonly previous: string | null;
  /** Written again though it was right. */
  readonly refreshed: boolean;
}

/** State of the service itself. */
export interface ServiceState {
  readonly last_check: number | null;
  readonly paused_since: number | null;
  readonly paused_until: number | null;
}

interface Tables {
  ddns_hosts: {
    host_id: string;
    name: string;
    families: string;
    scope: Scope;
    ttl: number;
    source: string;
    enabled: number;
    revision: number;
    created_at: number;
    updated_at: number;
  };
  ddns_family_records: {
    host_id: string;
    family: Family;
    record_id: string | null;
    published: string | null;
    verification: Verification;
    verified_at: number | null;
    last_change: number | null;
    failure: string | null;
  };
  ddns_operations: Omit<Operation, 'refreshed'> & { refreshed: number };
  ddns_history: {
    id: string;
    timestamp: number;
    host_id: string;
    host: string;
    family: Family;
    ip: string | null;
    previous_ip: string | null;
    result: HistoryResult;
    trigger: Trigger;
    reason: string | null;
  };
  ddns_service: ServiceState & { id: number };
}

/** Which part of the history is asked for. */
export interface HistoryQuery {
  readonly limit: number;
  readonly offset: number;
  readonly host_id?: string | undefined;
  readonly result?: HistoryResult | undefined;
}

/** Rows of one INSERT: SQLite takes 32,766 parameters at most. */
const ROWS_AT_ONCE = 500;

function toReason(text: string | null): StoredReason | null {
  return text === null ? null : (JSON.parse(text) as StoredReason);
}

function fromReason(reason: StoredReason | null): string | null {
  return reason === null ? null : JSON.stringify(reason);
}

function toRow(host: StoredHost): Tables['ddns_hosts'] {
  return {
    ...host,
    families: JSON.stringify(host.families),
    source: JSON.stringify(host.source),
    enabled: host.enabled ? 1 : 0,
  };
}

/** Reads and writes; joins the transaction it is called in. */
export type DdnsStore = ReturnType<typeof createDdnsStore>;

/** The store over the state database. */
export function createDdnsStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();

  async function inChunks<Row>(
    rows: readonly Row[],
    write: (chunk: Row[]) => Promise<unknown>,
  ): Promise<void> {
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      await write(rows.slice(start, start + ROWS_AT_ONCE));
    }
  }

  return {
    async hosts(): Promise<StoredHost[]> {
      const rows = await db().selectFrom('ddns_hosts').selectAll().orderBy('host_id').execute();
      return rows.map((row) => ({
        ...row,
        families: JSON.parse(row.families) as Family[],
        source: JSON.parse(row.source) as Source,
        enabled: row.enabled === 1,
      }));
    },
    async insertHost(host: StoredHost): Promise<void> {
      await db().insertInto('ddns_hosts').values(toRow(host)).execute();
    },
    async updateHost(host: StoredHost): Promise<void> {
      await db().updateTable('ddns_hosts').set(toRow(host)).where('host_id', '=', host.host_id).execute();
    },
    async deleteHost(hostId: string): Promise<void> {
      await db().deleteFrom('ddns_hosts').where('host_id', '=', hostId).execute();
    },

    async familyRecords(): Promise<FamilyRecord[]> {
      const rows = await db().selectFrom('ddns_family_records').selectAll().execute();
      return rows.map((row) => ({ ...row, failure: toReason(row.failure) }));
    },
    async putFamilyRecords(records: readonly FamilyRecord[]): Promise<void> {
      await inChunks(records, (chunk) =>
        db()
          .replaceInto('ddns_family_records')
          .values(chunk.map((record) => ({ ...record, failure: fromReason(record.failure) })))
          .execute(),
      );
    },

    async operations(): Promise<Operation[]> {
      const rows = await db().selectFrom('ddns_operations').selectAll().orderBy('id').execute();
      return rows.map((row) => ({ ...row, refreshed: row.refreshed === 1 }));
    },
    async addOperations(operations: readonly Operation[]): Promise<void> {
      await inChunks(operations, (chunk) =>
        db()
          .insertInto('ddns_operations')
          .values(chunk.map((operation) => ({ ...operation, refreshed: operation.refreshed ? 1 : 0 })))
          .execute(),
      );
    },
    async clearOperations(): Promise<void> {
      await db().deleteFrom('ddns_operations').execute();
    },

    async addHistory(rows: readonly HistoryRow[]): Promise<void> {
      await inChunks(rows, (chunk) =>
        db()
          .insertInto('ddns_history')
          .values(chunk.map((row) => ({ ...row, reason: fromReason(row.reason) })))
          .execute(),
      );
    },
    async history({
      limit,
      offset,
      host_id,
      result,
    }: HistoryQuery): Promise<{ rows: HistoryRow[]; total: number }> {
      let matching = db().selectFrom('ddns_history');
      if (host_id !== undefined) matching = matching.where('host_id', '=', host_id);
      if (result !== undefined) matching = matching.where('result', '=', result);
      const { total } = await matching
        .select((builder) => builder.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const rows = await matching.selectAll().orderBy('id', 'desc').limit(limit).offset(offset).execute();
      return { rows: rows.map((row) => ({ ...row, reason: toReason(row.reason) })), total };
    },

    /** `null` on the very first start. */
    async service(): Promise<ServiceState | null> {
      const row = await db().selectFrom('ddns_service').selectAll().executeTakeFirst();
      if (!row) return null;
      return { last_check: row.last_check, paused_since: row.paused_since, paused_until: row.paused_until };
    },
    async putService(state: ServiceState): Promise<void> {
      await db()
        .replaceInto('ddns_service')
        .values({ id: 1, ...state })
        .execute();
    },
  };
}
