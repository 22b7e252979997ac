/** Messages about an alert: through which channel, and whether they went out. */
import type { NotifyDelivery } from '../../../../shared/api/notify-deliveries.ts';
import type { Mark } from '../../../components/mark.ts';
import { StateMark } from '../../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../../i18n.ts';
import { exact } from '../../../times.ts';
import style from '../alerts.module.css';

const marks: Readonly<Record<NotifyDelivery['status'], Mark>> = {
  pending: 'working',
  sent: 'ok',
  failed: 'error',
  withdrawn: 'paused',
};

/** The list. */
export function Deliveries({ deliveries }: { readonly deliveries: readonly NotifyDelivery[] }) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <ul className={style.happenings}>
      {deliveries.map(({ delivery_id: id, channel, status, title, reason, created_at: at }) => (
        <li key={id}>
          <StateMark state={marks[status]} silent />
          <span>
            {say(`alerts.deliveries.${status}`, { channel })}
            {': '}
            {title}
            {reason !== null && say('alerts.events.because', { reason: reason.message })}
          </span>
          <time dateTime={at}>{exact(Date.parse(at), language)}</time>
        </li>
      ))}
    </ul>
  );
}
