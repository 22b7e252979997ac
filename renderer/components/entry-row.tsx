/** The rows of an {@link EntryTable}: what they have in common, whatever they tell of. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import entry from './entry.module.css';
import type { Mark } from './mark.ts';
import { StateMark } from './state-mark.tsx';
import table from './table.module.css';

interface EntryRowProps {
  /** The keyboard comes to the first row, and goes on from it. */
  readonly index: number;
  /** What Enter does on the row itself; not there where nothing can be done. */
  readonly onEnter?: (() => void) | undefined;
  /** Its cells. */
  readonly children: ReactNode;
}

/** The row. */
export function EntryRow({ index, onEnter, children }: EntryRowProps) {
  return (
    <div
      role="row"
      className={entry.entry}
      tabIndex={index === 0 ? 0 : -1}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) onEnter?.();
      }}
    >
      {children}
    </div>
  );
}

interface EntryStateProps {
  readonly mark: Mark;
  /** The state in words. */
  readonly children: string;
}

/** The first cell, where it tells a state. */
export function EntryState({ mark, children }: EntryStateProps) {
  return (
    <div role="cell" className={table.state}>
      <StateMark state={mark} silent />
      <span>{children}</span>
    </div>
  );
}

interface EntryButtonProps {
  /** Name for readers, who do not see the row around it; without it, what stands on it. */
  readonly label?: string;
  readonly isUrgent?: boolean;
  readonly disabled?: boolean;
  /** Of what it opens below its row. */
  readonly isOpen?: boolean;
  readonly onPress: () => void;
  readonly children: string;
}

/** What is done with the thing most often. */
export function EntryButton({
  label,
  isUrgent = false,
  disabled = false,
  isOpen,
  onPress,
  children,
}: EntryButtonProps) {
  return (
    <Button
      size="xs"
      variant={isUrgent ? 'filled' : 'default'}
      aria-label={label}
      aria-expanded={isOpen}
      disabled={disabled}
      onClick={onPress}
    >
      {children}
    </Button>
  );
}
