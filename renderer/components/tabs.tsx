/** The pages, side by side under the header. */
import { Link } from '@tanstack/react-router';
import { useSay } from '../i18n.ts';
import style from './tabs.module.css';

const pages = [
  { to: '/', key: 'nav.names' },
  { to: '/accounts', key: 'nav.accounts' },
  { to: '/sources', key: 'nav.sources' },
] as const;

/** The strip. The router marks the page that is shown (`aria-current`). */
export function Tabs() {
  const say = useSay();
  return (
    <nav className={style.tabs} aria-label={say('nav.label')}>
      {pages.map(({ to, key }) => (
        <Link key={to} to={to} className={style.tab} activeOptions={{ exact: true, includeSearch: false }}>
          {say(key)}
        </Link>
      ))}
    </nav>
  );
}
