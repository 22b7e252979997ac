/** All that is known of one delivery: its words, of what it tells, and each try with why it did not go. */
import type { NotifyAttempt, NotifyDeliveryDetail } from '../../../../shared/api/notify-deliveries.ts';
import { useDelivery } from '../../../api/notify-queries.ts';
import box from '../../../components/box.module.css';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Bones } from '../../../components/skeleton.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact } from '../../../times.ts';
import { markOf } from '../../alerts/severity.ts';
import style from '../channels.module.css';
import { markOfTry } from './delivery-model.ts';

/** Opened in place, below the row. */
export default function DeliveryDetails({ id, stamp }: { readonly id: string; readonly stamp: string }) {
  const { data, error } = useDelivery(id, stamp);
  if (data === undefined) return error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />;
  return <Told delivery={data} />;
}

function Told({ delivery }: { readonly delivery: NotifyDeliveryDetail }) {
  const say = useSay();
  const { language } = useLanguage();
  const { body, severity, route, created_at: at, next_try: next, finished_at: end, tells, tries } = delivery;
  return (
    <>
      <p className={style.body}>{body === '' ? delivery.title : body}</p>
      <dl className={box.facts}>
        <dt>{say('notifications.preview.severity')}</dt>
        <dd className={box.state}>
          <StateMark state={markOf[severity]} silent />
          {say(`notifications.severity.${severity}`)}
        </dd>
        <dt>{say('notifications.log.made')}</dt>
        <dd>
          <Exact at={at} />
        </dd>
        <dt>{say('notifications.log.route')}</dt>
        <dd>{route ?? say('notifications.log.no_route')}</dd>
        {end !== null && (
          <>
            <dt>{say('notifications.log.ended')}</dt>
            <dd>
              <Exact at={end} />
            </dd>
          </>
        )}
        {next !== null && (
          <>
            <dt>{say('notifications.log.next')}</dt>
            <dd>
              <When at={next} as="due" />
            </dd>
          </>
        )}
      </dl>
      <section aria-label={say('notifications.log.tries')}>
        <h3>{say('notifications.log.tries')}</h3>
        {tries.length === 0 ? (
          <p className={box.muted}>{say('notifications.log.no_tries')}</p>
        ) : (
          <ul className={style.lines}>
            {tries.map((one) => (
              <Try key={one.at} of={one} />
            ))}
          </ul>
        )}
      </section>
      {tells.length > 1 && (
        <section aria-label={say('notifications.log.tells')}>
          <h3>{say('notifications.log.tells')}</h3>
          <ul className={style.lines}>
            {tells.map(({ key, kind, severity: worth, title, at: when }) => (
              <li key={key}>
                <StateMark state={kind === 'resolved' ? 'ok' : markOf[worth]} silent />
                <span>
                  {title} <span className={box.muted}>{say(`notifications.log.kind.${kind}`)}</span>
                </span>
                <time dateTime={when}>{exact(Date.parse(when), language)}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Exact({ at }: { readonly at: string }) {
  const { language } = useLanguage();
  return <time dateTime={at}>{exact(Date.parse(at), language)}</time>;
}

function Try({ of: { at, outcome, reason } }: { readonly of: NotifyAttempt }) {
  const say = useSay();
  return (
    <li>
      <StateMark state={markOfTry[outcome]} silent />
      <span>
        {say(`notifications.log.outcome.${outcome}`)}
        {reason !== null && ` · ${reason.message}`}
      </span>
      <Exact at={at} />
    </li>
  );
}
