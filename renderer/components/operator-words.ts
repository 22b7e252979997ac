/** What each comparison of a label is called. */
import type { MatchOperator } from '../../shared/matchers.ts';

/** Keys of the page's catalogue. */
export const operatorWords = {
  '=': 'matcher.is',
  '!=': 'matcher.is_not',
  '=~': 'matcher.fits',
  '!~': 'matcher.fits_not',
} as const satisfies Readonly<Record<MatchOperator, string>>;
