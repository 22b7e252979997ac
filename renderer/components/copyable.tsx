/** An address or a name: monospace, selectable, with a button that copies it and says that it did. */
import { useEffect, useState } from 'react';
import { useSay } from '../i18n.ts';
import { useServices } from '../services.ts';
import { CopyIcon, DoneIcon } from './icons.tsx';
import style from './copyable.module.css';

/** Over plain HTTP in a local network browsers keep the clipboard API away; the older command still works there. */
async function copy(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.className = style.aside ?? '';
  document.body.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer works without a secure context
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

interface CopyableProps {
  readonly text: string;
  /** What stands in the place of the text, where it is not the text itself. */
  readonly children?: React.ReactNode;
}

/** The text with its copy button. */
export function Copyable({ text, children }: CopyableProps) {
  const say = useSay();
  const { announcer } = useServices();
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);

  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => {
      setOutcome(null);
    }, 1_500);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);

  function tell(next: 'copied' | 'failed'): void {
    setOutcome(next);
    announcer.say(say(`copy.${next}`));
  }

  function press(): void {
    copy(text).then(
      (done) => {
        tell(done ? 'copied' : 'failed');
      },
      () => {
        tell('failed');
      },
    );
  }

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
