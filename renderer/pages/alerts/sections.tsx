/** The parts of Alerts, side by side above each of them. */
import { Link } from '@tanstack/react-router';
import style from '../../components/sections.module.css';
import { useSay } from '../../i18n.ts';

const sections = [
  { to: '/alerts', key: 'alerting.alerts' },
  { to: '/alerts/rules', key: 'alerting.rules' },
  { to: '/alerts/silences', key: 'alerting.silences' },
  { to: '/alerts/channels', key: 'alerting.channels' },
  { to: '/alerts/deliveries', key: 'alerting.deliveries' },
] as const;

/** The links to them. */
export function AlertSections() {
  const say = useSay();
  return (
    <nav className={style.sections} aria-label={say('monitor.label')}>
      {sections.map(({ to, key }) => (
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
