/** Makes alert records: when a rule fires on an object, and when that is over. Pure but for ids. */
import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { metrics } from '../../../shared/metric-names.ts';
import type { Described } from '../ports.ts';
import type { Rule } from '../rules/rule.ts';
import type { AlertRecord } from '../store/alert.ts';
import { untold } from '../telling/told.ts';
import type { Instance } from './board.ts';

/** The same whenever a rule fires for an object. */
export const fingerprintOf = (ruleId: string, object: string): string =>
  createHash('sha256').update(`${ruleId}\n${object}`).digest('hex').slice(0, 16);

/** What matchers and routes go by. */
export function labelsOf(rule: Rule, object: string, shown: string): Record<string, string> {
  const { of } = metrics[rule.metric_name];
  return {
    ...rule.labels,
    alertname: rule.name ?? rule.id,
    severity: rule.severity,
    rule: rule.id,
    metric: rule.metric_name,
    ...(of === null || object === '' ? {} : { [of]: shown }),
  };
}

/** What of an alert follows its rule and its object while it goes on. */
export function following({ rule, series }: Instance, { shown, cause }: Described) {
  const { name, description, template, metric_name, condition, threshold, severity } = rule;
  return {
    ...{ name, description, template, metric_name, condition, threshold, severity },
    object_name: shown,
    labels: labelsOf(rule, series.object, shown),
    channels: rule.notification_channels,
    value: series.value,
    cause,
  };
}

/** A new one. `before`: when the one before it was told. */
export function openAlert(
  instance: Instance,
  described: Described,
  {
    at,
    flapping,
    before,
  }: { readonly at: number; readonly flapping: boolean; readonly before: number | null },
): AlertRecord {
  const { rule, series } = instance;
  return {
    id: uuid(),
    fingerprint: fingerprintOf(rule.id, series.object),
    rule_id: rule.id,
    state: 'firing',
    ...following(instance, described),
    object: series.object,
    ...{ flapping, before, under: null, told: untold, started_at: at, updated_at: at, ended_at: null },
    ...{ acknowledged_at: null, acknowledged_by: null, resolved_by: null, notes: null },
  };
}

/** It is over. */
export const closeAlert = (
  alert: AlertRecord,
  at: number,
  by: { readonly actor: string | null; readonly notes: string | null } = { actor: null, notes: null },
): AlertRecord => ({
  ...alert,
  state: 'resolved',
  flapping: false,
  under: null,
  ended_at: at,
  updated_at: at,
  resolved_by: by.actor,
  notes: by.notes ?? alert.notes,
});
