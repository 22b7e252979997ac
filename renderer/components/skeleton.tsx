/** Grey bars where rows will stand, while the first answer is on its way. */
import { useSay } from '../i18n.ts';
import style from './skeleton.module.css';

/** As many bars as rows are expected. */
export function Bones({ rows }: { readonly rows: number }) {
  return (
    <div className={style.bones} role="progressbar" aria-label={useSay()('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}
