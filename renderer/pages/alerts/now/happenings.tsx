/** What happened to an alert, the newest first, each with its reason. */
import type { Alert, AlertEvent } from '../../../../shared/api/alerts.ts';
import type { Mark } from '../../../components/mark.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact } from '../../../times.ts';
import style from '../alerts.module.css';
import { useMetricWords } from '../metric-words.ts';
import { markOf } from '../severity.ts';

const marks: Readonly<Record<Exclude<AlertEvent['kind'], 'firing'>, Mark>> = {
  flapping: 'needs_adoption',
  acknowledged: 'paused',
  resolved: 'ok',
  sent: 'working',
  deferred: 'unknown',
  held: 'unknown',
};

interface HappeningsProps {
  readonly alert: Alert;
  /** The oldest first. */
  readonly events: readonly AlertEvent[];
}

/** The list. */
export function Happenings({ alert, events }: HappeningsProps) {
  const say = useSay();
  const { language } = useLanguage();
  const { valueOf } = useMetricWords();
  return (
    <ul className={style.happenings}>
      {events.toReversed().map(({ at, kind, reason, value, actor }) => (
        <li key={`${at} ${kind}`}>
          <StateMark state={kind === 'firing' ? markOf[alert.severity] : marks[kind]} silent />
          <span>
            {say(`alerts.events.${kind}`)}
            {value !== null && say('alerts.events.with', { value: valueOf(value, alert.metric_name) })}
            {actor !== null && say('alerts.events.by', { actor })}
            {reason !== null && say('alerts.events.because', { reason: reason.message })}
          </span>
          <time dateTime={at}>{exact(Date.parse(at), language)}</time>
        </li>
      ))}
    </ul>
  );
}
