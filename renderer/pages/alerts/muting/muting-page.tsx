/** The page of what keeps alerts from being told: silences, maintenance, quiet hours, and all of it in a calendar. */
import style from '../alerts.module.css';
import { useAlertsArea } from '../area.ts';
import { useSay } from '../../../i18n.ts';
import { Calendar } from './calendar.tsx';
import { MaintenanceList } from './maintenance-list.tsx';
import { QuietBox } from './quiet-box.tsx';
import { SilenceList } from './silence-list.tsx';

/** The page. */
export function MutingPage() {
  useAlertsArea('nav.silences');
  return (
    <div className={style.page}>
      <h1 className="for-readers">{useSay()('nav.silences')}</h1>
      <SilenceList />
      <MaintenanceList />
      <QuietBox />
      <Calendar />
    </div>
  );
}
