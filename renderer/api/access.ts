/** What all that the page asks about access has in common. */

/** What is read in quiet is read again no more often than this (ms). */
export const slow = 15_000;
/** Rows on a page of a list. */
export const rowsOfPage = 20;
/** Of a change: whatever is shown of access is asked for again. */
export const changed = ['access', 'change'];

/** Rows of one page of a list, with how many there are in all. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
  readonly pages: number;
}
