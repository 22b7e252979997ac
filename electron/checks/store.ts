/** The tables of checks: what they are, how they stand, and when that changed. */
import type { Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { CheckStatus } from '../../shared/api/checks.ts';
import type { StoredReason } from '../../shared/api/common.ts';
import type { Database } from '../kernel/database.ts';
import { fresh, type Standing } from './decide.ts';
import type { StoredCheck } from './model.ts';
import type { UplinkState } from './uplink.ts';

/** A change of how a check stands. Time in ms UTC. */
export interface Transition {
  readonly at: number;
  readonly from: CheckStatus;
  readonly to: CheckStatus;
  readonly reason: StoredReason | null;
}

interface CheckRow {
  check_id: string;
  name: string;
  kind: StoredCheck['kind'];
  config: string;
  enabled: number;
  interval_seconds: number;
  timeout_seconds: number;
  retries: number;
  retry_interval_seconds: number;
  recovery_successes: number;
  token_hash: string | null;
  settled: Standing['settled'];
  since: number | null;
  reason: string | null;
  revision: number;
  created_at: number;
  updated_at: number;
}

interface Tables {
  checks: CheckRow;
  check_transitions: {
    id: string;
    check_id: string;
    at: number;
    from_status: CheckStatus;
    to_status: CheckStatus;
    reason: string | null;
  };
  check_uplink: { id: number; up: number; since: number };
}

/** Changes of one check that are kept; the oldest go first. */
const MOST_TRANSITIONS = 500;

const asJson = (reason: StoredReason | null): string | null => reason && JSON.stringify(reason);
const asReason = (text: string | null): StoredReason | null =>
  text === null ? null : (JSON.parse(text) as StoredReason);

type Told = Omit<CheckRow, 'settled' | 'since' | 'reason'>;

const toRow = (check: StoredCheck): Told => ({
  ...check,
  config: JSON.stringify(check.config),
  enabled: check.enabled ? 1 : 0,
});

function fromRow({ settled, since, reason, ...row }: CheckRow): { check: StoredCheck; standing: Standing } {
  // The kind says what its config is: both were checked before they were stored.
  const check = {
    ...row,
    config: JSON.parse(row.config) as unknown,
    enabled: row.enabled === 1,
  } as StoredCheck;
  return { check, standing: { ...fresh, settled, since, reason: asReason(reason) } };
}

/** Reads and writes; joins the transaction it is called in. */
export type CheckStore = ReturnType<typeof createCheckStore>;

/** The store over the state database. */
export function createCheckStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();
  return {
    async all(): Promise<{ check: StoredCheck; standing: Standing }[]> {
      const rows = await db().selectFrom('checks').selectAll().orderBy('check_id').execute();
      return rows.map(fromRow);
    },
    async insert(check: StoredCheck): Promise<void> {
      const standing = { settled: fresh.settled, since: null, reason: null };
      await db()
        .insertInto('checks')
        .values({ ...toRow(check), ...standing })
        .execute();
    },
    async update(check: StoredCheck): Promise<void> {
      await db().updateTable('checks').set(toRow(check)).where('check_id', '=', check.check_id).execute();
    },
    async remove(checkId: string): Promise<void> {
      await db().deleteFrom('checks').where('check_id', '=', checkId).execute();
    },
    /** How it stands now, and what it was before: together. */
    settle(checkId: string, { settled, since, reason }: Standing, transition: Transition): Promise<void> {
      return database.transact(async () => {
        await db()
          .updateTable('checks')
          .set({ settled, since, reason: asJson(reason) })
          .where('check_id', '=', checkId)
          .execute();
        const { at, from, to } = transition;
        const row = { id: uuid(), check_id: checkId, at, from_status: from, to_status: to };
        await db()
          .insertInto('check_transitions')
          .values({ ...row, reason: asJson(transition.reason) })
          .execute();
        const last = await db()
          .selectFrom('check_transitions')
          .select('id')
          .where('check_id', '=', checkId)
          .orderBy('id', 'desc')
          .offset(MOST_TRANSITIONS)
          .limit(1)
          .executeTakeFirst();
        if (!last) return;
        await db()
          .deleteFrom('check_transitions')
          .where('check_id', '=', checkId)
          .where('id', '<=', last.id)
          .execute();
      });
    },
    async transitions(
      checkId: string,
      { limit, offset }: { readonly limit: number; readonly offset: number },
    ): Promise<{ rows: Transition[]; total: number }> {
      const rows = await db()
        .selectFrom('check_transitions')
        .selectAll()
        .where('check_id', '=', checkId)
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute();
      const { count } = await db()
        .selectFrom('check_transitions')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('check_id', '=', checkId)
        .executeTakeFirstOrThrow();
      return {
        rows: rows.map(({ at, from_status: from, to_status: to, reason }) => ({
          at,
          from,
          to,
          reason: asReason(reason),
        })),
        total: count,
      };
    },
    async uplink(): Promise<UplinkState | null> {
      const row = await db().selectFrom('check_uplink').selectAll().executeTakeFirst();
      return row ? { up: row.up === 1, since: row.since, checked_at: null } : null;
    },
    async saveUplink({ up, since }: UplinkState): Promise<void> {
      const row = { up: up === true ? 1 : 0, since: since ?? 0 };
      await db()
        .insertInto('check_uplink')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
  };
}
