/**
 * How long SQL statements take. They are prepared once for each text and their values come as parameters, so the text
 * is the shape of a statement and tells nothing of anybody.
 */
import type { DatabaseName } from '../../shared/api/performance.ts';
import type { SqlObserver } from '../kernel/sqlite-dialect.ts';
import { bucketOf, createHistogram, quantileOf, type Histogram } from '../kernel/histogram.ts';

/** Shapes that are told apart in one database; the one met first is forgotten for a new one. */
const MOST_SHAPES = 512;

interface Shape {
  count: number;
  sum: number;
  max: number;
  readonly histogram: Histogram;
}

/** All runs of one statement since the start, ms. */
export interface StatementFigures {
  readonly count: number;
  readonly mean_ms: number;
  readonly p95_ms: number;
  readonly max_ms: number;
}

/** All statements of one database since the start. */
export interface StatementTotals {
  readonly count: number;
  readonly sum_ms: number;
  readonly histogram: Histogram;
}

/** What is known of statements. */
export interface Statements {
  /** For one database. */
  observerOf(database: DatabaseName): SqlObserver;
  figuresOf(database: DatabaseName, sql: string): StatementFigures | null;
  totals(database: DatabaseName): StatementTotals;
  clear(): void;
}

/** Nothing known yet. `onSlow` is told of each run that took longer than `slowMs()`. */
export function createStatements(deps: {
  slowMs: () => number;
  onSlow: (database: DatabaseName, sql: string, ms: number) => void;
}): Statements {
  const shapes = { state: new Map<string, Shape>(), metrics: new Map<string, Shape>() };
  const totals = {
    state: { count: 0, sum_ms: 0, histogram: createHistogram() },
    metrics: { count: 0, sum_ms: 0, histogram: createHistogram() },
  };

  function shapeOf(known: Map<string, Shape>, sql: string): Shape {
    const shape = known.get(sql);
    if (shape) return shape;
    const oldest = known.keys().next().value;
    if (known.size >= MOST_SHAPES && oldest !== undefined) known.delete(oldest);
    const fresh = { count: 0, sum: 0, max: 0, histogram: createHistogram() };
    known.set(sql, fresh);
    return fresh;
  }

  return {
    observerOf: (database) => (sql, ms) => {
      const shape = shapeOf(shapes[database], sql);
      const bucket = bucketOf(ms);
      shape.count += 1;
      shape.sum += ms;
      if (ms > shape.max) shape.max = ms;
      shape.histogram[bucket] = (shape.histogram[bucket] ?? 0) + 1;
      const total = totals[database];
      total.count += 1;
      total.sum_ms += ms;
      total.histogram[bucket] = (total.histogram[bucket] ?? 0) + 1;
      if (ms > deps.slowMs()) deps.onSlow(database, sql, ms);
    },
    figuresOf(database, sql) {
      const shape = shapes[database].get(sql);
      if (!shape) return null;
      const { count, sum, max, histogram } = shape;
      return { count, mean_ms: sum / count, p95_ms: quantileOf(histogram, 0.95, max) ?? max, max_ms: max };
    },
    totals: (database) => totals[database],
    clear() {
      shapes.state.clear();
      shapes.metrics.clear();
    },
  };
}
