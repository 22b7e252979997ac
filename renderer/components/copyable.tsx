/** An address or a name: monospace, selectable, with a button that copies it and says that it did. */
import { useSay } from '../i18n.ts';
import { useCopying } from './copying.ts';
import { CopyIcon, DoneIcon } from './icons.tsx';
import style from './copyable.module.css';

interface CopyableProps {
  readonly text: string;
  /** What stands in the place of the text, where it is not the text itself. */
  readonly children?: React.ReactNode;
}

/** The text with its copy button. */
export function Copyable({ text, children }: CopyableProps) {
  const say = useSay();
  const { outcome, press } = useCopying(text);

  return (
    <span className={style.copyable}>
      <span className={style.text}>{children ?? text}</span>
      <button
        type="button"
        className={style.button}
        data-outcome={outcome ?? undefined}
        title={outcome === null ? say('copy.action') : say(`copy.${outcome}`)}
        aria-label={say('copy.label', { text })}
        onClick={press}
      >
        {outcome === 'copied' ? <DoneIcon /> : <CopyIcon />}
      </button>
    </span>
  );
}
