/** What a value means for a rule. Pure, and without a single allocation: it is asked for each object at each tick. */
import type { Operator } from '../../../shared/api/alerts.ts';
import type { Terms } from '../rules/rule.ts';

/** `unknown` changes nothing. */
export type Finding = 'bad' | 'well' | 'unknown';

/** What was measured of one series. Times in ms of the engine's clock. */
export interface Reading {
  /** `null`: nothing came since the start. */
  readonly value: number | null;
  /** When it came; of none, when waiting for it began. */
  readonly at: number;
  /** Between the last two. */
  readonly gap: number;
}

/** A series that is measured seldom is not missed before it has been left out so often. */
const MISSED = 3;

function compare(value: number, operator: Operator, with_: number): boolean {
  switch (operator) {
    case '>':
      return value > with_;
    case '>=':
      return value >= with_;
    case '<':
      return value < with_;
    case '<=':
      return value <= with_;
    case '==':
      return value === with_;
    case '!=':
      return value !== with_;
  }
}

/** Whether values have been missing for so long that it counts. */
export const isMissing = ({ no_data_seconds: seconds }: Terms, { at, gap }: Reading, now: number): boolean =>
  now - at > Math.max(seconds * 1000, MISSED * gap);

/** `isFiring`: then it is well again only beyond the clear threshold. */
export function findingOf(rule: Terms, isFiring: boolean, reading: Reading, now: number): Finding {
  if (isMissing(rule, reading, now)) {
    if (rule.no_data === 'keep') return 'unknown';
    return rule.no_data === 'alert' ? 'bad' : 'well';
  }
  const { value } = reading;
  if (value === null) return 'unknown';
  const { condition, threshold, clear_threshold: clear } = rule;
  if (compare(value, condition, threshold)) return 'bad';
  if (!isFiring || clear === null) return 'well';
  const isStill =
    condition === '>' || condition === '>='
      ? value > clear
      : (condition === '<' || condition === '<=') && value < clear;
  return isStill ? 'bad' : 'well';
}
