/** The product's mark. */
import style from './logo.module.css';

/** The cube, as tall as a line of text and a bit. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true" className={style.cube}>
      <path d="M12 1.5 22.5 12 12 22.5 1.5 12Z" fill="currentColor" />
      <path d="M12 7.5 16.5 12 12 16.5 7.5 12Z" fill="var(--surface)" />
    </svg>
  );
}
