/** The frame of a step: its title, which takes the focus as the step begins, what is done in it, and the ways on. */
import { Button } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSay } from '../../i18n.ts';
import style from './welcome.module.css';

interface StepCardProps {
  readonly title: string;
  /** The buttons that lead on; a form has its own. */
  readonly action?: ReactNode;
  /** Leaves the rest for another day. */
  readonly onLater?: () => void;
  readonly children: ReactNode;
}

/** The card. */
export function StepCard({ title, action, onLater, children }: StepCardProps) {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The step before is gone, and with it what had the keyboard.
    heading.current?.focus();
  }, []);
  return (
    <section className={style.card}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
      <div className={style.ends}>
        {onLater !== undefined && (
          <Button variant="subtle" color="gray" onClick={onLater}>
            {say('welcome.later')}
          </Button>
        )}
        <div>{action}</div>
      </div>
    </section>
  );
}
