/** What is measured and how much of it there is, as text. Pure. */
import type { Operator } from '../../../shared/api/alerts.ts';
import { metrics, type Metric } from '../../../shared/metric-names.ts';
import type { Say } from '../../page-key.ts';
import { figure } from '../monitoring/figures.ts';
import { spanWords } from './span-text.ts';

/** What is known of a name; of one that this page does not know, that it is a number. */
export const metricOf = (name: string): Metric =>
  (metrics as Readonly<Record<string, Metric | undefined>>)[name] ?? { unit: 'count', of: null };

/** Comparisons as they are printed. */
export const signs: Readonly<Record<Operator, string>> = {
  '>': '>',
  '>=': '≥',
  '<': '<',
  '<=': '≤',
  '==': '=',
  '!=': '≠',
};

/** A value in the unit of its series: "91 %", "1 d", "yes". */
export function valueText(value: number, name: string, language: string, say: Say): string {
  const { unit } = metricOf(name);
  if (unit === 'yes_no' && (value === 0 || value === 1)) return say(value === 1 ? 'alerts.yes' : 'alerts.no');
  return unit === 'seconds' ? spanWords(value, say) : figure(value, unit, language);
}
