/**
 * The search: a field, and below it what it finds, all of it reached by ↑ ↓ and Enter while the field keeps the keyboard
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The browser holds what is behind the dialog back, closes it by Escape,
 * and gives the keyboard back.
 */
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import english from '../../shared/i18n/search/en.json';
import chinese from '../../shared/i18n/search/zh-CN.json';
import type { DdnsStatus } from '../../shared/api/ddns-status.ts';
import { useStatus } from '../api/queries.ts';
import { useAreaWords } from '../area-words.ts';
import { focusContent } from '../arrival.ts';
import { ErrorNotice } from '../components/error-notice.tsx';
import { SearchIcon } from '../components/icons.tsx';
import { useSay } from '../i18n.ts';
import { useMay } from '../me.ts';
import { useServices } from '../services.ts';
import { useActionEntries, useNameEntries, usePageEntries, type Entry } from './entries.ts';
import { foundFor } from './found.ts';
import { Results } from './results.tsx';
import style from './palette.module.css';

const words = { en: english, 'zh-CN': chinese };

interface PaletteProps {
  readonly onClose: () => void;
}

/** Open as long as it stands in the page. */
export default function Palette({ onClose }: PaletteProps) {
  useAreaWords('search', words);
  return useMay()('ddns:read') ? (
    <OverNames onClose={onClose} />
  ) : (
    <Open status={undefined} onClose={onClose} />
  );
}

function OverNames({ onClose }: PaletteProps) {
  return <Open status={useStatus().data} onClose={onClose} />;
}

function Open({ status, onClose }: PaletteProps & { readonly status: DdnsStatus | undefined }) {
  const say = useSay();
  const { announcer } = useServices();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { chosen, choose, error } = useChoosing(dialog);

  const pages = usePageEntries();
  const actions = useActionEntries(status);
  const names = useNameEntries(status);
  const all = useMemo(() => [...names, ...pages, ...actions], [names, pages, actions]);
  const { groups, moreNames } = useMemo(() => foundFor(typed, all), [typed, all]);
  const lines = groups.flatMap(({ entries }) => entries);
  const active = lines[Math.min(at, lines.length - 1)];

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    // Without what was typed everything is there, and nothing is said.
    if (typed.trim() !== '') announcer.say(say('search.count', { count: lines.length }));
  }, [typed, lines.length, announcer, say]);

  function press(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && lines.length > 0) {
      event.preventDefault();
      setAt((was) => (Math.min(was, lines.length - 1) + step + lines.length) % lines.length);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && active !== undefined) {
      event.preventDefault();
      choose(active);
    }
  }

  return (
    <dialog
      ref={dialog}
      className={style.dialog}
      aria-label={say('search.title')}
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        // All of the dialog is covered by what it holds: this is beside it.
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <div className={style.box}>
        <div className={style.field}>
          <SearchIcon />
          <input
            className={style.input}
            role="combobox"
            aria-expanded={lines.length > 0}
            aria-controls={`${id}list`}
            aria-autocomplete="list"
            aria-activedescendant={active && `${id}${active.id}`}
            aria-label={say('search.title')}
            placeholder={say('search.hint')}
            autoComplete="off"
            spellCheck={false}
            autoFocus
            value={typed}
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
        </div>
        {error !== null && <ErrorNotice error={error} />}
        <Results id={id} groups={groups} active={active} working={chosen} onPoint={setAt} onChoose={choose} />
        {lines.length === 0 && <p className={style.nothing}>{say('search.nothing')}</p>}
        {moreNames > 0 && <p className={style.nothing}>{say('search.more_names', { count: moreNames })}</p>}
        <p className={style.keys}>{say('search.keys')}</p>
      </div>
    </dialog>
  );
}

/** Does what a line says: at once, or shown in the line until it is done or has failed. Who closes it lets it go on. */
function useChoosing(dialog: { readonly current: HTMLDialogElement | null }) {
  const say = useSay();
  const { announcer } = useServices();
  const [chosen, setChosen] = useState<Entry | null>(null);
  const [error, setError] = useState<unknown>(null);

  function choose(entry: Entry): void {
    if (chosen !== null) return;
    const end = (): void => {
      dialog.current?.close();
      // What opened the search is far from where it has led.
      if (entry.isElsewhere) focusContent();
    };
    const doing = entry.run();
    if (doing === undefined) {
      end();
      return;
    }
    setChosen(entry);
    setError(null);
    doing.then(
      () => {
        if (entry.done !== undefined) announcer.say(say(entry.done));
        end();
      },
      (reason: unknown) => {
        setChosen(null);
        setError(reason);
      },
    );
  }
  return { chosen, choose, error };
}
