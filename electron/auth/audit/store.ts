/** The audit log as it is stored. */
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Database } from '../../kernel/database.ts';
import type { AuditRow, Checkpoint, Head } from './chain.ts';

/** Which entries are asked for. `actor` is a name or an id. Times in ms UTC, `until` excluded. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target_type?: string | undefined;
  readonly target_id?: string | undefined;
  readonly result?: string | undefined;
  readonly ip?: string | undefined;
  readonly request_id?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

interface Tables {
  audit_log: AuditRow;
  audit_checkpoints: Checkpoint;
  audit_state: AuditState & { id: number };
}

/** The key of the seals, sealed, and where the chain ends. */
export interface AuditState extends Head {
  readonly sealing_key: Uint8Array;
}

/** Reads and writes; joins the transaction it is called in. */
export type AuditStore = ReturnType<typeof createAuditStore>;

/** The store over the state database. */
export function createAuditStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();

  function matching<O>(
    query: SelectQueryBuilder<Tables, 'audit_log', O>,
    filter: AuditFilter,
  ): SelectQueryBuilder<Tables, 'audit_log', O> {
    const { actor, since, until, action, ...equal } = filter;
    let found = query;
    for (const column of ['target_type', 'target_id', 'result', 'ip', 'request_id'] as const) {
      const wanted = equal[column];
      if (wanted !== undefined) found = found.where(column, '=', wanted);
    }
    if (action !== undefined) {
      // `user.*` is everything that happens to users.
      found = action.endsWith('.*')
        ? found.where('action', '>=', action.slice(0, -1)).where('action', '<', `${action.slice(0, -2)}/`)
        : found.where('action', '=', action);
    }
    if (actor !== undefined) {
      found = found.where((where) => where.or([where('actor_id', '=', actor), where('actor', '=', actor)]));
    }
    if (since !== undefined) found = found.where('created_at', '>=', since);
    if (until !== undefined) found = found.where('created_at', '<', until);
    return found;
  }

  return {
    async state(): Promise<AuditState | undefined> {
      return db()
        .selectFrom('audit_state')
        .select(['sealing_key', 'newest', 'last_seal', 'begun_at', 'mac'])
        .executeTakeFirst();
    },
    async begin(state: AuditState): Promise<void> {
      await db()
        .insertInto('audit_state')
        .values({ id: 1, ...state })
        .execute();
    },
    /** An entry, and the end of the chain after it. */
    async append(row: AuditRow, head: Head): Promise<void> {
      await db().insertInto('audit_log').values(row).execute();
      await db().updateTable('audit_state').set(head).execute();
    },
    /** The newest checkpoint. */
    async checkpoint(): Promise<Checkpoint | undefined> {
      return db().selectFrom('audit_checkpoints').selectAll().orderBy('seq', 'desc').executeTakeFirst();
    },
    /** The last entry from before a moment. */
    async lastBefore(moment: number): Promise<{ seq: number; seal: string } | undefined> {
      return db()
        .selectFrom('audit_log')
        .select(['seq', 'seal'])
        .where('created_at', '<', moment)
        .orderBy('seq', 'desc')
        .executeTakeFirst();
    },
    /** Removes everything up to a checkpoint. Answers how many entries went. */
    async prune(checkpoint: Checkpoint): Promise<number> {
      await db().insertInto('audit_checkpoints').values(checkpoint).execute();
      const { numDeletedRows } = await db()
        .deleteFrom('audit_log')
        .where('seq', '<=', checkpoint.seq)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
    /** In the order in which they were written, from the entry after `seq`. */
    async following(seq: number, limit: number): Promise<AuditRow[]> {
      return db()
        .selectFrom('audit_log')
        .selectAll()
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
    },
    /** The newest first, from the entry before `seq`. */
    async before(filter: AuditFilter, seq: number, limit: number): Promise<AuditRow[]> {
      return matching(db().selectFrom('audit_log'), filter)
        .selectAll()
        .where('seq', '<', seq)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
    },
    /** A page of them, the newest first, and how many there are in all. */
    async list(
      filter: AuditFilter,
      { limit, offset }: { limit: number; offset: number },
    ): Promise<{ rows: AuditRow[]; total: number }> {
      const rows = await matching(db().selectFrom('audit_log'), filter)
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      const { total } = await matching(db().selectFrom('audit_log'), filter)
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { rows, total };
    },
  };
}
