/** The pages, side by side under the header. */
import { Link } from '@tanstack/react-router';
import { useAlertCount } from '../api/alert-count.ts';
import { useSay } from '../i18n.ts';
import { useMay } from '../me.ts';
import style from './tabs.module.css';

const pages = [
  { to: '/', key: 'nav.names', needs: 'ddns:read' },
  { to: '/accounts', key: 'nav.accounts', needs: 'ddns:read' },
  { to: '/sources', key: 'nav.sources', needs: 'ddns:read' },
  { to: '/monitoring', key: 'nav.monitor', needs: 'monitoring:read' },
  { to: '/alerts', key: 'nav.alerts', needs: 'alerts:read' },
  // Everybody has a sign-in to look after.
  { to: '/access', key: 'nav.access', needs: null },
  { to: '/exposure', key: 'nav.exposure', needs: 'exposure:read' },
] as const;

/** The strip of those that the reader may see. The router marks the page that is shown (`aria-current`). */
export function Tabs() {
  const say = useSay();
  const may = useMay();
  const shown = pages.filter(({ needs }) => needs === null || may(needs));
  return (
    <nav className={style.tabs} aria-label={say('nav.label')}>
      {shown.map(({ to, key }) => (
        <Link
          key={to}
          to={to}
          className={style.tab}
          // A page with parts of their own addresses is shown by each of them.
          activeOptions={{ exact: to === '/', includeSearch: false }}
        >
          {say(key)}
          {to === '/alerts' && <ActiveAlerts />}
        </Link>
      ))}
    </nav>
  );
}

/** How many of them go on; nothing where none does. */
function ActiveAlerts() {
  const say = useSay();
  const count = useAlertCount();
  if (count === undefined || count === 0) return null;
  return (
    <>
      <span className={style.count} aria-hidden="true">
        {count}
      </span>
      <span className="for-readers"> {say('nav.alerts_active', { count })}</span>
    </>
  );
}
