/** The page of alerts: what needs somebody now, and what did before. */
import { getRouteApi } from '@tanstack/react-router';
import { useActiveAlerts } from '../../api/alert-queries.ts';
import { Listing } from '../../components/listing.tsx';
import style from './alerts.module.css';
import { useAlertsArea } from './area.ts';
import { ActiveList } from './now/active-list.tsx';
import { PastList } from './now/past-list.tsx';

const route = getRouteApi('/alerts');

/** The page. */
export function AlertsPage() {
  useAlertsArea('alerts.title');
  const { alert = null } = route.useSearch();
  const active = useActiveAlerts();
  return (
    <div className={style.page}>
      <Listing query={active}>
        {(now) => (
          <>
            {/* Who comes for another alert begins anew. */}
            <ActiveList key={alert} wanted={alert} {...now} />
            <PastList />
          </>
        )}
      </Listing>
    </div>
  );
}
