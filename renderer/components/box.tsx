/** A box with a title: a few facts that belong together, and what can be done about them. */
import type { ReactNode } from 'react';
import style from './box.module.css';

interface BoxProps {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** The box. Its parts take their looks from `box.module.css`. */
export function Box({ id, title, children }: BoxProps) {
  return (
    <section className={style.box} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
