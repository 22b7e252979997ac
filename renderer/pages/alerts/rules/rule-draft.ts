/** What stands in the form of a rule, and what of it is sent. Pure. */
import type { AlertSeverity, Operator } from '../../../../shared/api/alerts.ts';
import type {
  AlertRule,
  AlertRuleChange,
  AlertRuleTrial,
  NewAlertRule,
  NoData,
} from '../../../../shared/api/alert-rules.ts';
import { metricNames, type MetricUnit } from '../../../../shared/metric-names.ts';
import { metricOf } from '../metric-text.ts';
import { secondsOf, spanText } from '../span-text.ts';

/** The form as it is typed. Spans of time as `span-text.ts` reads them, thresholds in the unit of {@link scaleOf}. */
export interface RuleDraft {
  readonly name: string;
  readonly description: string;
  readonly metric: string;
  readonly condition: Operator;
  readonly threshold: string;
  readonly wait: string;
  readonly severity: AlertSeverity;
  readonly clear: string;
  readonly keep: string;
  readonly noData: NoData;
  readonly noDataAfter: string;
  readonly cooldown: string;
  readonly repeat: string;
  readonly afterWell: boolean;
  /** One a line, like the next two. */
  readonly include: string;
  readonly exclude: string;
  readonly labels: string;
  readonly channels: readonly string[];
}

/** What is wrong with a field. */
export type RuleProblem = 'missing' | 'number' | 'span' | 'clear' | 'label';

const scales: Readonly<Partial<Record<MetricUnit, number>>> = { bytes: 2 ** 30, rate: 1e6, seconds: 3600 };

/** How many of what is measured make one of what is typed: nobody types bytes. */
export const scaleOf = (metric: string): number => scales[metricOf(metric).unit] ?? 1;

const typed = (value: number, metric: string): string =>
  String(Number((value / scaleOf(metric)).toPrecision(12)));

/** The number in the unit that is measured; `null` for what is none. A decimal comma is one, too. */
function measured(text: string, metric: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^-?\d{1,12}(\.\d{1,9})?$/.test(plain) ? Number(plain) * scaleOf(metric) : null;
}

const isYesOrNo = (metric: string): boolean => metricOf(metric).unit === 'yes_no';

/** Whether a threshold has a good side at all. */
export const hasSides = (condition: Operator): boolean => condition !== '==' && condition !== '!=';

/** A new one, about what most people watch. */
export const newDraft: RuleDraft = {
  name: '',
  description: '',
  metric: 'system.memory.usage',
  condition: '>',
  threshold: '90',
  wait: '5m',
  severity: 'warning',
  clear: '',
  keep: '',
  noData: 'keep',
  noDataAfter: '5m',
  cooldown: '5m',
  repeat: '4h',
  afterWell: false,
  include: '',
  exclude: '',
  labels: '',
  channels: [],
};

/** One that exists. */
export function draftOf(rule: AlertRule): RuleDraft {
  const { metric_name: metric, condition, threshold, clear_threshold: clear } = rule;
  // What is not "no" is "yes".
  const isTurned = isYesOrNo(metric) && condition === '!=';
  return {
    ...{ name: rule.name, description: rule.description, metric, severity: rule.severity },
    condition: isTurned ? '==' : condition,
    threshold: typed(isTurned ? 1 - threshold : threshold, metric),
    wait: spanText(rule.for_seconds),
    clear: clear === null ? '' : typed(clear, metric),
    keep: spanText(rule.keep_firing_seconds),
    noData: rule.no_data,
    noDataAfter: spanText(rule.no_data_seconds),
    cooldown: spanText(rule.cooldown_minutes * 60),
    repeat: rule.repeat_minutes === null ? '' : spanText(rule.repeat_minutes * 60),
    afterWell: rule.after_well,
    include: rule.include.join('\n'),
    exclude: rule.exclude.join('\n'),
    labels: Object.entries(rule.labels)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
    channels: rule.notification_channels,
  };
}

/** The same about something else: a threshold in another unit says nothing. */
export function aboutMetric(draft: RuleDraft, metric: string): RuleDraft {
  if (metricOf(metric).unit === metricOf(draft.metric).unit) return { ...draft, metric };
  return isYesOrNo(metric)
    ? { ...draft, metric, condition: '==', threshold: '0', clear: '' }
    : { ...draft, metric, condition: '>', threshold: '', clear: '' };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const label = /^([a-zA-Z_][a-zA-Z0-9_]{0,63})\s*=\s*(.{0,200})$/;

const spans = ['wait', 'keep', 'noDataAfter', 'cooldown', 'repeat'] as const;

/** What is wrong, by field. */
export function problemsOf(draft: RuleDraft): ReadonlyMap<keyof RuleDraft, RuleProblem> {
  const { metric, condition, clear } = draft;
  const threshold = measured(draft.threshold, metric);
  const well = clear.trim() === '' ? null : measured(clear, metric);
  const isBeyond =
    threshold !== null && well !== null && (condition.startsWith('>') ? well > threshold : well < threshold);
  return new Map<keyof RuleDraft, RuleProblem>([
    ...(draft.name.trim() === '' ? ([['name', 'missing']] as const) : []),
    ...(threshold === null ? ([['threshold', 'number']] as const) : []),
    ...(clear.trim() !== '' && well === null ? ([['clear', 'number']] as const) : []),
    ...(hasSides(condition) && isBeyond ? ([['clear', 'clear']] as const) : []),
    ...spans.filter((field) => secondsOf(draft[field]) === null).map((field) => [field, 'span'] as const),
    ...(lines(draft.labels).every((line) => label.test(line)) ? [] : ([['labels', 'label']] as const)),
  ]);
}

const minutes = (text: string): number => Math.round((secondsOf(text) ?? 0) / 60);

/** A new rule from what was typed, where {@link problemsOf} has nothing to say. */
export function newRuleOf(draft: RuleDraft): NewAlertRule {
  const { metric, condition, clear } = draft;
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    metric_name: metric,
    condition,
    threshold: measured(draft.threshold, metric) ?? 0,
    severity: draft.severity,
    for_seconds: secondsOf(draft.wait) ?? 0,
    clear_threshold: clear.trim() === '' || !hasSides(condition) ? null : measured(clear, metric),
    keep_firing_seconds: secondsOf(draft.keep) ?? 0,
    after_well: draft.afterWell,
    no_data: draft.noData,
    no_data_seconds: secondsOf(draft.noDataAfter) ?? 0,
    cooldown_minutes: minutes(draft.cooldown),
    repeat_minutes: draft.repeat.trim() === '' ? null : minutes(draft.repeat),
    include: lines(draft.include),
    exclude: lines(draft.exclude),
    labels: Object.fromEntries(
      lines(draft.labels).map((line) => {
        const [, name = '', value = ''] = label.exec(line) ?? [];
        return [name, value];
      }),
    ),
    notification_channels: [...draft.channels],
  };
}

/** Only what differs from how the form was filled: a name that nobody touched stays in every language. */
export function ruleChangeOf(rule: AlertRule, draft: RuleDraft): AlertRuleChange {
  const before = Object.entries(newRuleOf(draftOf(rule)));
  const after: Readonly<Record<string, unknown>> = newRuleOf(draft);
  const differing = before.filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(after[field]));
  return Object.fromEntries(differing.map(([field]) => [field, after[field]]));
}

/** What is tried on what was measured; `null` where it cannot be read. It needs no name yet. */
export function trialOf(draft: RuleDraft, hours: number): AlertRuleTrial | null {
  if ([...problemsOf(draft).keys()].some((field) => field !== 'name')) return null;
  const { name, ...rule } = newRuleOf(draft);
  return { ...rule, ...(name === '' ? {} : { name }), hours };
}

/** What can be looked at, what is measured here first. */
export function metricChoices(kept: ReadonlySet<string>): {
  readonly here: readonly string[];
  readonly elsewhere: readonly string[];
} {
  return {
    here: metricNames.filter((name) => kept.has(name)),
    elsewhere: metricNames.filter((name) => !kept.has(name)),
  };
}
