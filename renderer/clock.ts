/**
 * The server's time in the browser, and a beat once a second for everything that shows how long ago something was. A
 * NAS's clock and a phone's may differ by minutes; what the server says happened is measured by the server's clock.
 */

/** Differences below this are the answer's time on the way (ms). */
const negligible = 2_000;

/** Time as the page tells it. */
export type PageClock = ReturnType<typeof createPageClock>;

/** Makes the clock; it beats only while something listens. */
export function createPageClock() {
  const listeners = new Set<() => void>();
  let ahead = 0;
  let beat: number | undefined;

  return {
    /** The server's time, in ms. */
    now: () => Date.now() + ahead,
    /** Learns the server's time from an answer. */
    heard(timestamp: string): void {
      const difference = Date.parse(timestamp) - Date.now();
      if (!Number.isNaN(difference)) ahead = Math.abs(difference) < negligible ? 0 : difference;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      beat ??= window.setInterval(() => {
        for (const each of listeners) each();
      }, 1_000);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        window.clearInterval(beat);
        beat = undefined;
      };
    },
  };
}
