/** A section of a page: its title, what can be done beside it, and what it holds. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { AddIcon } from './icons.tsx';
import style from './table.module.css';

interface SectionProps {
  /** Of the title, which names the table too. */
  readonly id: string;
  readonly title: string;
  /** The section is the page: its title is the page's. */
  readonly isPage?: boolean;
  /** Only for readers: it is told to the eyes elsewhere. */
  readonly isTold?: boolean;
  /** Beside the title. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** The section. */
export function Section({ id, title, isPage = false, isTold = false, tools, children }: SectionProps) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <section aria-labelledby={id} className={style.section}>
      <div className={style.head}>
        <Title id={id} className={isTold ? 'for-readers' : undefined}>
          {title}
        </Title>
        {tools}
      </div>
      {children}
    </section>
  );
}

interface AddButtonProps {
  readonly label: string;
  /** Takes what to open, as `open` of `useOpened` does. */
  readonly onAdd: (what: { readonly kind: 'add' }) => void;
}

/** Beside a title: adds to what the section holds. */
export function AddButton({ label, onAdd }: AddButtonProps) {
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
