/** How rules stand, in what the page shows. Pure. */
import type { AlertRule, AlertRuleState } from '../../../../shared/api/alert-rules.ts';
import type { Mark } from '../../../components/mark.ts';
import { markOf, severities } from '../severity.ts';

/** What a rule does now: it fires, looks and finds nothing, has nothing to look at, or is off. */
export type Standing = 'firing' | 'quiet' | 'idle' | 'off';

/** {@link Standing} of a rule. */
export function standingOf({ enabled, firing, objects }: AlertRule): Standing {
  if (!enabled) return 'off';
  if (firing > 0) return 'firing';
  return objects === 0 ? 'idle' : 'quiet';
}

/** The mark of a rule. */
export function markOfRule(rule: AlertRule): Mark {
  const standing = standingOf(rule);
  if (standing === 'firing') return markOf[rule.severity];
  return standing === 'quiet' ? 'ok' : standing === 'off' ? 'paused' : 'unknown';
}

const order: readonly Standing[] = ['firing', 'quiet', 'idle', 'off'];

/** What fires first, the worst of it; then what looks, what has nothing to look at, what is off; each by name. */
export function arrange(rules: readonly AlertRule[]): readonly AlertRule[] {
  const rank = (rule: AlertRule): number =>
    order.indexOf(standingOf(rule)) * severities.length + severities.indexOf(rule.severity);
  return rules.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

/** Those whose name, description or series holds the text. */
export function found(rules: readonly AlertRule[], text: string): readonly AlertRule[] {
  const wanted = text.trim().toLowerCase();
  return rules.filter(({ name, description, metric_name: metric }) =>
    [name, description, metric].some((one) => one.toLowerCase().includes(wanted)),
  );
}

/** The mark of one object. */
export function markOfState({ state, value }: AlertRuleState, { severity }: AlertRule): Mark {
  if (state === 'firing') return markOf[severity];
  if (state === 'acknowledged') return 'paused';
  if (state === 'pending') return 'working';
  return value === null ? 'unknown' : 'ok';
}

const urgency: readonly AlertRuleState['state'][] = ['firing', 'acknowledged', 'pending', 'inactive'];

/** What needs somebody first. */
export const byUrgency = (states: readonly AlertRuleState[]): readonly AlertRuleState[] =>
  states.toSorted((one, other) => urgency.indexOf(one.state) - urgency.indexOf(other.state));
