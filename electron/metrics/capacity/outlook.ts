/** How something that can run out goes on: where it is full, as a range, or why no day can be named. Pure. */
import type { CapacityOutlook } from '../../../shared/api/monitoring-history.ts';
import type { StoredReason } from '../../../shared/api/common.ts';
import type { Daily, Slope } from './daily.ts';
import { theilSen } from './theil-sen.ts';
import { weeklyDifferences, weeklySlope } from './weekly.ts';

/** Days without which nothing is said: a week has its rhythm. */
export const NEEDED_DAYS = 7;
/** Differences between weeks that are enough to go by: three weeks without a gap have them. */
const ENOUGH_DIFFERENCES = 14;
/** Beyond this a number of days says nothing. */
const MOST_YEARS = 10;
const MOST_DAYS = MOST_YEARS * 365;

/** What is known of it, and what of it is not. */
export interface Outlook {
  readonly outlook: CapacityOutlook | null;
  /** Why there is none, or why it names no days; `null` where it does. */
  readonly reason: StoredReason | null;
}

function trendOf({ low, high }: Slope): CapacityOutlook['trend'] {
  if (low > 0) return 'growing';
  return high < 0 ? 'shrinking' : 'none';
}

const rounded = (days: number): number => Math.round(days * 10) / 10;

/** When `left` is used up at such a pace. */
function daysToFull(left: number, { low, likely, high }: Slope): CapacityOutlook['days_to_full'] {
  const room = Math.max(0, left);
  if (room / likely > MOST_DAYS) return null;
  const latest = room / low;
  return {
    low: rounded(room / high),
    likely: rounded(room / likely),
    high: latest > MOST_DAYS ? null : rounded(latest),
  };
}

const reasons = {
  none: { code: 'METRICS_NO_TREND', params: {} },
  shrinking: { code: 'METRICS_SHRINKING', params: {} },
  growing: { code: 'METRICS_TOO_FAR', params: { years: MOST_YEARS } },
} as const;

/** `used` by days (gaps are allowed), and what is left now, in the same unit. */
export function outlookOf(used: readonly Daily[], left: number): Outlook {
  if (used.length < NEEDED_DAYS) {
    const params = { days: used.length, needed: NEEDED_DAYS };
    return { outlook: null, reason: { code: 'METRICS_TOO_LITTLE_HISTORY', params } };
  }
  const differences = weeklyDifferences(used);
  const byWeeks = differences.length >= ENOUGH_DIFFERENCES;
  const slope = byWeeks ? weeklySlope(differences) : theilSen(used);
  const trend = trendOf(slope);
  const days = trend === 'growing' ? daysToFull(left, slope) : null;
  return {
    outlook: {
      trend,
      per_day: slope,
      days_to_full: days,
      method: byWeeks ? 'weekly_differences' : 'theil_sen',
      days_of_history: used.length,
    },
    reason: days === null ? reasons[trend] : null,
  };
}
