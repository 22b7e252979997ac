/** How a run went, in one line: the outcome, how long it took, how long the certificate lasts, and why it is not well. */
import type { CheckResult } from '../../../../shared/api/checks.ts';
import { useSay } from '../../../i18n.ts';
import { troubleOf } from './check-model.ts';

/** The line. */
export function RunWords({ result }: { readonly result: CheckResult }) {
  const say = useSay();
  const { outcome, latency_ms: latency, certificate_days: days } = result;
  return [
    say(`checks.outcome.${outcome}`),
    ...(latency === null ? [] : [say('time.ms', { count: Math.round(latency) })]),
    ...(days === null ? [] : [say('checks.certificate', { days })]),
    ...troubleOf(result),
  ].join(' · ');
}
