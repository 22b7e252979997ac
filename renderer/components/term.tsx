/**
 * The `?` beside a technical term: what it means, in a few plain sentences. They arrive with the first opening, so the terms
 * are named here by types alone.
 */
import { lazy, Suspense, useRef, useState, type ComponentProps, type ReactNode } from 'react';
import type terms from '../../shared/i18n/terms/en.json';
import { useSay } from '../i18n.ts';
import style from './term.module.css';

const TermPanel = lazy(() => import('./term-panel.tsx'));

/** Names a term of the catalogue (`shared/i18n/terms`). */
export type TermId = keyof typeof terms;

interface TermProps {
  readonly id: TermId;
  /** The words that it stands beside. */
  readonly of: string;
}

/** The button. It stands beside a label or a heading, never inside: their names would be its own. */
export function Term({ id, of }: TermProps) {
  const say = useSay();
  const [asked, setAsked] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const target = (props: Pick<ComponentProps<'button'>, 'onClick'> = {}) => (
    <button
      ref={button}
      type="button"
      className={style.ask}
      aria-label={say('explain', { of })}
      aria-haspopup="dialog"
      {...props}
    />
  );

  if (!asked) {
    return target({
      onClick: () => {
        setAsked(true);
      },
    });
  }
  return (
    <Suspense fallback={target()}>
      <TermPanel id={id} target={target} button={button} />
    </Suspense>
  );
}

interface ExplainedProps {
  readonly term: TermId;
  /** The label of the field. */
  readonly of: string;
  /** The field. */
  readonly children: ReactNode;
}

/** A field whose label has a `?`, at the right end of its line. */
export function Explained({ term, of, children }: ExplainedProps) {
  return (
    <div className={style.explained}>
      {children}
      <span className={style.corner}>
        <Term id={term} of={of} />
      </span>
    </div>
  );
}
