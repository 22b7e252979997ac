/** The pages, side by side under the header. */
import { Link } from '@tanstack/react-router';
import { useSay } from '../i18n.ts';
import { useMay } from '../me.ts';
import style from './tabs.module.css';

const pages = [
  { to: '/', key: 'nav.names', needs: 'ddns:read' },
  { to: '/accounts', key: 'nav.accounts', needs: 'ddns:read' },
  { to: '/sources', key: 'nav.sources', needs: 'ddns:read' },
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
        <Link key={to} to={to} className={style.tab} activeOptions={{ exact: true, includeSearch: false }}>
          {say(key)}
        </Link>
      ))}
    </nav>
  );
}
