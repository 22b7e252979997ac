/** What an update would do, in the two parts that its reader asks for. */
import type { PlannedStep } from '../../../shared/api/ddns.ts';

/** What becomes of a name: an action, or `left` where no address is known that it could be held against. */
export type Outcome = PlannedStep['action'] | 'left';

/** A step's outcome. What is kept without an address to compare with is not right, only left. */
export function outcomeOf({ action, desired }: PlannedStep): Outcome {
  return action === 'keep' && desired === null ? 'left' : action;
}

/** What would be written, and what stays. */
export interface SplitPlan {
  readonly change: readonly PlannedStep[];
  /** What needs its reader first, then what is held back, then what is right. */
  readonly leave: readonly PlannedStep[];
}

const order: readonly Outcome[] = ['needs_adoption', 'blocked', 'left', 'keep'];

/** Parts the steps of a plan. */
export function splitPlan(steps: readonly PlannedStep[]): SplitPlan {
  const byName = new Intl.Collator('en', { numeric: true });
  const sorted = steps.toSorted((a, b) => byName.compare(a.host, b.host) || a.family.localeCompare(b.family));
  return {
    change: sorted.filter((step) => !order.includes(outcomeOf(step))),
    leave: order.flatMap((wanted) => sorted.filter((step) => outcomeOf(step) === wanted)),
  };
}
