/**
 * Whether what is shown is live, as the reader is told it: a connection that is back within a moment was never away, and
 * of a longer absence is told once, however often it is tried again.
 */
import type { LiveClock, LiveState } from '../../shared/live/client-model.ts';

/** Shorter absences are not told (ms). */
const GRACE_MS = 3_000;

/** What is shown. `since` in ms UTC; `isTrying`: it is tried again by itself. */
export type Shown =
  { readonly isLive: true } | { readonly isLive: false; readonly since: number; readonly isTrying: boolean };

const live: Shown = { isLive: true };

interface LivenessPorts {
  readonly clock: LiveClock;
  /** The connection was away for so long that the reader is told, or it is back after that. */
  readonly turned: (isLive: boolean) => void;
}

/** Begins as live: nothing was missed yet. */
export function createLiveness({ clock, turned }: LivenessPorts) {
  const listeners = new Set<() => void>();
  let shown = live;
  let cancel: (() => void) | null = null;

  function become(next: Shown): void {
    const isTurn = next.isLive !== shown.isLive;
    shown = next;
    for (const listener of [...listeners]) listener();
    if (isTurn) turned(next.isLive);
  }

  function forget(): void {
    cancel?.();
    cancel = null;
  }

  return {
    /** Takes how the connection stands; `null` where there is none to be. */
    take(state: LiveState | null): void {
      if (state === null || state.is === 'stopped') {
        forget();
        // Nobody is here to be told.
        shown = live;
        for (const listener of [...listeners]) listener();
      } else if (state.is === 'live') {
        forget();
        if (!shown.isLive) become(live);
      } else if (state.is === 'refused') {
        forget();
        become({ isLive: false, since: shown.isLive ? clock.now() : shown.since, isTrying: false });
      } else if (shown.isLive && cancel === null) {
        const { since } = state;
        cancel = clock.after(Math.max(since + GRACE_MS - clock.now(), 0), () => {
          cancel = null;
          become({ isLive: false, since, isTrying: true });
        });
      }
    },
    shown: (): Shown => shown,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
