/** What needs the reader, worst first, each with what can be done about it here. */
import { lazy, Suspense, useCallback } from 'react';
import type { Alert } from '../../../shared/api/alerts.ts';
import type { DdnsStatus } from '../../../shared/api/ddns-status.ts';
import { Bones } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useOpened } from '../../components/use-opened.ts';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';
import { Column } from './column.tsx';
import { NeedRow, type Deed } from './need-row.tsx';
import style from './overview.module.css';
import { useNeeds } from './use-needs.ts';

const AlertDeed = lazy(() => import('./alert-deed.tsx'));

/** More than this is counted: the page is read without scrolling. */
const worthShowing = 5;

/** The column. */
export default function NeedsColumn({ status }: { readonly status: DdnsStatus | undefined }) {
  const say = useSay();
  const maySeeAlerts = useMay()('alerts:read');
  const { isKnown, isPartial, needs } = useNeeds(status);
  const { opened, open, close } = useOpened<{ readonly deed: Deed; readonly alert: Alert }>();
  const act = useCallback(
    (deed: Deed, alert: Alert) => {
      open({ deed, alert });
    },
    [open],
  );
  const shown = needs.slice(0, worthShowing);
  const count = needs.length - shown.length;

  return (
    <Column
      id="needs"
      title={say('overview.needs')}
      more={maySeeAlerts ? { to: '/alerts', label: say('nav.alerts') } : undefined}
    >
      {isKnown ? (
        <ul className={style.rows}>
          {shown.map((need) => (
            <NeedRow key={need.id} need={need} onDeed={act} />
          ))}
          {needs.length === 0 && !isPartial && (
            <li className={style.row}>
              <p className={style.line}>
                <StateMark state="ok" silent />
                <span>{say('overview.needs_none')}</span>
              </p>
            </li>
          )}
          {count > 0 && <li className={style.row}>{say('overview.more', { count })}</li>}
          {isPartial && (
            <li className={style.row}>
              <p className={style.why}>{say('overview.partly')}</p>
            </li>
          )}
        </ul>
      ) : (
        <Bones rows={2} />
      )}
      <Suspense>{opened !== null && <AlertDeed {...opened} onClose={close} />}</Suspense>
    </Column>
  );
}
