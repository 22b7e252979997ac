/** A section of a page: its title, what can be done beside it, and what it holds. */
import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { AddIcon } from './icons.tsx';
import { Term, type TermId } from './term.tsx';
import style from './table.module.css';

interface SectionProps {
  /** Of the title, which names the table too. */
  readonly id: string;
  readonly title: string;
  /** What the title needs explained. */
  readonly term?: TermId | undefined;
  /** The section is the page: its title is the page's. */
  readonly isPage?: boolean;
  /** Only for readers: it is told to the eyes elsewhere. */
  readonly isTold?: boolean;
  /** Beside the title. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** The section. */
export function Section({ id, title, term, isPage = false, isTold = false, tools, children }: SectionProps) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <section aria-labelledby={id} className={style.section}>
      <div className={style.head}>
        <div className={style.title}>
          <Title id={id} className={isTold ? 'for-readers' : undefined}>
            {title}
          </Title>
          {term !== undefined && <Term id={term} of={title} />}
        </div>
        {tools}
      </div>
      {children}
    </section>
  );
}

interface AddButtonProps {
  readonly label: string;
  /** What an address calls it that leads straight to the dialog: `?add=name`. */
  readonly what?: string;
  /** Takes what to open, as `open` of `useOpened` does. */
  readonly onAdd: (what: { readonly kind: 'add' }) => void;
}

/** Beside a title: adds to what the section holds. */
export function AddButton({ label, what, onAdd }: AddButtonProps) {
  const { add } = useSearch({ strict: false });
  const navigate = useNavigate();
  const isAsked = what !== undefined && add === what;
  const begin = useEffectEvent(() => {
    onAdd({ kind: 'add' });
    // Once: who closes the dialog and comes back later wants the page.
    void navigate({ to: '.', search: ({ add: _, ...rest }) => rest, replace: true, resetScroll: false });
  });
  useEffect(() => {
    if (isAsked) begin();
  }, [isAsked]);
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<AddIcon />}
      onClick={() => {
        onAdd({ kind: 'add' });
      }}
    >
      {label}
    </Button>
  );
}
