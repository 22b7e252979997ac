/** The page of alerts: what needs somebody now, and what did before. */
import { useActiveAlerts } from '../../api/alert-queries.ts';
import { Listing } from '../../components/listing.tsx';
import style from './alerts.module.css';
import { useAlertsArea } from './area.ts';
import { ActiveList } from './now/active-list.tsx';
import { PastList } from './now/past-list.tsx';
import { AlertSections } from './sections.tsx';

/** The page. */
export function AlertsPage() {
  useAlertsArea('alerts.title');
  const active = useActiveAlerts();
  return (
    <div className={style.page}>
      <AlertSections />
      <Listing query={active}>
        {(now) => (
          <>
            <ActiveList {...now} />
            <PastList />
          </>
        )}
      </Listing>
    </div>
  );
}
