/** What a rule asks, as it is written: `>`, `> 85`, `system.memory.usage > 85 for 5m`. Pure. */
import type { Operator } from '../../../shared/api/alerts.ts';
import { durationMs } from '../../../shared/api/durations.ts';

/** The parts that were written. */
export interface Condition {
  readonly operator: Operator;
  readonly metric_name: string | null;
  readonly threshold: number | null;
  readonly for_seconds: number | null;
}

const form =
  /^\s*([a-z][a-z0-9_.]{0,99})?\s*(>=|<=|==|!=|>|<)\s*(?:(-?\d{1,15}(?:\.\d{1,9})?)\s*%?\s*(?:for\s+([1-9]\d{0,7}[smhd])\s*)?)?$/;

/** `null` for what cannot be read. */
export function parseCondition(text: string): Condition | null {
  const found = form.exec(text);
  if (!found) return null;
  const [, metric, operator, threshold, wait] = found;
  return {
    operator: operator as Operator,
    metric_name: metric ?? null,
    threshold: threshold === undefined ? null : Number(threshold),
    for_seconds: wait === undefined ? null : durationMs(wait) / 1000,
  };
}
