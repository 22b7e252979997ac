/** The parts of Monitor, side by side above each of them. */
import { Link } from '@tanstack/react-router';
import style from '../../components/sections.module.css';
import { useSay } from '../../i18n.ts';
import { useMay } from '../../me.ts';

const sections = [
  { to: '/monitoring', key: 'monitor.overview', needs: ['monitoring:read'] },
  { to: '/monitoring/checks', key: 'monitor.checks', needs: ['monitoring:read'] },
  { to: '/monitoring/logs', key: 'monitor.logs', needs: ['logs:read', 'debug:read'] },
] as const;

/** The links to those that the reader may see. */
export function MonitoringSections() {
  const say = useSay();
  const may = useMay();
  const offered = sections.filter(({ needs }) => needs.some(may));
  return (
    <nav className={style.sections} aria-label={say('monitor.label')}>
      {offered.map(({ to, key }) => (
        <Link
          key={to}
          to={to}
          className={style.section}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {say(key)}
        </Link>
      ))}
    </nav>
  );
}
