/** What the caches of the program count, as a share. */
import { because, type Telling } from './telling.ts';

/** All caches together since the start; `null` where none counts. */
export type Caches = () => CacheCounts | null;

/** What they counted. */
export interface CacheCounts {
  readonly hits: number;
  readonly misses: number;
  /** What they hold, `null` where that is not counted. */
  readonly bytes: number | null;
}

/** Of a hundred, with two places behind the point. */
const percent = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 100;

/** Rates in percent. */
export function tellCaches(note: Telling, path: string, counts: CacheCounts | null) {
  const lack = (field: string, code: string): null => note.lack(`${path}.${field}`, because(code));
  const asked = counts ? counts.hits + counts.misses : 0;
  const code = counts ? 'METRICS_CACHE_UNASKED' : 'METRICS_NO_CACHE';
  return {
    hit_rate: counts && asked > 0 ? percent(counts.hits, asked) : lack('hit_rate', code),
    miss_rate: counts && asked > 0 ? percent(counts.misses, asked) : lack('miss_rate', code),
    memory_usage: counts?.bytes ?? lack('memory_usage', counts ? 'METRICS_NOT_TOLD' : code),
  };
}
