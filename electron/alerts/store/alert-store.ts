/** The tables of alerts and of what happened to them. */
import type { Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Severity } from '../../../shared/notice.ts';
import type { Database } from '../../kernel/database.ts';
import type { Told } from '../telling/told.ts';
import type { AlertFacts, AlertHappening, AlertRecord } from './alert.ts';

interface AlertRow {
  id: string;
  fingerprint: string;
  rule_id: string;
  state: AlertRecord['state'];
  severity: Severity;
  facts: string;
  told: string;
  told_done: number;
  told_at: number | null;
  started_at: number;
  updated_at: number;
  ended_at: number | null;
}

interface Tables {
  alerts: AlertRow;
  alert_events: {
    id: string;
    alert_id: string;
    at: number;
    kind: AlertHappening['kind'];
    reason: string | null;
    value: number | null;
    actor: string | null;
  };
}

/** Of alerts that are looked for. */
export interface AlertSelection {
  readonly states: readonly AlertRecord['state'][];
  readonly severity: Severity | null;
  readonly rule_id: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** Events of one alert that are told. */
const MOST_EVENTS = 500;

function toRow(alert: AlertRecord): AlertRow {
  const { id, fingerprint, rule_id, state, severity, told, started_at, updated_at, ended_at, ...facts } =
    alert;
  return {
    ...{ id, fingerprint, rule_id, state, severity, started_at, updated_at, ended_at },
    facts: JSON.stringify(facts satisfies AlertFacts),
    told: JSON.stringify(told),
    told_done: told.done ? 1 : 0,
    told_at: told.last_at,
  };
}

function fromRow({ facts, told, told_done: _done, told_at: _at, ...row }: AlertRow): AlertRecord {
  return { ...(JSON.parse(facts) as AlertFacts), ...row, told: JSON.parse(told) as Told };
}

/** Reads and writes; joins the transaction it is called in. */
export type AlertStore = ReturnType<typeof createAlertStore>;

/** The store over the state database. */
export function createAlertStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();

  const selected = ({ states, severity, rule_id: ruleId }: AlertSelection) => {
    let query = db().selectFrom('alerts').where('state', 'in', states);
    if (severity !== null) query = query.where('severity', '=', severity);
    if (ruleId !== null) query = query.where('rule_id', '=', ruleId);
    return query;
  };

  return {
    async put(alert: AlertRecord): Promise<void> {
      const row = toRow(alert);
      await db()
        .insertInto('alerts')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
    /** Those that go on, and those of whose end somebody is still to be told. */
    async open(): Promise<AlertRecord[]> {
      const rows = await db()
        .selectFrom('alerts')
        .selectAll()
        .where(({ or, eb }) => or([eb('state', 'in', ['firing', 'acknowledged']), eb('told_done', '=', 0)]))
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
    async get(id: string): Promise<AlertRecord | null> {
      const row = await db().selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },
    /** The newest first. */
    async list(selection: AlertSelection): Promise<{ rows: AlertRecord[]; total: number }> {
      const rows = await selected(selection)
        .selectAll()
        .orderBy('id', 'desc')
        .limit(selection.limit)
        .offset(selection.offset)
        .execute();
      const { count } = await selected(selection)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return { rows: rows.map(fromRow), total: count };
    },
    async total(): Promise<number> {
      const { count } = await db()
        .selectFrom('alerts')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    /** When any alert of the same rule and object was told last. */
    async lastTold(fingerprint: string): Promise<number | null> {
      const row = await db()
        .selectFrom('alerts')
        .select(({ fn }) => fn.max('told_at').as('at'))
        .where('fingerprint', '=', fingerprint)
        .executeTakeFirst();
      return row?.at ?? null;
    },
    async happened({ reason, ...event }: AlertHappening): Promise<void> {
      await db()
        .insertInto('alert_events')
        .values({ id: uuid(), ...event, reason: reason && JSON.stringify(reason) })
        .execute();
    },
    /** In their order; of very many the newest. */
    async events(alertId: string): Promise<AlertHappening[]> {
      const rows = await db()
        .selectFrom('alert_events')
        .selectAll()
        .where('alert_id', '=', alertId)
        .orderBy('id', 'desc')
        .limit(MOST_EVENTS)
        .execute();
      return rows.reverse().map(({ id: _id, reason, ...event }) => ({
        ...event,
        reason: reason === null ? null : (JSON.parse(reason) as StoredReason),
      }));
    },
    /** Forgets what ended before. */
    async prune(before: number): Promise<void> {
      await db().deleteFrom('alerts').where('ended_at', '<', before).where('told_done', '=', 1).execute();
    },
  };
}
