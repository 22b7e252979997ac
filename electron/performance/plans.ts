/** What SQLite's plan of a statement gives to think about (https://www.sqlite.org/eqp.html). Pure. */
import type { StoredReason } from '../../shared/api/common.ts';

/** Steps that read a whole table of ours, or sort in a table of their own. */
export function findingsOf(plan: readonly string[] | null): StoredReason[] {
  const found = (plan ?? []).map((step): StoredReason | null => {
    const scan = /^SCAN (?!CONSTANT ROW|\(|sqlite_)(\S+)(?! USING)(?: AS \S+)?$/.exec(step);
    if (scan) return { code: 'PERFORMANCE_FULL_SCAN', params: { table: scan[1] ?? '' } };
    const sort = /^USE TEMP B-TREE FOR (.+)$/.exec(step);
    return sort ? { code: 'PERFORMANCE_TEMP_SORT', params: { what: sort[1] ?? '' } } : null;
  });
  return found.filter((finding) => finding !== null);
}
