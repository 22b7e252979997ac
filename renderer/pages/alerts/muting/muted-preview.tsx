/** What would be muted by what stands in a form, and when. */
import type { MutingTrial } from '../../../../shared/api/muting.ts';
import { useMutingPreview } from '../../../api/muting-queries.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { useSettled } from '../../../components/use-narrowing.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import alerts from '../alerts.module.css';
import { markOf } from '../severity.ts';
import style from './muting.module.css';
import { windowText } from './window-text.ts';

/** Below the form; `null` where it is not whole yet. */
export function MutedPreview({ trial }: { readonly trial: MutingTrial | null }) {
  const say = useSay();
  const { language } = useLanguage();
  const settled = useSettled(JSON.stringify(trial));
  const { data, error } = useMutingPreview(JSON.parse(settled) as MutingTrial | null);
  return (
    <section className={style.preview} aria-label={say('alerts.preview.muted')} aria-live="polite">
      <h3>{say('alerts.preview.muted')}</h3>
      {trial === null ? (
        <p className={alerts.under}>{say('alerts.preview.not_whole')}</p>
      ) : error !== null ? (
        <ErrorNotice error={error} />
      ) : (
        data !== undefined && (
          <>
            <p>{say('alerts.preview.count', { number: data.count, active: data.active })}</p>
            <ul className={alerts.happenings}>
              {data.alerts.map(({ alert_id: id, severity, labels, muted }) => (
                <li key={id}>
                  <StateMark state={markOf[severity]} silent />
                  <span>
                    {labels['alertname']}{' '}
                    <span className={alerts.asked}>
                      {Object.entries(labels)
                        .filter(([name]) => !['alertname', 'severity', 'rule', 'metric'].includes(name))
                        .map(([, value]) => value)
                        .join(' ')}
                      {muted !== null && ` · ${muted.message}`}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
            {data.windows.length > 0 && (
              <>
                <p>{say('alerts.preview.windows')}</p>
                <ul className={style.windows}>
                  {data.windows.map((one) => (
                    <li key={one.starts_at}>{windowText(one, language)}</li>
                  ))}
                </ul>
              </>
            )}
          </>
        )
      )}
    </section>
  );
}
