/** What lines of charts are called. */
import { useCallback } from 'react';
import { useLookUp } from '../../../i18n.ts';

interface Named {
  readonly metric: string;
  readonly object: string;
}

/** Names of lines, in their order. */
export type NamesOf = (lines: readonly Named[]) => string[];

/** What a line is measured on says all where no other line is measured on the same. */
export function useLineNames(): NamesOf {
  const lookUp = useLookUp();
  return useCallback(
    (lines) => {
      const isTold = new Set(lines.map(({ object }) => object)).size === lines.length;
      return lines.map(({ metric, object }) => {
        const what = lookUp(`monitoring.lines.${metric}`, lookUp(`metrics.${metric}`, metric));
        if (object === '') return what;
        return isTold ? object : `${object} ${what}`;
      });
    },
    [lookUp],
  );
}
