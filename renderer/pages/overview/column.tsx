/** One of the columns of the overview: its title with the way to more, and its rows. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Bones } from '../../components/skeleton.tsx';
import style from './overview.module.css';

interface ColumnProps {
  readonly id: string;
  readonly title: string;
  /** The page that tells more. */
  readonly more?: { readonly to: '/names' | '/monitoring' | '/alerts'; readonly label: string } | undefined;
  readonly children: ReactNode;
}

/** The column. */
export function Column({ id, title, more, children }: ColumnProps) {
  return (
    <section aria-labelledby={id} className={style.column}>
      <div className={style.head}>
        <h2 id={id}>{title}</h2>
        {more !== undefined && (
          <Link to={more.to} className={style.more}>
            {more.label}
          </Link>
        )}
      </div>
      {children}
    </section>
  );
}

/** A column on its way. */
export function ColumnBones({
  rows,
  ...column
}: Pick<ColumnProps, 'id' | 'title'> & { readonly rows: number }) {
  return (
    <Column {...column}>
      <Bones rows={rows} />
    </Column>
  );
}
