/** The parts of the page that is shown, side by side above it. */
import { Link } from '@tanstack/react-router';
import { useSay } from '../i18n.ts';
import { useParts, usePlace } from '../where.ts';
import style from './parts.module.css';

/** The links to those that the reader may see; nothing where there is only one. */
export function Parts() {
  const say = useSay();
  const parts = useParts(usePlace());
  if (parts.length < 2) return null;
  return (
    <nav className={style.parts} aria-label={say('nav.parts')}>
      {parts.map(({ link, key }) => (
        <Link
          key={key}
          {...link}
          className={style.part}
          // Where parts differ by what stands behind the `?`, it counts; elsewhere it is the part's own.
          activeOptions={{ exact: true, includeSearch: link.to === '/access' }}
        >
          {say(key)}
        </Link>
      ))}
    </nav>
  );
}
