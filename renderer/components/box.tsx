/** A box with a title: a few facts that belong together, and what can be done about them. */
import type { ReactNode } from 'react';
import { Term, type TermId } from './term.tsx';
import style from './box.module.css';

interface BoxProps {
  readonly id: string;
  readonly title: string;
  /** What the title needs explained. */
  readonly term?: TermId;
  readonly children: ReactNode;
}

/** The box. Its parts take their looks from `box.module.css`. */
export function Box({ id, title, term, children }: BoxProps) {
  return (
    <section className={style.box} aria-labelledby={id}>
      <div className={style.title}>
        <h2 id={id}>{title}</h2>
        {term !== undefined && <Term id={term} of={title} />}
      </div>
      {children}
    </section>
  );
}
