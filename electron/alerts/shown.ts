/** From what the area knows to what goes over the wire. */
import type { Alert, AlertEvent, AlertSeverity, AlertTold } from '../../shared/api/alerts.ts';
import type { AlertRule, AlertRuleState, AlertTemplate } from '../../shared/api/alert-rules.ts';
import type { Reason, StoredReason } from '../../shared/api/common.ts';
import type { Words } from '../../shared/i18n/index.ts';
import { toTimestamp, toTimestampOrNull } from '../kernel/clock.ts';
import type { Instance } from './engine/board.ts';
import type { Fate } from './ports.ts';
import type { Rule } from './rules/rule.ts';
import type { Template } from './rules/templates.ts';
import type { AlertHappening, AlertRecord } from './store/alert.ts';

/** What a severity is called below `/monitoring/alerts`. */
const levelOf = (severity: AlertSeverity) => (severity === 'critical' ? 'error' : severity);

const showReason = (reason: StoredReason | null, words: Words): Reason | null =>
  reason && { code: reason.code, params: { ...reason.params }, message: words.explain(reason) };

/** What comes along has a name in each language; what somebody made has one. */
function named(
  one: {
    readonly name: string | null;
    readonly description: string | null;
    readonly template: string | null;
  },
  words: Words,
): { name: string; description: string } {
  const of = (part: 'name' | 'description'): string =>
    one[part] ?? (one.template === null ? '' : words.say(`alert_templates.${one.template}.${part}`));
  return { name: of('name'), description: of('description') };
}

/** A rule; `instances` are its own. */
export function showRule(rule: Rule, instances: readonly Instance[], words: Words): AlertRule {
  const { include, exclude, labels, notification_channels, created_at, updated_at, ...fields } = rule;
  return {
    ...fields,
    ...named(rule, words),
    level: levelOf(rule.severity),
    ...{ include: [...include], exclude: [...exclude], labels: { ...labels } },
    notification_channels: [...notification_channels],
    objects: instances.length,
    firing: instances.filter(({ alert_id: id }) => id !== null).length,
    created_at: toTimestamp(created_at),
    updated_at: toTimestamp(updated_at),
  };
}

/** How a rule stands on one object. */
export const showState = ({ series, state, alert_id }: Instance, object_name: string): AlertRuleState => ({
  ...{ object: series.object, object_name, value: series.value, alert_id },
  state: state.phase,
  since: toTimestampOrNull(state.since),
});

/** An alert; `value` is the one of now, where it goes on. */
export function showAlert(alert: AlertRecord, value: number | null, words: Words): Alert {
  const { id, fingerprint, rule_id, severity, state, flapping, metric_name, condition, told } = alert;
  return {
    ...{ id, fingerprint, rule_id, ...named(alert, words), severity, level: levelOf(severity) },
    status: state === 'resolved' ? 'resolved' : 'active',
    ...{ state, flapping, metric_name, condition },
    threshold_value: alert.threshold,
    current_value: value ?? alert.value,
    ...{ object: alert.object, object_name: alert.object_name, labels: { ...alert.labels } },
    cause: showReason(alert.cause, words),
    under: alert.under,
    telling: {
      decision: told.decision,
      reason: showReason(told.reason, words),
      told_at: toTimestampOrNull(told.last_at),
    },
    created_at: toTimestamp(alert.started_at),
    updated_at: toTimestamp(alert.updated_at),
    acknowledged_at: toTimestampOrNull(alert.acknowledged_at),
    acknowledged_by: alert.acknowledged_by,
    resolved_at: toTimestampOrNull(alert.ended_at),
    resolved_by: alert.resolved_by,
    notes: alert.notes,
  };
}

/** Something that happened to it. */
export const showEvent = ({ at, kind, reason, value, actor }: AlertHappening, words: Words): AlertEvent => ({
  ...{ at: toTimestamp(at), kind, value, actor },
  reason: showReason(reason, words),
});

/** Messages about it, or why there is none. */
export function showFate(kind: AlertTold['kind'], { reason, deliveries }: Fate, words: Words): AlertTold[] {
  if (deliveries.length === 0) {
    if (reason === null) return [{ kind, channel: null, status: 'pending', reason: null, at: null }];
    return [{ kind, channel: null, status: 'nobody', reason: showReason(reason, words), at: null }];
  }
  return deliveries.map((one) => ({
    ...{ kind, channel: one.channel_name, status: one.status === 'sending' ? 'pending' : one.status },
    reason: showReason(one.reason, words),
    at: toTimestampOrNull(one.finished_at),
  }));
}

/** A rule that comes along. */
export function showTemplate(
  { id, standard, rule }: Template,
  installed: boolean,
  words: Words,
): AlertTemplate {
  const { name, description } = named({ name: null, description: null, template: id }, words);
  return { id, name, description, rule: { ...rule, id, name }, installed, standard };
}
