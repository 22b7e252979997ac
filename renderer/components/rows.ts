/** Moving through the rows of a table with the keyboard. */
import type { KeyboardEvent } from 'react';

/** For the table: ↑ and ↓ move from row to row. Rows that can be reached have a `tabindex`. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=row][tabindex]')];
  const from = rows.findIndex((row) => row.contains(event.target as Node));
  const goal = rows[from + step];
  if (from < 0 || goal === undefined) return;
  event.preventDefault();
  goal.focus();
}
