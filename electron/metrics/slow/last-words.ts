/** A part of a sample that comes slowly: it is asked beside the others, and its last words stand until the next. */
import type { Clock } from '../../kernel/clock.ts';
import type { Known } from '../../kernel/known.ts';

/** How such a part is read. */
export interface SlowReading<T> {
  readonly read: () => Promise<Known<T>>;
  /** So old may the last words be before it is asked again, ms. */
  readonly everyMs: number;
  /** So long does a look wait for the next words, ms; they may come later and are told then. */
  readonly patienceMs: number;
}

/** Words older than so many intervals are no longer told: what asks for them hangs. */
const STALE_INTERVALS = 5;

/** Makes a reading that answers at once, or within its patience. It is never asked twice at a time. */
export function createLastWords<T>(
  clock: Clock,
  { read, everyMs, patienceMs }: SlowReading<T>,
): () => Promise<Known<T>> {
  let words: { readonly known: Known<T>; readonly at: number } | undefined;
  let asking: Promise<void> | undefined;

  const ask = (): Promise<void> =>
    read()
      .catch((error: unknown): Known<T> => {
        const problem = error instanceof Error ? error.message : String(error);
        return { unavailable: { code: 'METRICS_HARDWARE_FAILED', params: { problem } } };
      })
      .then((known) => {
        words = { known, at: clock.elapsed() };
        asking = undefined;
      });

  return async () => {
    if (words === undefined || clock.elapsed() - words.at >= everyMs) {
      asking ??= ask();
      let cancel = (): void => undefined;
      await Promise.race([
        asking,
        new Promise<void>((resolve) => {
          cancel = clock.after(patienceMs, resolve);
        }),
      ]);
      cancel();
    }
    if (words === undefined) return { unavailable: { code: 'METRICS_NOT_READ_YET', params: {} } };
    return clock.elapsed() - words.at > everyMs * STALE_INTERVALS
      ? { unavailable: { code: 'METRICS_HARDWARE_FAILED', params: { problem: 'timeout' } } }
      : words.known;
  };
}
