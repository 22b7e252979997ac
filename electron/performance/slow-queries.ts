/** Statements that were slow, with SQLite's plan of each: looked up when somebody asks, once for each. */
import type { StoredReason } from '../../shared/api/common.ts';
import type { DatabaseName } from '../../shared/api/performance.ts';
import type { Database } from '../kernel/database.ts';
import { findingsOf } from './plans.ts';
import { join, type Slot } from './slot.ts';
import type { StatementFigures, Statements } from './statements.ts';

const MOST_PLANS = 500;

/** One of them, before it is put into words. */
export interface SlowStatement {
  readonly query: string;
  readonly database: DatabaseName;
  readonly count: number;
  readonly avg_duration_ms: number;
  readonly max_duration_ms: number;
  /** ms UTC */
  readonly last_at: number;
  readonly since_start: StatementFigures | null;
  readonly plan: readonly string[] | null;
  readonly findings: readonly StoredReason[];
}

/** Tells the slow ones of a time, the most time first; at most `limit`, and how many there were in all. */
export type ReadSlow = (slots: readonly Slot[], limit: number) => { shown: SlowStatement[]; total: number };

/** Over both databases. */
export function createReadSlow(deps: {
  databases: Readonly<Record<DatabaseName, Pick<Database, 'planOf'>>>;
  statements: Pick<Statements, 'figuresOf'>;
}): ReadSlow {
  const { databases, statements } = deps;
  const plans = new Map<string, readonly string[] | null>();

  function planOf(database: DatabaseName, sql: string): readonly string[] | null {
    const key = `${database} ${sql}`;
    const known = plans.get(key);
    if (known !== undefined) return known;
    const plan = databases[database].planOf(sql);
    const oldest = plans.keys().next().value;
    if (plans.size >= MOST_PLANS && oldest !== undefined) plans.delete(oldest);
    plans.set(key, plan);
    return plan;
  }

  return (slots, limit) => {
    const { slow } = join(slots.map((slot) => ({ calls: [], slow: slot.slow })));
    const sorted = [...slow].sort((a, b) => b.sum - a.sum);
    const shown = sorted.slice(0, limit).map(({ database, sql, count, sum, max, last }) => {
      const plan = planOf(database, sql);
      return {
        ...{ query: sql, database, count, last_at: last, plan },
        avg_duration_ms: sum / count,
        max_duration_ms: max,
        since_start: statements.figuresOf(database, sql),
        findings: findingsOf(plan),
      };
    });
    return { shown, total: sorted.length };
  };
}
