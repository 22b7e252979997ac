/** What the tables of this area have in common: many rows at once, and reasons as text. */
import type { StoredReason } from '../../shared/api/common.ts';

/** Rows of one INSERT: SQLite takes 32,766 parameters at most. */
const ROWS_AT_ONCE = 500;

/** Writes rows in statements that SQLite takes, one after the other. */
export async function inChunks<Row>(
  rows: readonly Row[],
  write: (chunk: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    await write(rows.slice(start, start + ROWS_AT_ONCE));
  }
}

/** A reason as it was kept. */
export function toReason(text: string | null): StoredReason | null {
  return text === null ? null : (JSON.parse(text) as StoredReason);
}

/** A reason as it is kept. */
export function fromReason(reason: StoredReason | null): string | null {
  return reason === null ? null : JSON.stringify(reason);
}
