/** What stands behind a `?`. Loaded on demand, with the words of all terms. */
import '@mantine/core/styles/Popover.layer.css';
import { Popover } from '@mantine/core';
import { useEffect, useId, useState, type ReactElement, type RefObject } from 'react';
import english from '../../shared/i18n/terms/en.json';
import chinese from '../../shared/i18n/terms/zh-CN.json';
import { useLanguage } from '../i18n.ts';
import type { TermId } from './term.tsx';
import style from './term.module.css';

/** One term's words; `see` names the documentation of the API, for what is told there at length. */
interface Words {
  readonly name: string;
  readonly text: string;
  readonly see?: string;
}

const catalogues: Readonly<Record<'en' | 'zh-CN', Readonly<Record<TermId, Words>>>> = {
  en: english,
  'zh-CN': chinese,
};

interface TermPanelProps {
  readonly id: TermId;
  readonly target: (props: { readonly onClick: () => void }) => ReactElement;
  /** The button that `target` draws. */
  readonly button: RefObject<HTMLButtonElement | null>;
}

/** Opens as soon as it is there: it was asked for. */
export default function TermPanel({ id, target, button }: TermPanelProps) {
  const [opened, setOpened] = useState(false);
  const title = useId();
  const { language } = useLanguage();
  const { name, text, see } = catalogues[language][id];
  // After the first drawing, so that the panel finds the button it hangs on.
  useEffect(() => {
    setOpened(true);
  }, []);

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      onClose={() => {
        button.current?.focus({ preventScroll: true });
      }}
      position="bottom"
      offset={4}
      shadow="none"
      trapFocus
      transitionProps={{ duration: 120, transition: 'fade' }}
    >
      <Popover.Target>
        {target({
          onClick: () => {
            setOpened(!opened);
          },
        })}
      </Popover.Target>
      <Popover.Dropdown className={style.panel ?? ''} aria-labelledby={title}>
        {/* Escape closes this alone, and not the dialog behind it. */}
        <div className={style.words} tabIndex={-1} data-autofocus data-mantine-stop-propagation="true">
          <p id={title} className={style.name}>
            {name}
          </p>
          <p>{text}</p>
          {see !== undefined && (
            <p>
              <a href="/docs" target="_blank" rel="noreferrer" data-mantine-stop-propagation="true">
                {see}
              </a>
            </p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
