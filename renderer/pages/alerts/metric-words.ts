/** What is measured, how much of it there is, and what a rule asks of it, in the chosen language. */
import { useCallback, useMemo } from 'react';
import type { AlertRule } from '../../../shared/api/alert-rules.ts';
import { useLanguage, useLookUp, useSay } from '../../i18n.ts';
import { metricOf, signs, valueText } from './metric-text.ts';
import { spanWords } from './span-text.ts';

/** Words for series. */
export interface MetricWords {
  readonly nameOf: (metric: string) => string;
  readonly valueOf: (value: number, metric: string) => string;
  /** "> 90 %"; empty where a value is well or not by itself. */
  readonly askedOf: (rule: Asked) => string;
  /** "File system in use > 90 %, for 5 min". */
  readonly conditionOf: (rule: Asked & { readonly for_seconds?: number }) => string;
}

type Asked = Pick<AlertRule, 'metric_name' | 'condition' | 'threshold'>;

/** {@link MetricWords} in the chosen language. */
export function useMetricWords(): MetricWords {
  const say = useSay();
  const lookUp = useLookUp();
  const { language } = useLanguage();
  const nameOf = useCallback((metric: string) => lookUp(`metrics.${metric}`, metric), [lookUp]);
  return useMemo(() => {
    const valueOf = (value: number, metric: string) => valueText(value, metric, language, say);
    const isYesOrNo = (metric: string): boolean => metricOf(metric).unit === 'yes_no';
    const askedOf = ({ metric_name: metric, condition, threshold }: Asked): string =>
      isYesOrNo(metric) ? '' : `${signs[condition]} ${valueOf(threshold, metric)}`;
    return {
      nameOf,
      valueOf,
      askedOf,
      conditionOf({ for_seconds: wait = 0, ...rule }) {
        const { metric_name: metric, condition, threshold } = rule;
        const name = nameOf(metric);
        // Whoever is asked for what is not "no" means "yes".
        const wanted = condition === '!=' ? 1 - threshold : threshold;
        const asked = isYesOrNo(metric)
          ? say('alerts.is', { name, value: valueOf(wanted, metric) })
          : `${name} ${askedOf(rule)}`;
        return wait === 0 ? asked : say('alerts.lasting', { asked, span: spanWords(wait, say) });
      },
    };
  }, [language, nameOf, say]);
}
