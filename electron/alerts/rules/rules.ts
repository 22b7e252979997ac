/** The rules: made, changed, let go. Each change is stored with its audit entry before it is answered. */
import { v7 as uuid } from 'uuid';
import type { AlertRuleChange, NewAlertRule } from '../../../shared/api/alert-rules.ts';
import type { AuditTrail } from '../../kernel/audit.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { UserError } from '../../kernel/errors.ts';
import { createLock } from '../../kernel/lock.ts';
import type { RuleStore } from '../store/rule-store.ts';
import { defineRule, makeRule } from './make.ts';
import type { Rule } from './rule.ts';
import type { Template } from './templates.ts';

/** What the rules stand on. */
export interface RulesDeps {
  readonly store: RuleStore;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly templates: readonly Template[];
  /** Puts other rules into effect, once `work` has stored them; in one transaction. */
  readonly setRules: (rules: readonly Rule[], work: () => Promise<void>) => Promise<void>;
}

/** The rules. */
export interface Rules {
  list(): readonly Rule[];
  /** @throws {UserError} `RESOURCE_NOT_FOUND` */
  get(id: string): Rule;
  /** @throws {UserError} `VALIDATION_ERROR`, `ALERT_RULE_EXISTS`, `ALERT_TOO_MANY_RULES` */
  create(given: NewAlertRule): Promise<Rule>;
  update(id: string, change: AlertRuleChange): Promise<Rule>;
  remove(id: string): Promise<void>;
  /** Makes the rule of a template. @throws {UserError} `RESOURCE_NOT_FOUND` as well */
  install(templateId: string): Promise<Rule>;
}

/** As many as one person can keep in mind. */
const MOST_RULES = 200;

/** Makes the rules of standard templates that were never made here: at the first start all, after an update the new ones. */
export function installStandard(
  { database, store }: { readonly database: Pick<Database, 'transact'>; readonly store: RuleStore },
  templates: readonly Template[],
  now: number,
): Promise<void> {
  return database.transact(async () => {
    const installed = new Set(await store.installed());
    const taken = new Set((await store.all()).map(({ id }) => id));
    for (const { id, standard, rule } of templates) {
      if (!standard || installed.has(id)) continue;
      if (!taken.has(id)) await store.insert(makeRule(rule, { id, template: id, now }));
      await store.setInstalled(id, now);
    }
  });
}

/** The rules over what is stored. */
export function createRules(deps: RulesDeps, stored: readonly Rule[]): Rules {
  const { store, audit, clock, templates, setRules } = deps;
  const inTurn = createLock();
  let rules = stored;

  function find(id: string): Rule {
    const rule = rules.find((one) => one.id === id);
    if (!rule) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'alert_rule' } });
    return rule;
  }

  async function add(rule: Rule, payload: unknown, work: () => Promise<void>): Promise<Rule> {
    if (rules.some(({ id }) => id === rule.id)) {
      throw new UserError('ALERT_RULE_EXISTS', { params: { id: rule.id } });
    }
    if (rules.length >= MOST_RULES) {
      throw new UserError('ALERT_TOO_MANY_RULES', { params: { maximum: MOST_RULES } });
    }
    const next = [...rules, rule];
    const event = { action: 'alert_rule.create', target_id: rule.id, payload };
    await setRules(next, () => audit.with(event, work));
    rules = next;
    return rule;
  }

  return {
    list: () => rules,
    get: find,
    create: (given) =>
      inTurn(() => {
        const { id = uuid(), ...terms } = given;
        const rule = makeRule(terms, { id, template: null, now: clock.now() });
        return add(rule, given, () => store.insert(rule));
      }),
    install: (templateId) =>
      inTurn(() => {
        const template = templates.find(({ id }) => id === templateId);
        if (!template) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'alert_template' } });
        const now = clock.now();
        const rule = makeRule(template.rule, { id: templateId, template: templateId, now });
        return add(rule, { template: templateId }, async () => {
          await store.insert(rule);
          await store.setInstalled(templateId, now);
        });
      }),
    update: (id, change) =>
      inTurn(async () => {
        const before = find(id);
        const { template, revision, created_at } = before;
        const now = clock.now();
        const rule: Rule = {
          ...defineRule(change, before),
          ...{ id, template, created_at, revision: revision + 1, updated_at: now },
        };
        const next = rules.map((one) => (one.id === id ? rule : one));
        const event = { action: 'alert_rule.update', target_id: id, payload: change };
        await setRules(next, () => audit.with(event, () => store.update(rule)));
        rules = next;
        return rule;
      }),
    remove: (id) =>
      inTurn(async () => {
        const { name } = find(id);
        const next = rules.filter((one) => one.id !== id);
        const event = { action: 'alert_rule.delete', target_id: id, payload: { name } };
        await setRules(next, () => audit.with(event, () => store.remove(id)));
        rules = next;
      }),
  };
}
