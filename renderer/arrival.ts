/** Where the keyboard goes when another page is shown: to its content, so that nobody walks through the rail again. */
import { useEffect, useRef } from 'react';

/** Puts the keyboard on the content. */
export function focusContent(): void {
  document.querySelector('main')?.focus({ preventScroll: true });
}

/**
 * Does so whenever `here` turns from one place into another, and where somebody comes in who was out. The first page that
 * is shown moves nothing, nor does an address that leads on to another (`undefined`).
 */
export function useArrival(here: string | undefined, isOut: boolean): void {
  const before = useRef({ here, isOut });
  useEffect(() => {
    const last = before.current;
    const hasMoved = last.here !== undefined && last.here !== here;
    if (here !== undefined && (hasMoved || last.isOut)) focusContent();
    before.current = { here, isOut: isOut || (last.isOut && here === undefined) };
  }, [here, isOut]);
}
