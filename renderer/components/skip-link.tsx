/** The first thing that the keyboard meets: past the rail and the strip at the top, to the content. */
import { focusContent } from '../arrival.ts';
import { useSay } from '../i18n.ts';
import style from './skip-link.module.css';

/** Seen only while it has the keyboard. */
export function SkipLink() {
  const say = useSay();
  return (
    <a
      href="#content"
      className={style.skip}
      onClick={(event) => {
        // The address stays what it is.
        event.preventDefault();
        focusContent();
      }}
    >
      {say('nav.skip')}
    </a>
  );
}
