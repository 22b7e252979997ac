/** Copies a text when told to, and says whether it did. */
import { useEffect, useState } from 'react';
import { useSay } from '../i18n.ts';
import { useServices } from '../services.ts';
import style from './copying.module.css';

/** Over plain HTTP in a local network browsers keep the clipboard API away; the older command still works there. */
async function copy(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return true;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.className = style.aside ?? '';
  // Beside what has the focus: a dialog takes it away from anything outside of it.
  (document.activeElement?.parentElement ?? document.body).append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- nothing newer works without a secure context
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

/** How the last copying went; `null` a moment later. */
export type Outcome = 'copied' | 'failed' | null;

/** The outcome to show, and what a press does. */
export function useCopying(text: string): { readonly outcome: Outcome; readonly press: () => void } {
  const say = useSay();
  const { announcer } = useServices();
  const [outcome, setOutcome] = useState<Outcome>(null);

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

  return {
    outcome,
    press: () => {
      const from = document.activeElement;
      copy(text).then(
        (done) => {
          tell(done ? 'copied' : 'failed');
          if (from instanceof HTMLElement) from.focus();
        },
        () => {
          tell('failed');
        },
      );
    },
  };
}
