/** How something is doing, as a shape with its colour: told apart without seeing colours. */
import type { ReactNode } from 'react';
import { useSay } from '../i18n.ts';
import type { Mark } from './mark.ts';
import style from './state-mark.module.css';

const shapes: Readonly<Record<Mark, ReactNode>> = {
  ok: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  working: (
    <path
      d="M10.6 6A4.6 4.6 0 1 1 8.9 2.4M9.2 0v2.7H6.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  warning: <path d="M6 .8 11.8 11H.2Z" fill="currentColor" />,
  needs_adoption: <path d="M6 0 12 6 6 12 0 6Z" fill="currentColor" />,
  error: <rect x="1" y="1" width="10" height="10" rx="1" fill="currentColor" />,
  paused: <path d="M3.6 1.2v9.6M8.4 1.2v9.6" stroke="currentColor" strokeWidth="2.6" />,
  unknown: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  cut: (
    <path
      d="M.4 6h3.2M8.4 6h3.2M4.6 9.4l2.8-6.8"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
    />
  ),
};

interface StateMarkProps {
  readonly state: Mark;
  /** Drawn as tall as a heading's letters. */
  readonly large?: boolean;
  /** The word stands beside it already. */
  readonly silent?: boolean;
}

/** The mark alone, with its word on hover and for readers. */
export function StateMark({ state, large = false, silent = false }: StateMarkProps) {
  const word = useSay()(`state.${state}`);
  return (
    <svg
      className={style.mark}
      data-state={state}
      data-large={large || undefined}
      viewBox="0 0 12 12"
      focusable="false"
      {...(silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': word })}
    >
      {!silent && <title>{word}</title>}
      {shapes[state]}
    </svg>
  );
}
