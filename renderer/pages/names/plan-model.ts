/** What an update would do, in the two parts that its reader asks for. */
import type { PlannedStep } from '../../../shared/api/ddns.ts';

/** What would be written, and what stays. */
export interface SplitPlan {
  readonly change: readonly PlannedStep[];
  /** What needs its reader first, then what is held back, then what is right. */
  readonly leave: readonly PlannedStep[];
}

const order: readonly PlannedStep['action'][] = ['needs_adoption', 'blocked', 'keep'];

/** Parts the steps of a plan. */
export function splitPlan(steps: readonly PlannedStep[]): SplitPlan {
  const byName = new Intl.Collator('en', { numeric: true });
  const sorted = steps.toSorted((a, b) => byName.compare(a.host, b.host) || a.family.localeCompare(b.family));
  return {
    change: sorted.filter(({ action }) => !order.includes(action)),
    leave: order.flatMap((wanted) => sorted.filter(({ action }) => action === wanted)),
  };
}
