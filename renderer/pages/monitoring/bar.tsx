/** How full something is, drawn; the number stands beside it. */
import type { HostState } from '../../../shared/api/ddns.ts';
import style from './bar.module.css';

/** The bar. */
export function Bar({ percent, state }: { readonly percent: number; readonly state: HostState }) {
  return (
    <svg
      className={style.bar}
      data-state={state}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect className={style.room} width="100" height="6" />
      <rect className={style.used} width={Math.min(Math.max(percent, 0), 100)} height="6" />
    </svg>
  );
}
