/** The tables of rules and of how they stand on each object. */
import type { Kysely } from 'kysely';
import type { Database } from '../../kernel/database.ts';
import type { State } from '../engine/step.ts';
import type { Definition } from '../rules/make.ts';
import type { Rule } from '../rules/rule.ts';

interface RuleRow {
  id: string;
  definition: string;
  template: string | null;
  revision: number;
  created_at: number;
  updated_at: number;
}

interface Tables {
  alert_rules: RuleRow;
  alert_templates: { id: string; installed_at: number };
  alert_states: { rule_id: string; object: string; state: string; saved_at: number };
}

/** How a rule stood on an object, and when that was written (ms UTC). */
export interface KeptState {
  readonly rule_id: string;
  readonly object: string;
  readonly state: State;
  readonly saved_at: number;
}

function toRow({ id, template, revision, created_at, updated_at, ...definition }: Rule): RuleRow {
  const text = JSON.stringify(definition satisfies Definition);
  return { id, definition: text, template, revision, created_at, updated_at };
}

const fromRow = ({ definition, ...row }: RuleRow): Rule => ({
  ...(JSON.parse(definition) as Definition),
  ...row,
});

/** Reads and writes; joins the transaction it is called in. */
export type RuleStore = ReturnType<typeof createRuleStore>;

/** The store over the state database. */
export function createRuleStore(database: Database) {
  const db = (): Kysely<Tables> => database.query<Tables>();
  return {
    async all(): Promise<Rule[]> {
      const rows = await db()
        .selectFrom('alert_rules')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(fromRow);
    },
    async insert(rule: Rule): Promise<void> {
      await db().insertInto('alert_rules').values(toRow(rule)).execute();
    },
    async update(rule: Rule): Promise<void> {
      await db().updateTable('alert_rules').set(toRow(rule)).where('id', '=', rule.id).execute();
    },
    async remove(id: string): Promise<void> {
      await db().deleteFrom('alert_rules').where('id', '=', id).execute();
    },
    /** Ids of templates whose rule was made once. */
    async installed(): Promise<string[]> {
      const rows = await db().selectFrom('alert_templates').select('id').execute();
      return rows.map(({ id }) => id);
    },
    async setInstalled(id: string, at: number): Promise<void> {
      await db()
        .insertInto('alert_templates')
        .values({ id, installed_at: at })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },
    async states(): Promise<KeptState[]> {
      const rows = await db().selectFrom('alert_states').selectAll().execute();
      return rows.map(({ state, ...row }) => ({ ...row, state: JSON.parse(state) as State }));
    },
    async putState({ rule_id: ruleId, object, state, saved_at: at }: KeptState): Promise<void> {
      const row = { rule_id: ruleId, object, state: JSON.stringify(state), saved_at: at };
      await db()
        .insertInto('alert_states')
        .values(row)
        .onConflict((conflict) => conflict.columns(['rule_id', 'object']).doUpdateSet(row))
        .execute();
    },
    async removeState(ruleId: string, object: string): Promise<void> {
      await db()
        .deleteFrom('alert_states')
        .where('rule_id', '=', ruleId)
        .where('object', '=', object)
        .execute();
    },
  };
}
