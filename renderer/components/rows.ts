/** Moving through the rows of a table with the keyboard. */
import type { KeyboardEvent } from 'react';

/** For the element that holds the rows: ↑ and ↓ move from row to row, Home and End to the first and last. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement)) return;
  const row = target.closest<HTMLElement>('[role=row]');
  if (row === null || !currentTarget.contains(row)) return;
  const goal = goalOf(event.key, row);
  if (!(goal instanceof HTMLElement)) return;
  event.preventDefault();
  goal.focus();
}

function goalOf(key: string, row: HTMLElement): Element | null | undefined {
  switch (key) {
    case 'ArrowDown':
      return row.nextElementSibling;
    case 'ArrowUp':
      return row.previousElementSibling;
    case 'Home':
      return row.parentElement?.firstElementChild;
    case 'End':
      return row.parentElement?.lastElementChild;
    default:
      return undefined;
  }
}
