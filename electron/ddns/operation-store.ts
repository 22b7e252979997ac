/** The tables of what is being written and of what was: operations that are open, and the history. */
import type { Kysely } from 'kysely';
import type { Family, HistoryResult, Trigger } from '../../shared/api/ddns.ts';
import type { Database } from '../kernel/database.ts';
import type { HistoryRow } from './model.ts';
import { fromReason, inChunks, toReason } from './rows.ts';

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

/** Which part of the history is asked for. */
export interface HistoryQuery {
  readonly limit: number;
  readonly offset: number;
  readonly host_id?: string | undefined;
  readonly result?: HistoryResult | undefined;
}

interface Tables {
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
}

/** Reads and writes; joins the transaction it is called in. */
export function createOperationStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();

  return {
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
  };
}
