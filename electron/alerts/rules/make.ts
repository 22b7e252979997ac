/** A rule out of what a caller gives, in either documented form. Pure. */
import type { AlertSeverity } from '../../../shared/api/alerts.ts';
import type { AlertRuleChange, NewAlertRule } from '../../../shared/api/alert-rules.ts';
import { metricNames, type MetricName } from '../../../shared/metric-names.ts';
import { UserError } from '../../kernel/errors.ts';
import { parseCondition, type Condition } from './condition.ts';
import type { Rule } from './rule.ts';

/** What its owner says of a rule. */
export type Definition = Omit<Rule, 'id' | 'template' | 'revision' | 'created_at' | 'updated_at'>;

/** What counts where nothing is said. */
const standard = {
  description: null,
  severity: 'warning',
  enabled: true,
  clear_threshold: null,
  for_seconds: 0,
  keep_firing_seconds: 0,
  after_well: false,
  no_data: 'keep',
  no_data_seconds: 300,
  cooldown_minutes: 5,
  repeat_minutes: 240,
  include: [],
  exclude: [],
  labels: {},
  notification_channels: [],
} as const;

const MOST_SECONDS = 86_400;

function invalid(path: string, keyword = 'invalid', more: Record<string, string> = {}): UserError {
  const params = { path, keyword, ...more };
  return new UserError('VALIDATION_ERROR', { params, details: [params] });
}

const isMetric = (name: string): name is MetricName => (metricNames as readonly string[]).includes(name);

/** One of two places where the same may stand; both only if they agree. */
function either<T>(path: string, written: T | null, given: T | undefined): T | undefined {
  if (written !== null && given !== undefined && written !== given) throw invalid(path);
  return written ?? given;
}

function severityOf({ severity, level }: AlertRuleChange): AlertSeverity | undefined {
  const told = level === 'error' ? 'critical' : level;
  return either('level', told ?? null, severity);
}

/** A clear threshold stands on the good side, or what fires would be well at once. */
function checkClear({ condition, threshold, clear_threshold: clear }: Definition): void {
  if (clear === null) return;
  const isGood = condition.startsWith('>') ? clear <= threshold : clear >= threshold;
  if (!isGood || condition === '==' || condition === '!=') throw invalid('clear_threshold');
}

const parse = (text: string): Condition => {
  const condition = parseCondition(text);
  if (!condition) throw invalid('condition');
  return condition;
};

/**
 * The rule as it is said, over what it was; without that, what is missing is refused or has a standard.
 * @throws {UserError} `VALIDATION_ERROR`
 */
export function defineRule(given: AlertRuleChange, before: Definition | null): Definition {
  const written = given.condition === undefined ? null : parse(given.condition);
  const metric =
    either('metric_name', written?.metric_name ?? null, given.metric_name) ?? before?.metric_name;
  const threshold = either('threshold', written?.threshold ?? null, given.threshold) ?? before?.threshold;
  const condition = written?.operator ?? before?.condition;
  if (metric === undefined) throw invalid('metric_name', 'required');
  if (threshold === undefined) throw invalid('threshold', 'required');
  if (condition === undefined) throw invalid('condition', 'required');
  if (!isMetric(metric)) throw invalid('metric_name', 'metric', { member: metric });
  const wait = either('for_seconds', written?.for_seconds ?? null, given.for_seconds);
  if (wait !== undefined && wait > MOST_SECONDS) throw invalid('condition');

  const severity = severityOf(given);
  const base = before ?? { ...standard, name: null };
  const rule: Definition = {
    name: given.name?.trim() ?? base.name,
    description: given.description ?? base.description,
    metric_name: metric,
    condition,
    threshold,
    severity: severity ?? base.severity,
    enabled: given.enabled ?? base.enabled,
    clear_threshold: given.clear_threshold === undefined ? base.clear_threshold : given.clear_threshold,
    for_seconds: wait ?? base.for_seconds,
    keep_firing_seconds: given.keep_firing_seconds ?? base.keep_firing_seconds,
    after_well: given.after_well ?? base.after_well,
    no_data: given.no_data ?? base.no_data,
    no_data_seconds: given.no_data_seconds ?? base.no_data_seconds,
    cooldown_minutes: given.cooldown_minutes ?? base.cooldown_minutes,
    repeat_minutes: given.repeat_minutes === undefined ? base.repeat_minutes : given.repeat_minutes,
    include: given.include ?? base.include,
    exclude: given.exclude ?? base.exclude,
    labels: given.labels ?? base.labels,
    notification_channels: given.notification_channels ?? base.notification_channels,
  };
  checkClear(rule);
  return rule;
}

/** A new rule. @throws {UserError} `VALIDATION_ERROR` */
export const makeRule = (
  given: Omit<NewAlertRule, 'id' | 'name'> & { readonly name?: string },
  own: { readonly id: string; readonly template: string | null; readonly now: number },
): Rule => ({
  ...defineRule(given, null),
  ...{ id: own.id, template: own.template, revision: 1, created_at: own.now, updated_at: own.now },
});
