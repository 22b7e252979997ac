/** What is known of one alert: what asks for it, its series around that time, what happened, and who was told of it. */
import { lazy, Suspense } from 'react';
import type { Alert } from '../../../../shared/api/alerts.ts';
import { useAlertDeliveries, useAlertHistory, type AlertHistory } from '../../../api/alert-queries.ts';
import box from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { Term } from '../../../components/term.tsx';
import { useSay } from '../../../i18n.ts';
import { useServices } from '../../../services.ts';
import style from '../alerts.module.css';
import { useMetricWords } from '../metric-words.ts';
import { Deliveries } from './deliveries.tsx';
import { Happenings } from './happenings.tsx';
import { Told } from './told.tsx';

const SeriesChart = lazy(() => import('../chart/series-chart.tsx'));

/** Opened in place, below the row. */
export default function AlertDetails({ alert }: { readonly alert: Alert }) {
  const say = useSay();
  const { conditionOf } = useMetricWords();
  const history = useAlertHistory(alert.id, alert.updated_at);
  const deliveries = useAlertDeliveries(alert.fingerprint);
  const { metric_name, condition, threshold_value: threshold, description, labels } = alert;
  return (
    <>
      <dl className={box.facts}>
        {description !== '' && (
          <>
            <dt>{say('alerts.what_is')}</dt>
            <dd>{description}</dd>
          </>
        )}
        <dt>{say('alerts.rule')}</dt>
        <dd>{conditionOf({ metric_name, condition, threshold })}</dd>
        <dt>{say('alerts.telling.label')}</dt>
        <dd>
          <Told alert={alert} />{' '}
          {alert.telling.reason?.code === 'ALERT_UNDER' && (
            <Term id="consequence" of={say('alerts.telling.label')} />
          )}
        </dd>
        {alert.notes !== null && (
          <>
            <dt>{say('alerts.note')}</dt>
            <dd>{alert.notes}</dd>
          </>
        )}
        <dt>{say('alerts.labels')}</dt>
        <dd className={style.labels}>
          {Object.entries(labels).map(([name, value]) => (
            <span key={name}>
              {name}={value}
            </span>
          ))}
        </dd>
      </dl>
      {history.data === undefined ? (
        history.error === null ? (
          <Bones rows={3} />
        ) : (
          <ErrorNotice error={history.error} />
        )
      ) : (
        <>
          <Around history={history.data} />
          <section aria-label={say('alerts.events.title')}>
            <h3>{say('alerts.events.title')}</h3>
            <Happenings alert={alert} events={history.data.events} />
          </section>
        </>
      )}
      {deliveries.data !== undefined && (deliveries.data.length > 0 || alert.telling.told_at !== null) && (
        <section aria-label={say('alerts.deliveries.title')}>
          <h3>{say('alerts.deliveries.title')}</h3>
          {deliveries.data.length === 0 ? (
            <p className={box.muted}>{say('alerts.deliveries.none')}</p>
          ) : (
            <Deliveries deliveries={deliveries.data} />
          )}
        </section>
      )}
    </>
  );
}

/** Its series around the time in which it went on. */
function Around({ history: { alert, series } }: { readonly history: AlertHistory }) {
  const say = useSay();
  const { nameOf } = useMetricWords();
  const { clock } = useServices();
  if (series === null) return <p className={box.muted}>{say('alerts.no_series')}</p>;
  const { metric_name: metric, created_at: from, resolved_at: to, threshold_value: threshold } = alert;
  return (
    <Suspense fallback={<Bones rows={3} />}>
      <SeriesChart
        title={nameOf(metric)}
        metric={metric}
        series={series.series}
        from={Date.parse(series.from)}
        to={Date.parse(series.to)}
        step={series.step * 1000}
        thresholds={[threshold]}
        spans={[{ from: Date.parse(from), to: to === null ? clock.now() : Date.parse(to) }]}
      />
    </Suspense>
  );
}
