/** What a measurement hands to the report, and the little arithmetic that all of them share. */

/** A figure that has a goal of its own, on any machine. */
export interface Bound {
  readonly figure: number;
  /** The figure is to be no more than this. */
  readonly atMost: number;
  /** How many times the goal a busy or slow machine may take before a short run fails. */
  readonly slack: number;
}

/** One line of the table. */
export interface Row {
  readonly name: string;
  readonly value: string;
  readonly goal?: string;
  readonly bound?: Bound;
}

/** What one measurement found. */
export interface Measurement {
  readonly rows: readonly Row[];
  /**
   * Ratios to something measured beside it in the same run, by a stable name; the higher the better. They hold on any
   * machine, so a short run compares them with `baseline.json`.
   */
  readonly ratios: Readonly<Record<string, number>>;
}

/** How long a measurement may take. */
export interface Effort {
  readonly short: boolean;
}

/** The middle one. @throws {Error} where nothing was measured */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured');
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? middle)) / 2;
}

/** Median with the least and the most beside it: `0.71 (0.68–0.74)`. */
export function spread(values: readonly number[], digits: number): string {
  const show = (value: number): string => value.toFixed(digits);
  return `${show(median(values))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}

/** `12.3 k` for 12,345. */
export function thousands(count: number): string {
  return `${(count / 1000).toFixed(1)} k`;
}

/** A row whose figure has a goal. */
export function bounded(name: string, value: string, bound: Bound, unit: string): Row {
  return { name, value, goal: `≤ ${String(bound.atMost)} ${unit}`, bound };
}
