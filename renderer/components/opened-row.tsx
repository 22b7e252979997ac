/** What is known of a row, opened below it in place. The arrow keys pass it by. */
import { Suspense, type ReactNode } from 'react';
import style from './opened-row.module.css';
import { Bones } from './skeleton.tsx';

interface OpenedRowProps {
  /** What it tells, for readers. */
  readonly label: string;
  readonly children: ReactNode;
}

/** The row; its parts may arrive later. */
export function OpenedRow({ label, children }: OpenedRowProps) {
  return (
    <div role="row" className={style.row}>
      <div role="cell" aria-label={label} className={style.inside}>
        <Suspense fallback={<Bones rows={2} />}>{children}</Suspense>
      </div>
    </div>
  );
}
