/** Operations on alerts and their rules. */
import { alertRoutes } from '../../shared/api/alerts-routes.ts';
import type { Alert, AlertSummary } from '../../shared/api/alerts.ts';
import type { AlertRuleTrial, NewAlertRule } from '../../shared/api/alert-rules.ts';
import { pageOf, paginate } from '../../shared/api/common.ts';
import type { Words } from '../../shared/i18n/index.ts';
import type { AuditEvent, AuditTrail } from '../kernel/audit.ts';
import type { Clock } from '../kernel/clock.ts';
import { UserError } from '../kernel/errors.ts';
import { implement, type AnswerOf, type BoundRoute } from '../server/route.ts';
import type { Instance } from './engine/board.ts';
import type { Word } from './engine/acts.ts';
import type { Engine } from './engine/engine.ts';
import type { Measurements, Outbox } from './ports.ts';
import type { Rules } from './rules/rules.ts';
import type { Rule } from './rules/rule.ts';
import type { Template } from './rules/templates.ts';
import { keysOf } from './telling/notice.ts';
import { showEvent, showFate, showRule, showState, showTemplate } from './shown.ts';
import type { AlertRecord } from './store/alert.ts';
import type { AlertStore } from './store/alert-store.ts';
import type { createPreview } from './preview.ts';

/** What the operations stand on. */
export interface AlertRoutesDeps {
  readonly engine: Engine;
  readonly show: (alert: AlertRecord, words: Words) => Alert;
  readonly rules: Rules;
  readonly store: AlertStore;
  readonly templates: readonly Template[];
  readonly preview: ReturnType<typeof createPreview>;
  readonly measurements: Pick<Measurements, 'chart'>;
  readonly outbox: Pick<Outbox, 'deliveriesOf'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly counts: () => Omit<AlertSummary, 'total'>;
}

const HOUR = 3600_000;
/** Of the series around an alert. */
const [BEFORE, AFTER, POINTS] = [HOUR, HOUR / 2, 300];

const states = {
  active: ['firing', 'acknowledged'],
  firing: ['firing'],
  acknowledged: ['acknowledged'],
  resolved: ['resolved'],
  all: ['firing', 'acknowledged', 'resolved'],
} as const;

/** Makes them. */
export function createAlertRoutes(deps: AlertRoutesDeps): BoundRoute[] {
  const { engine, show, rules, store, templates, preview, measurements, outbox, audit, clock, counts } = deps;

  const instancesOf = (id: string): Instance[] =>
    [...engine.board.instances()].filter(({ rule }) => rule.id === id);
  const told = (rule: Rule, words: Words) => showRule(rule, instancesOf(rule.id), words);

  async function find(id: string): Promise<AlertRecord> {
    const alert = await store.get(id);
    if (!alert) throw new UserError('RESOURCE_NOT_FOUND', { params: { kind: 'alert' } });
    return alert;
  }

  const create = async ({ body, words }: { readonly body: NewAlertRule; readonly words: Words }) => ({
    data: told(await rules.create(body), words),
  });

  async function history(id: string, words: Words): Promise<AnswerOf<typeof alertRoutes.getAlertHistory>> {
    const alert = await find(id);
    const { metric_name: name, object, started_at: start, ended_at: end } = alert;
    const now = clock.now();
    const to = Math.max(start, Math.min(now, (end ?? now) + AFTER)) + 1;
    const chart = await measurements.chart([{ name, object }], { from: start - BEFORE, to, most: POINTS });
    const isEmpty = chart.series.every(({ at }) => at.length === 0);
    const events = await store.events(id);
    const keys = new Map(keysOf(alert).map(([kind, key]) => [key, kind]));
    const fates = await outbox.deliveriesOf([...keys.keys()]);
    return {
      data: {
        alert: show(alert, words),
        events: events.map((event) => showEvent(event, words)),
        messages: fates.flatMap((fate) => showFate(keys.get(fate.key) ?? 'firing', fate, words)),
        series: isEmpty ? null : chart,
      },
      ...(isEmpty
        ? { unavailable: [{ path: 'series', reason: { code: 'ALERT_NO_SERIES', params: {} } }] }
        : {}),
    };
  }

  const entry = (action: string, id: string, payload: unknown): AuditEvent => ({
    ...{ action, target_id: id, payload },
  });
  const word = (caller: { readonly username: string }, notes: string | undefined): Word => ({
    actor: caller.username,
    notes: notes?.trim() || null,
  });

  return implement(alertRoutes, {
    async listAlerts({ query, words }) {
      const position = pageOf(query, 100);
      const { status = 'active', severity = null, rule_id: ruleId = null } = query;
      const selection = { states: states[status], severity, rule_id: ruleId, ...position };
      const { rows, total } = await store.list(selection);
      return {
        data: {
          alerts: rows.map((alert) => show(alert, words)),
          count: rows.length,
          summary: { total: await store.total(), ...counts() },
        },
        pagination: paginate(position, total),
      };
    },
    listActiveAlerts: ({ words }) => ({
      data: engine
        .open()
        .filter(({ state }) => state !== 'resolved')
        .map((alert) => show(alert, words))
        .reverse(),
    }),
    listAlertRules({ words }) {
      const byRule = Map.groupBy(engine.board.instances(), ({ rule }) => rule.id);
      const shown = rules.list().map((rule) => showRule(rule, byRule.get(rule.id) ?? [], words));
      return { data: { rules: shown, count: shown.length } };
    },
    createAlertRule: create,
    createMonitoringAlertRule: create,
    previewAlertRule: async ({ body }: { readonly body: AlertRuleTrial }) => ({ data: await preview(body) }),
    getAlertRule: ({ params, words }) => ({ data: told(rules.get(params.rule_id), words) }),
    getAlertRuleStates({ params }) {
      const { id } = rules.get(params.rule_id);
      const shown = instancesOf(id).map((instance) =>
        showState(instance, engine.board.describe(instance.series).shown),
      );
      return { data: { states: shown, count: shown.length } };
    },
    updateAlertRule: async ({ params, body, words }) => ({
      data: told(await rules.update(params.rule_id, body), words),
    }),
    async deleteAlertRule({ params }) {
      await rules.remove(params.rule_id);
      return { data: { rule_id: params.rule_id } };
    },
    listAlertTemplates({ words }) {
      const ids = new Set(rules.list().map(({ id }) => id));
      const shown = templates.map((template) => showTemplate(template, ids.has(template.id), words));
      return { data: { templates: shown, count: shown.length } };
    },
    installAlertTemplate: async ({ params, words }) => ({
      data: told(await rules.install(params.template_id), words),
    }),
    getAlert: async ({ params, words }) => ({ data: show(await find(params.alert_id), words) }),
    getAlertHistory: ({ params, words }) => history(params.alert_id, words),
    async acknowledgeAlert({ params, body, caller, words }) {
      const id = params.alert_id;
      const event = entry('alert.acknowledge', id, body);
      const alert = await engine.acknowledge(id, word(caller, body.notes), () => audit.record(event));
      return { data: show(alert, words) };
    },
    async resolveAlert({ params, body, caller, words }) {
      const id = params.alert_id;
      const event = entry('alert.resolve', id, body);
      const alert = await engine.resolve(id, word(caller, body.resolution_notes), () => audit.record(event));
      return { data: show(alert, words) };
    },
  });
}
