/** A span for a reader of the documents. Pure. */

const MINUTE_MS = 60_000;

/** In the largest unit that it is a whole number of. */
export function duration(ms: number): string {
  if (ms % (24 * 60 * MINUTE_MS) === 0) return `${String(ms / (24 * 60 * MINUTE_MS))} d`;
  if (ms % (60 * MINUTE_MS) === 0) return `${String(ms / (60 * MINUTE_MS))} h`;
  if (ms % MINUTE_MS === 0) return `${String(ms / MINUTE_MS)} min`;
  return `${String(ms / 1000)} s`;
}
