/** Remembers answers for a moment: whoever asks again at once, or at the same time, causes no second look. */
import type { Clock } from '../../kernel/clock.ts';

/** Does the work, or answers what it answered a moment ago. A failure is not remembered. */
export type Briefly<T> = (key: string, work: () => Promise<T>) => Promise<T>;

const MOST_REMEMBERED = 100;

/** Makes it, with a memory of its own. */
export function createBriefly<T>(clock: Clock, forMs: number): Briefly<T> {
  const known = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();
  return (key, work) => {
    const before = known.get(key);
    if (before && clock.elapsed() - before.at < forMs) return before.answer;
    const entry = { at: clock.elapsed(), answer: work() };
    known.delete(key);
    known.set(key, entry);
    const [oldest] = known.keys();
    if (known.size > MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
    entry.answer.catch(() => {
      if (known.get(key) === entry) known.delete(key);
    });
    return entry.answer;
  };
}
