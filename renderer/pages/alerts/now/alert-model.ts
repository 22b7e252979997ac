/** How alerts stand, in what the page shows: the answer at the top, their order, and what would silence one. Pure. */
import type { Alert, AlertSummary } from '../../../../shared/api/alerts.ts';
import type { LabelMatcher } from '../../../../shared/matchers.ts';
import { metrics, type Metric } from '../../../../shared/metric-names.ts';
import type { Mark } from '../../../components/mark.ts';
import type { PageKey } from '../../../page-key.ts';
import { markOf, severities } from '../severity.ts';

/** What nobody has taken note of, the worst and the newest first; then the rest in the same order. */
export function arrange(alerts: readonly Alert[]): readonly Alert[] {
  const rank = ({ state, severity }: Alert): number =>
    (state === 'acknowledged' ? severities.length : 0) + severities.indexOf(severity);
  return alerts.toSorted(
    (one, other) => rank(one) - rank(other) || Date.parse(other.created_at) - Date.parse(one.created_at),
  );
}

/** The sentence at the top of the page. */
export interface Answer {
  readonly mark: Mark;
  readonly text: PageKey;
  readonly params: Readonly<Record<string, string | number>>;
}

/** All of them in one sentence: what needs somebody. */
export function answerOf(alerts: readonly Alert[], { active, acknowledged }: AlertSummary): Answer {
  if (active === 0) return { mark: 'ok', text: 'alerts.answer.none', params: {} };
  const open = active - acknowledged;
  const [worst] = arrange(alerts);
  if (open === 0 || worst === undefined) {
    return { mark: 'paused', text: 'alerts.answer.noted', params: { count: active } };
  }
  const mark = markOf[worst.severity];
  if (open > 1) return { mark, text: 'alerts.answer.many', params: { count: open } };
  const { name, object_name: where } = worst;
  return where === ''
    ? { mark, text: 'alerts.answer.one', params: { name } }
    : { mark, text: 'alerts.answer.one_at', params: { name, where } };
}

/** What picks out this rule on this object, whatever its severity becomes. */
export function matchersOf({ labels, metric_name: metric }: Alert): readonly LabelMatcher[] {
  const { of } = (metrics as Readonly<Record<string, Metric | undefined>>)[metric] ?? { of: null };
  return ['alertname', ...(of === null ? [] : [of])].flatMap((name) => {
    const value = labels[name];
    return value === undefined ? [] : [{ name, operator: '=' as const, value }];
  });
}

/** How long it went on (ms); `null` while it does. */
export const lastedOf = ({ created_at: from, resolved_at: to }: Alert): number | null =>
  to === null ? null : Date.parse(to) - Date.parse(from);
