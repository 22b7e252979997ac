/** Whether somebody was told of an alert, and why not. */
import type { Alert } from '../../../../shared/api/alerts.ts';
import { When } from '../../../components/when.tsx';
import { useSay } from '../../../i18n.ts';

/** A sentence or two. */
export function Told({ alert }: { readonly alert: Alert }) {
  const say = useSay();
  const { decision, reason, told_at: at } = alert.telling;
  const why = reason === null ? '' : ` ${reason.message}`;
  if (at !== null) {
    return (
      <>
        {say('alerts.telling.sent')}
        <When at={at} />
        {say('alerts.telling.stop')}
        {/* What came since does not take back that it was told. */}
        {decision !== 'sent' && why}
      </>
    );
  }
  return <>{say(`alerts.telling.${decision}`) + why}</>;
}
