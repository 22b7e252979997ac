/** Lists that come in pages and say how long they are. Half a list is no list: something would be made twice. */
import { transient } from './json-call.ts';

/** One page, and how many rows there are on all pages. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/**
 * Reads all pages. `pageAt` is given the page's number from 1, and how many rows came before it.
 * @throws {ProviderFailure} `transient` where the list changed while it was read, or ends too early
 */
export async function wholeList<Row>(
  host: string,
  idOf: (row: Row) => string,
  pageAt: (page: number, before: number) => Promise<ListPage<Row>>,
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  let { rows: found, total } = await pageAt(1, 0);
  const expected = total;
  for (let page = 2; ; page++) {
    const before = rows.size;
    for (const row of found) rows.set(idOf(row), row);
    if (total !== expected) throw transient(`${host}: the list changed while it was read`);
    if (rows.size >= expected) return [...rows.values()];
    if (rows.size === before) throw transient(`${host}: a list ends before its end`);
    ({ rows: found, total } = await pageAt(page, rows.size));
  }
}
