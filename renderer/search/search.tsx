/** The button of the search, and the keys that open it from everywhere. Its code arrives when it is first opened. */
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { SearchIcon } from '../components/icons.tsx';
import { useSay } from '../i18n.ts';
import style from './search.module.css';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(loadPalette);

/** Fetched while nothing else is to do. */
const IDLE_MS = 3_000;
const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
const keys = isMac ? '⌘K' : 'Ctrl K';

/** The button. */
export function Search() {
  const say = useSay();
  // Counted, so that one that is opened while the last still goes is a new one.
  const [{ count, isOpen }, setOpening] = useState({ count: 0, isOpen: false });
  const open = useCallback(() => {
    setOpening((last) => ({ count: last.count + 1, isOpen: true }));
  }, []);

  useEffect(() => {
    const timer = setTimeout(() => {
      loadPalette().catch(() => {
        // The first opening fetches it again, and says what is wrong.
      });
    }, IDLE_MS);
    function press(event: KeyboardEvent): void {
      const isOurs = event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey);
      if (!isOurs || event.altKey || event.shiftKey) return;
      event.preventDefault();
      const shown = document.querySelector<HTMLDialogElement>('dialog[open]');
      if (shown !== null) shown.close();
      // Another dialog that is open holds what somebody has typed; to lead away from it would lose that.
      else if (document.querySelector('[role=dialog]') === null) open();
    }
    window.addEventListener('keydown', press);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', press);
    };
  }, [open]);

  return (
    <>
      <button
        type="button"
        className={style.button}
        title={say('nav.search_keys', { keys })}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={open}
      >
        <SearchIcon />
        <span className={style.label}>{say('nav.search')}</span>
        <kbd className={style.keys} aria-hidden="true">
          {keys}
        </kbd>
      </button>
      <Suspense>
        {isOpen && (
          <Palette
            key={count}
            onClose={() => {
              setOpening((last) => (last.count === count ? { count, isOpen: false } : last));
            }}
          />
        )}
      </Suspense>
    </>
  );
}
