/** The page Monitoring: this machine at a glance, over time, and in all its parts. */
import { getRouteApi } from '@tanstack/react-router';
import english from '../../../shared/i18n/monitoring/en.json';
import chinese from '../../../shared/i18n/monitoring/zh-CN.json';
import metricsEnglish from '../../../shared/i18n/metrics/en.json';
import metricsChinese from '../../../shared/i18n/metrics/zh-CN.json';
import { useNow } from '../../api/monitoring-queries.ts';
import type { Now } from '../../api/now.ts';
import { useAreaWords } from '../../area-words.ts';
import { Listing } from '../../components/listing.tsx';
import { useSay } from '../../i18n.ts';
import { Charts } from './charts/charts.tsx';
import { Arrays } from './now/arrays.tsx';
import { Containers } from './now/containers.tsx';
import { Disks } from './now/disks.tsx';
import { Filesystems } from './now/filesystems.tsx';
import { Interfaces } from './now/interfaces.tsx';
import { Processes } from './now/processes.tsx';
import { Services } from './now/services.tsx';
import style from './overview-page.module.css';
import { Tiles } from './tiles/tiles.tsx';

const words = { en: english, 'zh-CN': chinese };
const metricWords = { en: metricsEnglish, 'zh-CN': metricsChinese };
const route = getRouteApi('/monitoring');

/** The page. */
export function MonitoringPage() {
  useAreaWords('monitoring', words);
  useAreaWords('metrics', metricWords);
  const say = useSay();
  const now = useNow();
  return (
    <div className={style.page}>
      <h1 className="for-readers">{say('monitoring.title')}</h1>
      <Listing query={now} title={say('monitoring.title')}>
        {(measured) => <Parts now={measured} />}
      </Listing>
    </div>
  );
}

function Parts({ now }: { readonly now: Now }) {
  const shown = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <Tiles now={now} />
      <Charts
        now={now}
        shown={shown}
        onShow={(search) => {
          void navigate({ search, resetScroll: false });
        }}
      />
      <Filesystems now={now} />
      <Disks now={now} />
      <Arrays now={now} />
      <Interfaces now={now} />
      <Processes now={now} />
      <Containers now={now} />
      <Services now={now} />
    </>
  );
}
