/** The table of things of which there are a few: state, thing, values, and what can be done with each. */
import type { ReactNode } from 'react';
import { useSay } from '../i18n.ts';
import entry from './entry.module.css';
import { ErrorNotice } from './error-notice.tsx';
import { moveBetweenRows } from './rows.ts';
import { Bones } from './skeleton.tsx';
import table from './table.module.css';

interface EntryTableProps<T> {
  /** Id of the title that names it. */
  readonly labelledBy: string;
  /** A fourth takes the place of what can be done. */
  readonly columns: readonly [string, string, string, string?];
  /** Not there while they are asked for. */
  readonly items: readonly T[] | undefined;
  /** Why they are not there. */
  readonly error?: Error | null;
  /** What is said in the place of a table without rows; not there where some always are. */
  readonly empty?: string;
  /** A row; it carries its own `key`. */
  readonly render: (item: T, index: number) => ReactNode;
}

/** Rows with their headers, the keyboard's way between them, or what stands there instead. */
export function EntryTable<T>({
  labelledBy,
  columns,
  items,
  error = null,
  empty,
  render,
}: EntryTableProps<T>) {
  const say = useSay();
  if (items === undefined) return error === null ? <Bones rows={2} /> : <ErrorNotice error={error} />;
  if (items.length === 0 && empty !== undefined) return <p className={table.empty}>{empty}</p>;
  return (
    <div role="table" aria-labelledby={labelledBy} className={table.table} onKeyDown={moveBetweenRows}>
      <div role="rowgroup" className={entry.headers}>
        <div role="row" className={entry.entry}>
          {columns.slice(0, 3).map((label) => (
            <div key={label} role="columnheader">
              {label}
            </div>
          ))}
          <div role="columnheader">
            {columns[3] ?? <span className="for-readers">{say('names.more')}</span>}
          </div>
        </div>
      </div>
      <div role="rowgroup">{items.map(render)}</div>
    </div>
  );
}
