/** The tables of this area. Rows come out as the area's own types. */
import type { Kysely } from 'kysely';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Family, HistoryResult, Scope, Source, Trigger } from '../../shared/api/ddns.ts';
import type { Database } from '../kernel/database.ts';
import type { GateState } from './grounds/gate.ts';
import type { FamilyRecord, HistoryRow, Stop, StoredHost, Verification } from './model.ts';
import type { Track } from './sources/hold-down.ts';

/**
 * A write that was decided but may not have happened: stored before the zone is touched, removed together with its
 * history row. What a killed process leaves here is looked up in the zone at the next start.
 */
export interface Operation {
  readonly id: string;
  /** Where it was to be written; `null`: our own zones. */
  readonly account_id: string | null;
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
  /** Seconds that were asked for; `null` where it was left as it stood. Missing from what an older version left. */
  readonly ttl?: number | null;
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
    account_id: string | null;
    families: string;
    scope: Scope;
    /** 0 for none: the column came before the thought that there may be none. */
    ttl: number;
    source: string;
    ipv6_host: string | null;
    enabled: number;
    revision: number;
    created_at: number;
    updated_at: number;
  };
  ddns_family_records: {
    host_id: string;
    family: Family;
    record_id: string | null;
    record_name: string | null;
    published: string | null;
    foreign_ids: string;
    stopped: string | null;
    sent_at: number | null;
    verification: Verification;
    verified_at: number | null;
    last_change: number | null;
    failure: string | null;
  };
  ddns_operations: Omit<Operation, 'refreshed' | 'ttl'> & { refreshed: number; ttl: number | null };
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
  ddns_account_gates: { account_id: string; gate: string };
  ddns_tracks: { track: string; state: string };
  ddns_claims: Claimed;
}

/** What a device said of itself. */
export interface Claimed {
  readonly host_id: string;
  readonly family: Family;
  readonly address: string;
  readonly received_at: number;
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
    ttl: host.ttl ?? 0,
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
        ttl: row.ttl === 0 ? null : row.ttl,
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
    async disown(hostId: string): Promise<void> {
      await db().deleteFrom('ddns_family_records').where('host_id', '=', hostId).execute();
    },
    async deleteHost(hostId: string): Promise<void> {
      await db().deleteFrom('ddns_hosts').where('host_id', '=', hostId).execute();
    },

    async familyRecords(): Promise<FamilyRecord[]> {
      const rows = await db().selectFrom('ddns_family_records').selectAll().execute();
      return rows.map((row) => ({
        ...row,
        foreign_ids: JSON.parse(row.foreign_ids) as string[],
        stopped: row.stopped === null ? null : (JSON.parse(row.stopped) as Stop),
        failure: toReason(row.failure),
      }));
    },
    async putFamilyRecords(records: readonly FamilyRecord[]): Promise<void> {
      await inChunks(records, (chunk) =>
        db()
          .replaceInto('ddns_family_records')
          .values(
            chunk.map((record) => ({
              ...record,
              foreign_ids: JSON.stringify(record.foreign_ids),
              stopped: record.stopped === null ? null : JSON.stringify(record.stopped),
              failure: fromReason(record.failure),
            })),
          )
          .execute(),
      );
    },

    /** Those of one account, or (`null`) of our own zones. */
    async operations(accountId: string | null): Promise<Operation[]> {
      const rows = await db()
        .selectFrom('ddns_operations')
        .selectAll()
        .where('account_id', 'is', accountId)
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, refreshed: row.refreshed === 1 }));
    },
    /** Accounts where the outcome of a write is not known. */
    async unsettled(): Promise<string[]> {
      const rows = await db().selectFrom('ddns_operations').select('account_id').distinct().execute();
      return rows.flatMap(({ account_id: id }) => id ?? []);
    },
    async dropOperations(accountId: string): Promise<void> {
      await db().deleteFrom('ddns_operations').where('account_id', '=', accountId).execute();
    },
    async addOperations(operations: readonly Operation[]): Promise<void> {
      await inChunks(operations, (chunk) =>
        db()
          .insertInto('ddns_operations')
          .values(
            chunk.map((operation) => ({
              ...operation,
              ttl: operation.ttl ?? null,
              refreshed: operation.refreshed ? 1 : 0,
            })),
          )
          .execute(),
      );
    },
    async clearOperations(ids: readonly string[]): Promise<void> {
      await inChunks(ids, (chunk) => db().deleteFrom('ddns_operations').where('id', 'in', chunk).execute());
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

    /** What each account has to wait for. */
    async gates(): Promise<Map<string, GateState>> {
      const rows = await db().selectFrom('ddns_account_gates').selectAll().execute();
      return new Map(rows.map(({ account_id: id, gate }) => [id, JSON.parse(gate) as GateState]));
    },
    async putGate(accountId: string, gate: GateState): Promise<void> {
      await db()
        .replaceInto('ddns_account_gates')
        .values({ account_id: accountId, gate: JSON.stringify(gate) })
        .execute();
    },
    async dropGate(accountId: string): Promise<void> {
      await db().deleteFrom('ddns_account_gates').where('account_id', '=', accountId).execute();
    },

    /** What the members of each source agreed on. */
    async tracks(): Promise<Map<string, Track>> {
      const rows = await db().selectFrom('ddns_tracks').selectAll().execute();
      return new Map(rows.map(({ track, state }) => [track, JSON.parse(state) as Track]));
    },
    async putTracks(tracks: ReadonlyMap<string, Track>): Promise<void> {
      const rows = [...tracks].map(([track, state]) => ({ track, state: JSON.stringify(state) }));
      await inChunks(rows, (chunk) => db().replaceInto('ddns_tracks').values(chunk).execute());
    },

    async claims(): Promise<Claimed[]> {
      return db().selectFrom('ddns_claims').selectAll().execute();
    },
    async putClaim(claim: Claimed): Promise<void> {
      await db().replaceInto('ddns_claims').values(claim).execute();
    },
    async dropClaims(hostId: string): Promise<void> {
      await db().deleteFrom('ddns_claims').where('host_id', '=', hostId).execute();
    },

    /** `null` on the very first start. */
    async service(): Promise<ServiceState | null> {
      const row = await db().selectFrom('ddns_service').selectAll().executeTakeFirst();
      if (!row) return null;
      return { last_check: row.last_check, paused_since: row.paused_since, paused_until: row.paused_until };
    },
    /** What is left out stays as it is: checks and pauses are written by themselves. */
    async putService(change: Partial<ServiceState>): Promise<void> {
      const nothing: ServiceState = { last_check: null, paused_since: null, paused_until: null };
      await db()
        .insertInto('ddns_service')
        .values({ id: 1, ...nothing, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },
  };
}
